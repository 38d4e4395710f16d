using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Methods that take and return references, ref structs and pointers, at the call and in the method.</summary>
public sealed class ReferenceShapeTests
{
    [Theory]
    [InlineData("[Traced] public static ref int M(int[] a) => ref a[0];", "C.M(new int[1]) = 2; ref var r = ref C.M(new int[1])")]
    [InlineData("[Traced, Counted] public static ref readonly string M(in string a) => ref a;", "var s = \"\"; ref readonly var r = ref C.M(in s)")]
    [InlineData("[Traced] [return: Tag] public static ref int M(ref int a) => ref a;", "var i = 1; C.M(ref i)++")]
    [InlineData("[Traced] [return: Tag] public static ref readonly int M(ref readonly int a) => ref a;", "var i = 1; ref readonly var r = ref C.M(in i)")]
    [InlineData("[Traced] public static ref T M<T>(Span<T> a) => ref a[0];", "C.M<int>(stackalloc int[1])++")]
    [InlineData("[Traced] public static ref int M(scoped Span<int> a, ref int b) => ref b;", "var i = 1; C.M(stackalloc int[1], ref i)++")]
    [InlineData("[Traced, Timed] public static Span<int> M(int[] a) => a;", "Span<int> s = C.M(new int[1]); s[0] = 1")]
    [InlineData("[Traced] public static ReadOnlySpan<char> M(ReadOnlySpan<char> a, scoped ReadOnlySpan<char> b) => a;", "ReadOnlySpan<char> s = C.M(\"a\", stackalloc char[1])")]
    [InlineData("[Traced(ErrorWhen = nameof(IsBad))] public static Span<int> M(Span<int> a) => a; private static bool IsBad(Span<int> a) => a.IsEmpty;", "C.M(new int[1])")]
    [InlineData("[Traced(ErrorWhen = \"IsEmpty\")] public static Span<int> M(Span<int> a) => a;", "C.M(new int[1])")]
    [InlineData("[Traced] public static void M(ref Span<int> a, Span<int> b) => a = b;", "Span<int> s = new int[1]; C.M(ref s, new int[1])")]
    [InlineData("[Traced] public static Span<int> M([UnscopedRef] out int a) { a = 1; return new Span<int>(ref a); }", "C.M(out var i)[0] = 2")]
    [InlineData("[Traced] public static unsafe int M(int* a, void** b) => *a;", "unsafe { int i = 1; C.M(&i, null); }")]
    [InlineData("[Traced, Counted, Timed, InFlight] public static unsafe byte* M(byte* a) => a;", "unsafe { C.M(null); }")]
    [InlineData("[Traced] public static unsafe int M(delegate* unmanaged[Cdecl]<int, void> a, delegate*<ref int, string> b) => 1;", "unsafe { C.M(null, null); }")]
    [InlineData("[Traced] public static unsafe Task M(int* a, CancellationToken token) => Task.Delay(1, token);", "unsafe { _ = C.M(null, default); }")]
    [InlineData("[Traced] public static unsafe int M(int*[] a) => a.Length;", "unsafe { C.M(new int*[1]); }")]
    [InlineData("[Traced] public unsafe int* P(int* a) => a; [Traced] private unsafe int* M(int* a) => a; public static unsafe void Q(C c) => c.M(c.P(null));", "")]
    public void A_static_method(string member, string call) => Check($$"""public class C { {{member}} }""", call);

    [Theory]
    [InlineData("[Traced] public ref int M() => ref _items[0]; private int[] _items = new int[1];", "new S().M()++; var s = new S(); s.M()++")]
    [InlineData("[Traced, UnscopedRef] public ref int M() => ref _item; private int _item;", "var s = new S(); ref var r = ref s.M(); r++")]
    [InlineData("[Traced, UnscopedRef] public readonly ref readonly int M() => ref _item; private readonly int _item;", "var s = new S(); ref readonly var r = ref s.M()")]
    [InlineData("[Traced] public Span<int> M(Span<int> a) => a;", "Span<int> x = new S().M(new int[1])")]
    [InlineData("[Traced] public readonly Span<int> M(Span<int> a) => a;", "var s = new S(); Span<int> x = s.M(new int[1])")]
    [InlineData("[Traced] public void M(ref Span<int> a) => a = default;", "Span<int> x = new int[1]; var s = new S(); s.M(ref x)")]
    [InlineData("[Traced] public bool M(out Span<int> a) { a = default; return true; }", "new S().M(out var x)")]
    [InlineData("[Traced] private ref int M() => ref _items[0]; private int[] _items = new int[1]; public static void Q(S s) => s.M()++;", "")]
    public void A_method_of_a_struct(string member, string call)
    {
        Check($$"""public struct S { public S() { } {{member}} }""", call);
        Check($$"""public ref struct S { public S() { } {{member}} }""", call);
    }

    [Theory]
    [InlineData("[Traced, Counted] public int M([Tag] int a) => a + _span.Length; private Span<int> _span = default;", "new S().M(1); var s = new S(); s.M(2)")]
    [InlineData("[Tag] public int Length => _span.Length; [Traced] public readonly Span<int> M() => _span; private readonly Span<int> _span = default;", "var s = new S(); Span<int> x = s.M()")]
    [InlineData("[Traced] public S Slice(int start) => new S { _span = _span.Slice(start) }; private Span<int> _span;", "var s = new S().Slice(0).Slice(0)")]
    [InlineData("[Traced, UnscopedRef] public ref Span<int> M() => ref _span; private Span<int> _span;", "var s = new S(); s.M() = default")]
    [InlineData("[Traced(ErrorWhen = nameof(Bad))] public Span<int> M() => _span; internal readonly bool Bad2(Span<int> r) => Bad(r); private readonly bool Bad(Span<int> r) => r.IsEmpty; private Span<int> _span = default;", "new S().M()")]
    [InlineData("[Traced] private int M() => 1; public static int Q() => new S().M();", "")]
    public void A_method_of_a_ref_struct(string member, string call) => Check($$"""public ref struct S { public S() { } {{member}} }""", call);

    [Theory]
    [InlineData("[Traced] public partial ref int M(int[] a); private ref int MCore(int[] a) => ref a[0];")]
    [InlineData("[Traced] [return: Tag] public partial ref readonly int M(in int a); private ref readonly int MCore(in int a) => ref a;")]
    [InlineData("[Traced, UnscopedRef] public partial ref int M(); [UnscopedRef] private ref int MCore() => ref _item; private int _item;", true)]
    [InlineData("[Traced, Counted] public partial Span<int> M(Span<int> a); private Span<int> MCore(Span<int> a) => a;")]
    [InlineData("[Traced] public unsafe partial int* M(int* a); private unsafe int* MCore(int* a) => a;")]
    [InlineData("[Traced] public partial Span<int> M([UnscopedRef] out int a); private Span<int> MCore([UnscopedRef] out int a) { a = 1; return new(ref a); }")]
    public void A_partial_method(string member, bool isOfStruct = false)
    {
        foreach (var kind in isOfStruct ? ["struct", "ref struct"] : new[] { "class", "struct", "ref struct" })
        {
            var run = Run(LanguageVersion.Preview, $$"""public {{(kind == "ref struct" ? "ref partial struct" : "partial " + kind)}} C { {{member}} }""", "");
            Assert.Contains("ObservedCall", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_partial_method_of_an_unsafe_type() =>
        Assert.Contains("unsafe partial class C", Run(LanguageVersion.Preview, "public unsafe partial class C { [Traced] public partial int* M(int* a); private int* MCore(int* a) => a; }", "").Sources.Single().Value, StringComparison.Ordinal);

    [Fact]
    public void A_decorated_interface()
    {
        var run = Run(LanguageVersion.Preview, """
            [Traced(Decorate = true), Counted]
            public unsafe interface I { ref int A(int[] a); Span<int> B(Span<int> a); int* C(int* a); ref readonly T D<T>(in T a); int* P { get; set; } ref int Q { get; } }
            """, "");

        Assert.Contains("return ref A_Observed(a);", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static T M<T>(T a) where T : allows ref struct => a;", "Span<int> s = C.M<Span<int>>(new int[1]); C.M(1)")]
    [InlineData("public static int M<T>(scoped T a, Func<int> f) where T : IDisposable, allows ref struct => f();", "C.M(new StringWriter(), () => 1)")]
    [InlineData("public static int M(params ReadOnlySpan<int> a) => a.Length;", "C.M(1, 2, 3)")]
    [InlineData("public static int M(params List<int> a) => a.Count;", "C.M(1, 2, 3)")]
    [InlineData("public static int M(params IEnumerable<int> a) => 1;", "C.M(1, 2, 3)")]
    [InlineData("public static ReadOnlySpan<int> M([UnscopedRef] params ReadOnlySpan<int> a) => a;", "C.M(new int[1])")]
    public void A_method_of_csharp_13(string member, string call)
    {
        foreach (var version in new[] { LanguageVersion.CSharp13, LanguageVersion.Preview })
            Assert.Contains(Run(version, $$"""public class C { [Traced, Counted, Timed, InFlight] {{member}} }""", call).Sources.Keys, static n => n.StartsWith("Calls.", StringComparison.Ordinal));
    }

    private static void Check(string types, string call)
    {
        foreach (var version in new[] { LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview })
            Assert.Contains(Run(version, types, call).Sources.Keys, static name => name.StartsWith("Calls.", StringComparison.Ordinal));
    }

    private static Run Run(LanguageVersion version, string types, string call) => Harness.Run.Over(Project.Of("Shop", version, [], $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Instrumentation;
        {{types}}
        public static class Caller { public static void Call() { {{call}}; } }
        """).With(static c => c.WithOptions(c.Options.WithAllowUnsafe(true)))).CompilesCleanly();
}
