using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class TracedClassToDecoratedInterfaceTests
{
    private static readonly RefactoringTest<TracedClassToDecoratedInterface> Refactoring = new();

    [Fact]
    public Task The_attributes_move_to_the_interface() => Refactoring.Makes(
        """
        // What can be ordered.
        interface IOrders
        {
            // Places it.
            Task Place(int id);
            string? Find(string name);
        }

        // Orders them.
        [[|Traced|](Kind = System.Diagnostics.ActivityKind.Client), Counted]
        class [|Orders|] : [|IOrders|]
        {
            // Later.
            [Timed("place.duration")]
            public async Task Place([Tag("order.id")] int id) => await Task.Yield();

            [return: Tag("found")]
            public string? Find(string name) => name;
        }
        """,
        "Move the attributes to 'IOrders', and decorate it",
        """
        // What can be ordered.
        [Traced(Kind = System.Diagnostics.ActivityKind.Client, Decorate = true)]
        [Counted]
        interface IOrders
        {
            // Places it.
            [Timed("place.duration")]
            Task Place([Tag("order.id")] int id);
            [return: Tag("found")]
            string? Find(string name);
        }

        // Orders them.
        class Orders : IOrders
        {
            // Later.
            public async Task Place(int id) => await Task.Yield();

            public string? Find(string name) => name;
        }
        """);

    [Fact]
    public Task The_interface_stands_in_another_file() => new RefactoringTest<TracedClassToDecoratedInterface>
    {
        Files = [("IOrders.cs", "namespace Shop;\n\npublic interface IOrders<T>\n{\n    T Place(T id);\n}\n")],
    }.Makes(
        """
        namespace Shop;

        [[|Traced|]]
        public class Orders<T> : IOrders<T>
        {
            public T Place([Tag(On = On.Span)] T id) => id;
        }
        """,
        "Move the attributes to 'IOrders', and decorate it",
        """
        namespace Shop;

        public class Orders<T> : IOrders<T>
        {
            public T Place(T id) => id;
        }
        """,
        ("IOrders.cs", "namespace Shop;\n\n[Traced(Decorate = true)]\npublic interface IOrders<T>\n{\n    T Place([Tag(On = On.Span)] T id);\n}\n"));

    [Fact]
    public Task What_is_left_out_stays_out() => Refactoring.Makes(
        """
        interface IOrders
        {
            int Place();
            int Count();
        }

        [[|Traced|]]
        class Orders : IOrders
        {
            public int Place() => 1;

            [NotInstrumented]
            public int Count() => 1;
        }
        """,
        "Move the attributes to 'IOrders', and decorate it",
        """
        [Traced(Decorate = true)]
        interface IOrders
        {
            int Place();
            [NotInstrumented]
            int Count();
        }

        class Orders : IOrders
        {
            public int Place() => 1;

            public int Count() => 1;
        }
        """);

    [Fact]
    public Task A_class_without_an_interface_gets_one() => Refactoring.Makes(
        """
        using System.Diagnostics.CodeAnalysis;

        namespace Shop
        {
            /// <summary>Orders.</summary>
            [[|Traced|]]
            public sealed class [|Orders|]<T>
                where T : class, new()
            {
                public const int Limit = 3;
                private int _count;

                public event Action? Placed;

                public int Count { get => _count; private set => _count = value; }

                public T? Last => null;

                public string this[int index] => "";

                /// <summary>Places it.</summary>
                [Counted, Obsolete("Use Put")]
                public async Task<T> Place([Tag] int id, T? hint = null, params string[] notes)
                {
                    await Task.Yield(); // done
                    Placed?.Invoke();
                    return hint ?? new T();
                }

                public bool TryFind(int id, [NotNullWhen(true)] out T? found)
                {
                    found = null;
                    return false;
                }

                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                public static int Twice(int i) => 2 * i;

                public override string ToString() => "";
            }
        }
        """.Replace("public static int Twice", "private static int Twice", StringComparison.Ordinal),
        "Extract 'IOrders', and decorate it",
        """
        using System.Diagnostics.CodeAnalysis;

        namespace Shop
        {
            [Traced(Decorate = true)]
            public interface IOrders<T>
                where T : class, new()
            {
                event Action? Placed;
                int Count { get; }

                T? Last { get; }

                string this[int index] { get; }

                [Counted, Obsolete("Use Put")]
                Task<T> Place([Tag] int id, T? hint = null, params string[] notes);
                bool TryFind(int id, [NotNullWhen(true)] out T? found);
            }

            /// <summary>Orders.</summary>
            public sealed class Orders<T> : IOrders<T>
                where T : class, new()
            {
                public const int Limit = 3;
                private int _count;

                public event Action? Placed;

                public int Count { get => _count; private set => _count = value; }

                public T? Last => null;

                public string this[int index] => "";

                /// <summary>Places it.</summary>
                [Obsolete("Use Put")]
                public async Task<T> Place(int id, T? hint = null, params string[] notes)
                {
                    await Task.Yield(); // done
                    Placed?.Invoke();
                    return hint ?? new T();
                }

                public bool TryFind(int id, [NotNullWhen(true)] out T? found)
                {
                    found = null;
                    return false;
                }

                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                private static int Twice(int i) => 2 * i;

                public override string ToString() => "";
            }
        }
        """);

    [Theory]
    [InlineData("class [|Orders|] { public int Place() => 1; }")]
    [InlineData("class [|Orders|] { [Traced] public int Place() => 1; }")]
    [InlineData("[[|Counted|]] class Orders { public int Place() => 1; }")]
    [InlineData("[[|Traced|]] static class Orders { public static int Place() => 1; }")]
    [InlineData("[[|Traced|]] class Orders { public static int Count() => 1; public int Place() => 1; }")]
    [InlineData("[[|Traced|]] class Orders { [Traced] private int Count() => 1; public int Place() => Count(); }")]
    [InlineData("[[|Traced|]] class Orders { [Tag] public int Shop { get; } public int Place() => 1; }")]
    [InlineData("[[|Traced|](ErrorWhen = \"IsBad\")] class Orders { public int Place() => 1; static bool IsBad(int i) => i > 0; }")]
    [InlineData("[Traced] class Orders { public int Place() { var [|a|] = 1; return [|a|]; } }")]
    [InlineData("interface IOrders; [[|Traced|]] class Orders { public int Place() => 1; }")]
    [InlineData("interface IOrders { int Place(); } class Other : IOrders { public int Place() => 2; } [[|Traced|]] class Orders : IOrders { public int Place() => 1; }")]
    [InlineData("interface IOrders { int Place(); } [[|Traced|]] class Orders : IOrders { public int Place() => 1; public int More() => 1; }")]
    [InlineData("interface IOrders { int Place(); } class Base { public int Place() => 2; } [[|Traced|]] class Orders : Base, IOrders { public int More() => 1; }")]
    [InlineData("[[|Traced|]] class Orders : IDisposable { public void Dispose() { } }")]
    [InlineData("[[|Traced|]] partial class Orders { public int Place() => 1; } partial class Orders;")]
    public Task Nothing_is_offered_where_something_would_be_lost_or_added(string source) => Refactoring.OffersNothing(source);

    [Fact]
    public Task Half_typed_code_is_no_reason_to_fall() =>
        new RefactoringTest<TracedClassToDecoratedInterface> { Compiles = false }.OffersNothing("[[|Traced|]] class Orders : IMissing { public int Place( ");
}
