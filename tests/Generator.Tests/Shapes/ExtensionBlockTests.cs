using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>Members of C# 14 extension blocks are observed as the static methods that they are compiled to.</summary>
public sealed class ExtensionBlockTests
{
    [Theory]
    [InlineData("extension(string text) { [Traced] public int M(int a) => text.Length + a; }", "\"a\".M(1); E.M(\"a\", 1)", 2)]
    [InlineData("extension([Tag] string text) { [Traced, Counted] [return: Tag] public bool M([Tag(Values = new object[] { 1 })] int a) => true; }", "\"a\"?.M(1)", 1)]
    [InlineData("extension(string) { [Traced] public static string M(int a) => \"\"; }", "string.M(1); E.M(1)", 2)]
    [InlineData("extension<T>(T[] items) where T : class, IDisposable { [Traced] public U? M<U>(U? a) where U : notnull => a; }", "new MemoryStream[1].M(\"a\")", 1)]
    [InlineData("extension<T>(T item) where T : IDisposable { [Traced] public void M() { } }", "new MemoryStream().M()", 1)]
    [InlineData("extension(ref int number) { [Traced] public int M() => number++; }", "var i = 1; i.M()", 1)]
    [InlineData("extension(in int number) { [Traced] public int M() => number; }", "var i = 1; i.M(); 2.M()", 2)]
    [InlineData("extension(scoped Span<int> items) { [Traced] public ref int M(ref int a) => ref a; }", "var i = 1; new Span<int>().M(ref i)++", 1)]
    [InlineData("extension(string text) { [Traced] public async Task<int> M() { await Task.Yield(); return text.Length; } }", "_ = \"a\".M()", 1)]
    [InlineData("extension(string text) { [Traced] public int M() => 1; } extension(int number) { [Traced] public int M() => 2; }", "\"a\".M(); 1.M()", 2)]
    [InlineData("extension<T>(T item) where T : class { [Traced] public T M(int a) => a == 0 ? item : item.M(a - 1); }", "\"a\".M(1)", 2)]
    [InlineData("extension<T>(T item) { [Traced] public U M<U>(U a) => item.M(a); }", "\"a\".M(1)", 1)]
    [InlineData("extension<T>(T) { [Traced] public static T M(T a) => E.M(a); }", "string.M(\"a\")", 2)]
    [InlineData("extension<T>(T item) { [Traced] public int M(int a) => new[] { item }.M(a); }", "\"a\".M(1)", 2)]
    [InlineData("extension(string text) { [Traced] public int M(int a) => text.M(a); }", "\"a\".M(1)", 2)]
    public void A_method_of_a_block(string block, string calls, int sites)
    {
        var run = Over($"public static class E {{ {block} }}", calls);

        Assert.Equal(sites, Sites(run));
    }

    [Fact]
    public void A_block_in_a_class_that_bears_the_attributes()
    {
        var run = Over("[Traced] public static class E { extension(string text) { public int M() => 1; public int P => 1; [NotInstrumented] public int N() => 1; } }", "\"a\".M(); \"a\".N(); \"a\".P.ToString()");

        Assert.Equal(1, Sites(run));
        Assert.Contains("StartSpan(s_source, \"E.M\"", string.Concat(run.Sources.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_of_another_assembly()
    {
        var library = Over("public static class E { extension(string text) { [Traced] public int M(int a) => text.Length; } extension(int number) { [Traced] public int M(int a) => 1; } }", "");

        var run = Run.Over(Project.Of("App", LanguageVersion.CSharp14, [library.Image()], "public static class App { public static int Use() => \"a\".M(1) + 1.M(2); }")).CompilesCleanly();

        Assert.Equal(2, Sites(run));
    }

    private static int Sites(Run run) => string.Concat(run.Sources.Values).Split("InterceptsLocation(").Length - 1;

    private static Run Over(string types, string calls) => Run.Over(Project.Of("Shop", LanguageVersion.CSharp14, [], $$"""
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Instrumentation;
        {{types}}
        public static class Caller { public static void Call() { {{calls}}; } }
        """)).CompilesCleanly();
}
