using System.Collections.Immutable;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Contract;

/// <summary>Generated code calls types by their full names: where one does not lead to its type, calls are left as they are.</summary>
public sealed class FullNameTests
{
    private const string Store = """
        using System.Threading.Tasks;
        using Instrumentation;
        namespace Lib;
        public class Order;
        public static class Store
        {
            [Traced] public static Task Save() => Task.CompletedTask;
            [Traced] public static int Count(Order? order) => 1;
        }
        """;

    [Theory]
    [InlineData("", "return Lib.Store.Count(null);", true)]
    [InlineData("", "Lib.Store.Save(); return 1;", true)]
    [InlineData("namespace System.Threading.Tasks.Task { class Program; }", "Lib.Store.Save(); return 1;", false)]
    [InlineData("namespace System.Threading.Tasks.Task { class Program; }", "return Lib.Store.Count(null);", true)]
    [InlineData("namespace Lib.Store.More { class Program; }", "return lib::Lib.Store.Count(null);", false)]
    [InlineData("namespace Lib { class Store; }", "return lib::Lib.Store.Count(null);", false)]
    [InlineData("namespace Lib { class Order; }", "return Lib.Store.Count(null);", false)]
    [InlineData("namespace Lib { file class Order; }", "return Lib.Store.Count(null);", true)]
    [InlineData("namespace Lib { class Order<T>; }", "return Lib.Store.Count(null);", true)]
    [InlineData("namespace Other.Lib.Order { class Program; }", "return Lib.Store.Count(null);", true)]
    public void A_library_whose_names_the_project_has_too(string own, string call, bool isObserved)
    {
        var run = Over(own, call, Library("Library", Store).WithAliases(["global", "lib"]));

        Assert.Equal(isObserved, run.Sources.Count > 0);
    }

    [Theory]
    [InlineData("lib", false)]
    [InlineData("lib,global", true)]
    public void A_library_with_an_extern_alias(string aliases, bool isObserved)
    {
        var run = Over("", "return lib::Lib.Store.Count(null);", Library("Library", Store).WithAliases(aliases.Split(',').ToImmutableArray()));

        Assert.Equal(isObserved, run.Sources.Count > 0);
    }

    [Theory]
    [InlineData("public", false)]
    [InlineData("internal", true)]
    public void Two_libraries_with_a_type_of_one_name(string accessibility, bool isObserved)
    {
        var other = Library("Other", $"namespace Lib; {accessibility} class Order;");

        var run = Over("", "return Lib.Store.Count(null);", Library("Library", Store).WithAliases(["global", "lib"]), other);

        Assert.Equal(isObserved, run.Sources.Count > 0);
    }

    // Partial members and decorators would have to name it too.
    [Theory]
    [InlineData("partial class P { [Instrumentation.Traced] public partial void M(lib::Lib.Order order); public partial void M(lib::Lib.Order order) { } }")]
    [InlineData("[Instrumentation.Traced(Decorate = true)] public interface IStore { void M(); System.Collections.Generic.List<lib::Lib.Order> P { get; } }")]
    public void What_implements_a_declaration_names_its_types(string own)
    {
        var run = Over(own, "return lib::Lib.Store.Count(null);", Library("Library", Store).WithAliases(["lib"]));

        Assert.Empty(run.Sources);
    }

    private static Run Over(string own, string call, params MetadataReference[] libraries)
    {
        var run = Run.Over(Project.Of(
            "Shop", LanguageVersion.CSharp12, libraries, $"extern alias lib; namespace Shop {{ class Caller {{ public static int Call() {{ {call} }} }} }} {own}"));

        // A name that is there twice is a warning of its own.
        Assert.DoesNotContain(run.Output.GetDiagnostics(), static d => d.DefaultSeverity == DiagnosticSeverity.Error);
        return run;
    }

    private static MetadataReference Library(string name, string text) => Run.Over(Project.Of(name, LanguageVersion.CSharp12, [], text)).CompilesCleanly().Image();
}
