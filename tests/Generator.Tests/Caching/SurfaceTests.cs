using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>What a call in another file can depend on, where that is not a token of a declaration.</summary>
public sealed class SurfaceTests
{
    private const string Shop = """
        //Shop.cs
        using Instrumentation;
        namespace Shop
        {
            public partial class Orders { [Traced] public partial int Ship(int id); private int ShipCore(int id) => id; [Tag] public static string Region = "eu"; [Traced] public int Place() => 1; }
            public struct Value { public object? P { get => null; } }
            public partial struct Captured(object o) { }
            public partial struct Captured { public object? Get() => null; }
            public static class Use { [Traced] public static int Take<T>(T t) where T : unmanaged => 1; [Counted] public static int Take(object t) => 2; }
        }
        """;

    private const string Calls = """
        //Calls.cs
        using Lib;
        public static class Calls { static int Run(Shop.Orders o) => o.Ship(1) + o.Place() + Shop.Use.Take(new Shop.Value()) + Shop.Use.Take(new Shop.Captured(1)) + Program.Start(); }
        """;

    private const string Top = """
        //Top.cs
        namespace Lib { public static class Program { [Instrumentation.Traced] public static int Start() => 1; } }
        """;

    [Theory]
    [InlineData("Shop.cs", "Ship(int id);", "Ship(int id) => 1;")]
    [InlineData("Shop.cs", "Region = \"eu\";", "Region => \"eu\";")]
    [InlineData("Shop.cs", "get => null;", "get => field;")]
    [InlineData("Shop.cs", "Get() => null;", "Get() => o;")]
    [InlineData("Top.cs", "namespace Lib", "return 1; namespace Lib")]
    public void A_body_that_makes_another_declaration_is_seen(string file, string before, string after)
    {
        var project = Project.Of("Shop", LanguageVersion.Preview, [], Shop, Calls, Top);
        var edited = project.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal));

        var run = Run.Over(project);
        var then = run.Then(edited);

        Assert.NotEqual(run.Sources, then.Sources);
        Assert.Equal(Run.Over(edited.Reparsed()).Sources, then.Sources);
    }

    [Fact]
    public void Another_top_level_statement_is_a_body_like_any_other()
    {
        var project = Project.Of(Shop, Calls, "//Top.cs\nvar x = 1;");
        var run = Run.Over(project).Then(project.Edit("Top.cs", static text => text + " x = 2;"));

        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(StepNames.Surface));
    }

    [Theory]
    [InlineData("Plain.cs", "private int Take(short x)", "public int Take(short x)")]
    [InlineData("Plain.cs", "int Take(char x)", "internal int Take(char x)")]
    [InlineData("Part.cs", "private int Ours(short x)", "private int Ours(byte x)")]
    public void A_method_that_others_see_is_seen_and_a_private_one_of_a_partial_class(string file, string before, string after)
    {
        var project = Project.Of(
            "//Base.cs\nusing Instrumentation; public class Base { [Traced] public int Take(int x) => x; [Traced] public int Ours(int x) => x; }",
            "//Plain.cs\npublic class Plain : Base { private int Take(short x) => 1; int Take(char x) => 2; }",
            "//Part.cs\npublic partial class Part : Base { private int Ours(short x) => 1; }",
            "//Calls.cs\npublic partial class Part { static int Run(Plain p, Part q) => p.Take((short)1) + p.Take('1') + q.Ours((short)1); }");
        var edited = project.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal));

        var run = Run.Over(project);
        var then = run.Then(edited);

        Assert.NotEqual(run.Sources, then.Sources);
        Assert.Equal(Run.Over(edited.Reparsed()).Sources, then.Sources);
    }

    [Fact]
    public void An_option_that_makes_a_friend_is_seen()
    {
        var key = AssemblyName("System.Runtime").GetPublicKey()!;
        var library = Project.Of("Lib", LanguageVersion.CSharp12, [], $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop, PublicKey={Convert.ToHexString(key)}\")] namespace Lib; internal static class Tools {{ [Instrumentation.Traced] internal static int Make() => 1; }}");
        var project = Project.Of("Shop", LanguageVersion.CSharp12, [library.Compilation.ToMetadataReference()], "static class Calls { static int Run() => Lib.Tools.Make(); }");

        var run = Run.Over(project).Then(project.With(c => c.WithOptions(c.Options.WithCryptoPublicKey([.. key]).WithDelaySign(true))));

        Assert.Contains("Lib_Tools.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void An_alias_under_which_a_project_is_referenced_is_seen()
    {
        var library = Project.Of("Lib", LanguageVersion.CSharp12, [], "namespace Lib; public static class Tools { [Instrumentation.Traced] public static int Make() => 1; }").Compilation;
        var reference = library.ToMetadataReference();
        var project = Project.Of("Shop", LanguageVersion.CSharp12, [reference], "static class Calls { static int Run() => Lib.Tools.Make(); }");

        var run = Run.Over(project).Then(project.With(c => c.ReplaceReference(reference, library.ToMetadataReference(["other"]))));

        Assert.Empty(run.Sources);
    }

    [Fact]
    public void An_alias_of_an_alias_names_the_attribute()
    {
        var project = Project.Of("global using T = Instrumentation.TracedAttribute;", "namespace Shop { using U = T; static class C { [U] internal static int M() => 1; static int Run() => M(); } }");

        Assert.Contains("Shop_C.g.cs", Run.Over(project).CompilesCleanly().Sources.Keys);
    }

    [Fact]
    public void Files_of_the_same_content_are_twins_in_any_encoding_and_as_long_as_there_are_two()
    {
        const string Twin = "file static class Twin { static int Run(Shop.Orders o) => o.Place(); }";
        var project = Project.Of(Shop, Twin);
        var options = (CSharpParseOptions)project.Compilation.SyntaxTrees[0].Options;
        var second = CSharpSyntaxTree.ParseText(SourceText.From(Twin, System.Text.Encoding.Unicode), options, "/repo/Shop/Second.cs");

        var one = Run.Over(project);
        var two = one.Then(project.With(c => c.AddSyntaxTrees(second)));
        var again = two.Then(project);

        Assert.Contains(one.Sources.Keys, IsCalls);
        Assert.DoesNotContain(two.Sources.Keys, IsCalls);
        Assert.Equal(one.Sources, again.Sources);
    }

    private static bool IsCalls(string name) => name.StartsWith("Calls.", StringComparison.Ordinal);

    private static System.Reflection.AssemblyName AssemblyName(string name) => System.Reflection.Assembly.Load(name).GetName();
}
