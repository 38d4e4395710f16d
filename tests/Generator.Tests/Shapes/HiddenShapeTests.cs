using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Methods that generated code can't name are reached by accessors, or by a method in the user's own partial type.</summary>
public sealed class HiddenShapeTests
{
    private const string Accessor = "UnsafeAccessor(";
    private const string NamedOwner = "UnsafeAccessorType(";
    private const string Bridge = "internal static int Instrumentation_M";

    [Fact]
    public void What_a_library_keeps_to_itself_is_left_out_of_calls_from_elsewhere()
    {
        var library = Run.Over(Project.Of("""
            using Instrumentation;
            internal class Gone : System.Exception;
            public class Orders
            {
                [Tag] private readonly string _region = "";
                [Tag] public string Shop => _region;
                [Traced(ErrorWhen = nameof(IsBad), ExpectedExceptions = new[] { typeof(Gone) })] public int Place() => 1;
                private static bool IsBad(int result) => result < 0;
            }
            """)).CompilesCleanly();

        var run = Run.Over(Project.Of("App", LanguageVersion.CSharp12, [library.Image()], "public static class App { public static int Use(Orders orders) => orders.Place(); }"));

        var text = string.Concat(run.CompilesCleanly().Sources.Values);
        Assert.Contains("SetTag(\"shop\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("region", text, StringComparison.Ordinal);
        Assert.DoesNotContain("IsBad", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C { [Traced] private int M() => 1; public int Q() => M(); }", Accessor)]
    [InlineData("class C { [Traced] private int M<T>(T a) where T : struct, IDisposable => 1; public int Q<T>(T a) where T : struct, IDisposable => M(a); }", Accessor)]
    [InlineData("class C { [Traced] private static T M<T>(T a) where T : class?, new() => a; public object Q() => M(new object()); }", Accessor)]
    [InlineData("class C<T> where T : notnull { [Traced, Counted] private T M(T a) => a; public T Q(T a) => M(a); }", "private static class M_Access<T> where T : notnull")]
    [InlineData("class C<T> { [Traced] private static U M<U>(T a, U b) where U : IEnumerable<T> => b; public static int[] Q() => C<int>.M(1, new int[1]); }", "internal static extern U M_Original<U>(global::C<T> owner, T a, U b)")]
    [InlineData("class C<T> { public struct S { [Traced] private readonly int M(ref T a) => 1; public int Q(T a) => M(ref a); [Tag] private int _tag; public void R() => _tag = 1; } }", "M_Access<T>.M_Original(ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in self), ref a)")]
    [InlineData("class C<T> { [Traced(ErrorWhen = nameof(Bad))] public T M() => default!; private static bool Bad(T a) => false; [Tag] private int Tag => 1; public T Q() => M(); }", "M_Access<T>.M_Read_Tag(self)")]
    [InlineData("static class C { [Traced] private static int M() => 1; public static int Q() => M(); }", NamedOwner)]
    [InlineData("static class C { public static class D { [Traced] private static T M<T>(T a) => a; public static int Q() => M(1); } }", "UnsafeAccessorType(\"C+D, Shop\")")]
    [InlineData("static class C { [Traced] private static int M(this int a) => 1; public static int Q() => 1.M(); }", NamedOwner)]
    [InlineData("static class C { [Traced(ErrorWhen = nameof(Bad))] public static int M() => 1; private static bool Bad(int a) => false; public static int Q() => M(); }", NamedOwner)]
    [InlineData("static partial class C<T> { [Traced] private static int M(T a) => 1; public static int Q(T a) => M(a); }", Bridge)]
    [InlineData("partial class O { public static partial class C<T> where T : class, new() { [Traced] private static int M<U>(ref T a, params U[] b) => 1; public static int Q(T a) => M(ref a, 1, 2); } }", Bridge)]
    public void A_method_of_a_type(string type, string with)
    {
        foreach (var version in new[] { LanguageVersion.CSharp12, LanguageVersion.Preview })
        {
            var run = Run.Over(Project.Of("Shop", version, [], "using System; using System.Collections.Generic; using Instrumentation;\npublic " + type)).CompilesCleanly();

            Assert.Contains(run.Sources, static s => s.Key.StartsWith("Calls.", StringComparison.Ordinal));
            Assert.Contains(run.Sources.Values, s => s.Contains(with, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("static partial class C<T> { [Traced, Counted] private static partial int M(T a); private static int MCore(T a) => 1; public static int Q(T a) => M(a); }")]
    [InlineData("static partial class C<T> { [Traced, Counted, AsyncMethodBuilder(typeof(TracedBuilder<>))] private static async Task<int> M(T a) => await Task.FromResult(1); public static Task<int> Q(T a) => M(a); }")]
    public void What_is_observed_in_itself_needs_no_way_to_it(string type)
    {
        var run = Run.Over(Project.Of("using System.Runtime.CompilerServices; using System.Threading.Tasks; using Instrumentation;\npublic " + type)).CompilesCleanly();

        Assert.Contains(run.Sources.Values, static s => s.Contains("ObservedCall", StringComparison.Ordinal) || s.Contains("ObservedAsyncCall", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Sources.Values, static s => s.Contains("Instrumentation_M", StringComparison.Ordinal));
    }

    [Fact]
    public void A_static_class_in_a_namespace_that_is_called_like_a_keyword()
    {
        var run = Run.Over(Project.Of("namespace Shop.@event; public static class C { [Instrumentation.Traced] private static int M() => 1; public static int Q() => M(); }")).CompilesCleanly();

        Assert.Contains(run.Sources.Values, static s => s.Contains("UnsafeAccessorType(\"Shop.event.C, Shop\")", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("static class C<T> { [Traced] private static int M(T a) => 1; public static int Q(T a) => M(a); }")]
    [InlineData("class C { private class P { } [Traced] private void M(P p) { } public void Q() => M(new P()); }")]
    public void One_that_nothing_reaches_is_left_alone(string type) =>
        Assert.Empty(Run.Over(Project.Of("using Instrumentation;\npublic " + type)).CompilesCleanly().Sources);
}
