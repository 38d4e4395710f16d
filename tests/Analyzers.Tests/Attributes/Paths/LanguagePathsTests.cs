using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

/// <summary>INS002: calls that the language makes by itself.</summary>
public class LanguagePathsTests
{
    private const string Subjects = """
        using System.Collections;
        using System.Runtime.CompilerServices;
        class Session { [Traced] public virtual void Dispose() { } }
        class Closing : Session, IDisposable { public override void Dispose() { } }
        ref struct Lease { public void Dispose() => Session.Close(); static class Session { [Traced] public static void Close() { } } }
        class Stream { [Traced] public ValueTask DisposeAsync() => default; }
        class Bag : IEnumerable
        {
            [Traced] public Cursor GetEnumerator() => new();
            [Traced] public void Add(int item) { }
            public void Add(string item) { }
            IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
        }
        class Cursor : Closing { [Traced] public bool MoveNext() => false; public int Current => 1; }
        class Feed { [Traced] public FeedCursor GetAsyncEnumerator() => new(); }
        class FeedCursor { [Traced] public Task<bool> MoveNextAsync() => Task.FromResult(false); public int Current => 1; [Traced] public ValueTask DisposeAsync() => default; }
        class Stack<T> : IEnumerable<T>
        {
            [Traced] public void Add(T item) { }
            public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();
            IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();
        }
        [CollectionBuilder(typeof(Builder), "Create")] class Built : List<int> { }
        static class Builder { [Traced] public static Built Create(ReadOnlySpan<int> items) => new(); }
        class Pair { [Traced] public void Deconstruct(out int x, out int y) => x = y = 1; }
        class Promise { [Traced] public Waiter GetAwaiter() => new(); }
        class Waiter : INotifyCompletion { public bool IsCompleted => true; [Traced] public int GetResult() => 1; public void OnCompleted(Action next) => next(); }
        class Rows { public int Length => 1; public int this[int i] => i; [Traced] public Rows Slice(int start, int length) => this; }
        class Source<T>
        {
            [Traced] public Source<TResult> Select<TResult>(Func<T, TResult> f) => new();
            [Traced] public Source<T> Where(Func<T, bool> f) => this;
            [Traced] public Source<T> OrderBy<TKey>(Func<T, TKey> f) => this;
        }
        [InterpolatedStringHandler] class Text(int literal, int holes) { [Traced] public void AppendLiteral(string s) { } [Traced] public void AppendFormatted<T>(T t) { } public int Length => literal + holes; }
        """;

    private static readonly RuleTest<CallGoesAroundTheWrapper> Rule = new() { Files = [("Subjects.cs", Subjects)] };

    [Fact]
    public Task Using_disposes() => Rule.Reports(
        """
        class C
        {
            void Declare() { [|using|] Closing a = new(), b = new(); }
            void State(Closing closing) { [|using|] (closing) { } [|using|] (var other = closing) { } }
            async Task Await(Stream stream) { await [|using|] (stream) { } await [|using|] var other = new Stream(); }
            void Generic<T>(T closing) where T : Closing { [|using|] (closing) { } }
        }
        """,
        "'Closing.Dispose' is not observed here: the language makes this call by itself, and no wrapper can stand in it; put the attribute on a method that calls it");

    [Fact]
    public Task Foreach_enumerates_and_disposes() => new RuleTest<CallGoesAroundTheWrapper>
    {
        Files =
        [
            ("Bag.cs",
            """
            class Bag { [Traced] public IEnumerator<int> GetEnumerator() { yield return 1; } }
            class Ring { public Cursor GetEnumerator() => new(); }
            class Cursor : IDisposable { [Traced] public bool MoveNext() => false; public int Current => 1; public void Dispose() { } }
            class Lane { public Walker GetEnumerator() => new(); }
            class Walker : Closing { public bool MoveNext() => false; public int Current => 1; }
            class Closing : Opening, IDisposable { public override void Dispose() { } }
            class Opening { [Traced] public virtual void Dispose() { } }
            class Feed { [Traced] public IAsyncEnumerator<int> GetAsyncEnumerator() => throw new NotSupportedException(); }
            static class Numbers { [Traced] public static IEnumerator<int> GetEnumerator(this int end) { yield return end; } }
            """),
        ],
    }.Reports(
        """
        class C
        {
            int Sum(Bag bag, Ring ring, Lane lane)
            {
                var sum = 0;
                [|foreach|] (var i in bag) sum += i;
                [|foreach|] (var i in ring) sum += i;
                [|foreach|] (var i in lane) sum += i;
                [|foreach|] (var i in 3) sum += i;
                return sum;
            }
            async Task All(Feed feed) { await [|foreach|] (var i in feed) { } }
        }
        """,
        "'Bag.GetEnumerator' is not observed here: the language makes this call by itself, and no wrapper can stand in it; make the method partial");

    [Fact]
    public Task Await_asks_for_an_awaiter_and_its_result() => new RuleTest<CallGoesAroundTheWrapper>
    {
        Files =
        [
            ("Promise.cs",
            """
            using System.Runtime.CompilerServices;
            class Promise { [Traced] public TaskAwaiter<int> GetAwaiter() => Task.FromResult(1).GetAwaiter(); }
            class Lazy { public Waiter GetAwaiter() => new(); }
            struct Waiter : INotifyCompletion { public bool IsCompleted => true; [Traced] public int GetResult() => 1; public void OnCompleted(Action next) => next(); }
            """),
        ],
    }.Reports("class C { async Task<int> M(Promise p, Lazy l) => [|await|] p + [|await|] l + await Task.FromResult(p.GetAwaiter().GetResult()); }");

    [Fact]
    public Task Deconstruction() => Rule.Reports(
        """
        class C
        {
            int M(Pair pair, (Pair, int) nested, Pair[] pairs)
            {
                [|var (a, b)|] = pair;
                [|(a, (b, _))|] = (1, pair);
                [|((a, b), _)|] = nested;
                foreach ([|var (c, d)|] in pairs) a += c + d;
                return pair is [|(1, 2)|] ? a : b;
            }
        }
        """);

    [Fact]
    public Task Initializers_and_collection_expressions_add() => Rule.Reports(
        """
        class C
        {
            public Bag Items { get; } = new() { [|1|], 2, "three", 4 };
            C Nested() => new() { Items = { [|1|], 2 } };
            Stack<int> Expression() => [|[1, 2]|];
            Built Build() => [|[1, 2]|];
            Stack<int> Empty() => [];
            Bag Numbers() => [|[1, 2]|];
            int[] Spread(Bag bag) => [1, [|.. bag|]];
        }
        """);

    [Fact]
    public Task Clauses_of_a_query() => Rule.Reports(
        """
        class C
        {
            object M(Source<int> source) => from x in source [|where|] x > 1 orderby [|x|] [|select|] x * 2;
            object N(int[] source) => from x in source where x > 1 select x * 2;
            object O(Source<int> source) => source.Where(x => x > 1).Select(x => x * 2);
        }
        """,
        "'Source<int>.Where' is not observed here");

    [Fact]
    public Task Ranges_and_slices() => Rule.Reports(
        """
        class C
        {
            Rows M(Rows rows) => rows[|[1..]|];
            bool N(Rows rows) => rows is [1, [|.. var rest|]];
            int O(Rows rows) => rows.Slice(1, 2)[^1];
        }
        """);

    [Fact]
    public Task Parts_of_an_interpolated_string() => Rule.Reports(
        """
        class C
        {
            static void Write(Text text) { }
            void M(int i) => Write($"[|a |][|{|]i} b {i}");
            string N(int i) => $"a {i}";
        }
        """);

    [Fact]
    public Task Top_level_code() => new RuleTest<CallGoesAroundTheWrapper> { Output = OutputKind.ConsoleApplication, Files = [("Subjects.cs", Subjects)] }.Reports(
        """
        [|using|] var closing = new Closing();
        [|var (x, y)|] = new Pair();
        """);

    [Fact]
    public Task What_is_written_is_intercepted() => Rule.IsSilent(
        """
        class C
        {
            void M(Closing closing, Bag bag, Pair pair, Promise promise)
            {
                closing.Dispose();
                bag.Add(1);
                using var cursor = default(IDisposable);
                while (bag.GetEnumerator().MoveNext()) pair.Deconstruct(out _, out _);
                promise.GetAwaiter().GetResult();
            }
        }
        """);

    [Fact]
    public Task The_same_of_methods_that_nothing_observes() => Rule.IsSilent(
        """
        class C
        {
            async Task M(System.IO.Stream stream, List<int> list, Dictionary<int, int> map)
            {
                await using var own = stream;
                foreach (var (key, value) in map) list.Add(key);
                await Task.Yield();
                List<int> copy = [.. list];
                var more = new List<int> { 1, 2 };
                if (list is [1, .. var rest]) { }
            }
        }
        """);

    [Fact]
    public Task A_partial_wrapper_is_the_method_itself() => Rule.IsSilent(
        """
        partial class Gate : IDisposable { [Traced] public partial void Dispose(); private void DisposeCore() { } }
        class C { void M() { using var gate = new Gate(); } }
        """);

    [Fact]
    public Task A_method_that_only_looks_as_if_it_were_called() => Rule.IsSilent(
        """
        class Base : IDisposable { public void Dispose() { } }
        class Hiding : Base { [Traced] public new void Dispose() { } }
        class Two { [Traced] public void Deconstruct(out int x) => x = 1; public void Deconstruct(out int x, out int y) => x = y = 1; }
        class C
        {
            void M(Hiding hiding, Two two) { using (hiding) { } var (x, y) = two; }
            void N(Lease lease) { using (lease) { } }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { void M() { using var closing = new Closing(); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<CallGoesAroundTheWrapper> { Compiles = false, Files = [("Subjects.cs", Subjects)] }.Reports(
        """
        class C
        {
            async Task M(Missing missing, Pair pair)
            {
                using var a = missing;
                using Missing b;
                foreach (var (x, y) in missing) { }
                await missing;
                var (c, d, e) = pair;
                [|var (f, g)|] = pair;
                Missing h = [1, .. missing];
                if (missing is (1, 2)) { }
                var i = missing[1..];
            }
        }
        """);

    [Fact]
    public Task The_fix_makes_the_method_partial() => new RuleTest<CallGoesAroundTheWrapper>().Fixes<CallGoesAroundTheWrapperFixer>(
        """
        class Pair
        {
            [Traced]
            public void Deconstruct(out int x, out int y) => x = y = 1;
        }
        class C { void M() { var (x, y) = new Pair(); } }
        """,
        """
        partial class Pair
        {
            [Traced]
            public partial void Deconstruct(out int x, out int y);

            private void DeconstructCore(out int x, out int y) => x = y = 1;
        }
        class C { void M() { var (x, y) = new Pair(); } }
        """,
        "MakePartial");

    [Fact]
    public Task Fix_all_makes_it_partial_once() => new RuleTest<CallGoesAroundTheWrapper>().FixesAll<CallGoesAroundTheWrapperFixer>(
        """
        class Rows
        {
            public int Length => 1;

            [Traced] public int[] Slice(int start, int length) => [];
        }
        class C { object M(Rows rows) => (rows[1..], rows[2..], rows[..3]); }
        """,
        """
        partial class Rows
        {
            public int Length => 1;

            [Traced] public partial int[] Slice(int start, int length);

            private int[] SliceCore(int start, int length) => [];
        }
        class C { object M(Rows rows) => (rows[1..], rows[2..], rows[..3]); }
        """,
        "MakePartial");
}
