using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Methods of many shapes, each wrapped by code that compiles without a warning.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("[Traced] public int M(ref int a, in long b, out string c) { c = \"\"; return a; }", "var a = 1; new Subject().M(ref a, 2, out var c)")]
    [InlineData("[Traced] public int M(ref readonly int a) => a;", "var a = 1; new Subject().M(in a)")]
    [InlineData("[Traced] public int M(params int[] a) => a.Length;", "new Subject().M(1, 2, 3)")]
    [InlineData("[Traced] public int M(int a = 1, string b = \"x\", [CallerMemberName] string c = \"\") => a;", "new Subject().M(b: \"y\")")]
    [InlineData("[Traced] public int M(Span<int> a, scoped ReadOnlySpan<char> b) => a.Length;", "new Subject().M(new int[1], \"a\")")]
    [InlineData("[Traced] public (int Count, string Name) M((int A, (string B, int) C) t) => (t.A, t.C.B);", "new Subject().M((1, (\"b\", 2))).Name.ToString()")]
    [InlineData("[Traced] public string? M(string? a, Dictionary<string, List<string?>?> b) => a;", "new Subject().M(null, new())")]
    [InlineData("[Traced] public dynamic M(object a) => a;", "new Subject().M(1)")]
    [InlineData("[Traced] public T M<T>(T a) where T : class, IDisposable, new() => a;", "new Subject().M(new MemoryStream())")]
    [InlineData("[Traced] public T M<T>(T a) where T : unmanaged, Enum => a;", "new Subject().M(DayOfWeek.Friday)")]
    [InlineData("[Traced] public T? M<T>(T? a) where T : notnull => a;", "new Subject().M<string>(null)")]
    [InlineData("[Traced] public U M<T, U>(T a, U b) where T : IEnumerable<U> where U : struct => b;", "new Subject().M<int[], int>([], 1)")]
    [InlineData("[Traced] public bool M([NotNullWhen(true)] out string? a) { a = null; return false; }", "if (new Subject().M(out var s)) s.ToString()")]
    [InlineData("[Traced, DoesNotReturn] public void M() => throw new Exception();", "new Subject().M()")]
    [InlineData("[Traced] [return: MaybeNull] public T M<T>(List<T> a) => default;", "new Subject().M<string>([])")]
    [InlineData("[Traced, Obsolete] public int M() => 1;", "\n#pragma warning disable CS0612\n new Subject().M()")]
    [InlineData("[Traced] public int @class(int @event, int @await) => @event;", "new Subject().@class(1, 2)")]
    [InlineData("[Traced] public int Größe(int ä) => ä;", "new Subject().Größe(1)")]
    [InlineData("[Traced, Counted, Timed, InFlight] public int M(int call, int task, int result, [Tag] bool tags, int exception, int self, int started, int counted, [Tag(Values = new object[] { 1 })] int known) => call;", "new Subject().M(1, 2, 3, true, 5, 6, 7, 8, 9)")]
    [InlineData("[Traced] public int M(int a) => 1; [Traced] public int M(long a) => 2; [Traced] public int M<T>(T a) => 3; [Traced] public int M(ref int a) => 4;", "new Subject().M(1); new Subject().M(1L); new Subject().M(\"\"); var i = 1; new Subject().M(ref i)")]
    [InlineData("[Counted(\"a\"), Counted(\"b\", When = When.Failure), Timed(\"c\"), Timed(\"d\", Buckets = new[] { 0.1, 1 }), InFlight(\"e\"), InFlight(\"f\")] public Task M() => Task.CompletedTask;", "_ = new Subject().M()")]
    [InlineData("[Traced(\"quo\\\"te\\n{0}\", Kind = ActivityKind.Client, Level = Level.Essential, NewRoot = true, Recursion = Recursion.Outermost, Errors = Errors.Status)] public int M() => 1;", "new Subject().M()")]
    [InlineData("[Traced, Counted] [return: Tag(\"ok\")] public async Task<bool> M([Tag] CancellationToken a, CancellationToken b) { await Task.Yield(); return true; }", "_ = new Subject().M(default, default)")]
    [InlineData("[Traced, Counted] [return: Tag(Path = \"Value.Length\")] public ValueTask<KeyValuePair<int, string>?> M() => default;", "_ = new Subject().M()")]
    [InlineData("[Tag] public DayOfWeek? Day => null; [Tag] private static int s_count = 1; [Tag] private protected string? name; [Counted] public void M() { _ = s_count; name = null; }", "new Subject().M()")]
    [InlineData("public class Nested<T> where T : struct { public struct Deep<U> { [Traced] public U M<V>(T t, U u, V v) => u; [Traced] public readonly int N() => 1; } }", "new Subject.Nested<int>.Deep<string>().M(1, \"\", 2.0); var d = new Subject.Nested<int>.Deep<string>(); d.N()")]
    [InlineData("private class Hidden { [Traced] internal int M() => 1; } [Traced] private int N() => 1; [Traced] protected int P() => 1; public int All() => N() + P();", "new Subject().All()")]
    [InlineData("[Traced, Counted, Timed, InFlight] [return: Tag] public bool M(int M_Observed, int M_Stop, int M_Calls, int M_Returned, int M_0_Observed, [Tag] bool s_scope) => s_scope;", "new Subject().M(1, 2, 3, 4, 5, true)")]
    [InlineData("[Traced] public Task<M_Awaited> M<M_Awaited>(M_Awaited a) => Task.FromResult(a);", "_ = new Subject().M(1)")]
    [InlineData("private sealed class Refused : Exception; [Traced(ExpectedExceptions = new[] { typeof(Refused), typeof(IOException) })] public int M() => 1;", "new Subject().M()")]
    public void A_method_of_that_shape(string member, string call)
    {
        foreach (var version in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview })
        {
            var run = Run.Over(Project.Of("My.App-1", version, [], $$"""
                using System;
                using System.Collections.Generic;
                using System.Diagnostics;
                using System.Diagnostics.CodeAnalysis;
                using System.IO;
                using System.Runtime.CompilerServices;
                using System.Threading;
                using System.Threading.Tasks;
                using Instrumentation;
                namespace My.App
                {
                    public class Subject { {{member}} }
                    public static class Caller { public static void Call() { {{call}}; } }
                }
                """)).CompilesCleanly();

            Assert.Contains(run.Sources.Keys, name => name.StartsWith("Calls.", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("App.System.Threading.Tasks.Task")]
    [InlineData("Instrumentation.Shop")]
    [InlineData("Global.System.Exception")]
    [InlineData("My.Instrumentation.Generated")]
    public void In_a_namespace_of_that_name(string name)
    {
        var run = Run.Over(Project.Of($$"""
            namespace {{name}}
            {
                public class Exception;
                public class ObservedCall;
                public enum Level { Low }
                public partial class Subject
                {
                    [global::Instrumentation.Traced, global::Instrumentation.Counted, global::Instrumentation.Timed, global::Instrumentation.InFlight]
                    public global::System.Threading.Tasks.Task<Level> M([global::Instrumentation.Tag] Level level) => global::System.Threading.Tasks.Task.FromResult(level);

                    [global::Instrumentation.Traced, global::Instrumentation.Counted]
                    public partial int N([global::Instrumentation.Tag] Level level);
                    private int NCore(Level level) => 1;
                    public static void Call(Subject s) { s.M(Level.Low); s.N(Level.Low); }
                }
                [global::Instrumentation.Traced(Decorate = true)]
                public interface IWork { global::System.Threading.Tasks.ValueTask<Level> Do(Exception e); }
            }
            """)).CompilesCleanly();

        Assert.Equal(4, run.Sources.Count);
    }
}
