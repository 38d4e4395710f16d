using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Tests.Everything;

/// <summary>
/// Puts attributes on every method of programs that were written without a thought of it: this repository's own sources. They still compile,
/// and no generated line has an error or a warning.
/// </summary>
public sealed class EverythingAttributedTests
{
    private static readonly AttributeListSyntax Attributes = SyntaxFactory.ParseCompilationUnit(
            "[global::Instrumentation.Traced, global::Instrumentation.Counted, global::Instrumentation.Timed, global::Instrumentation.InFlight] class C;")
        .DescendantNodes().OfType<AttributeListSyntax>().Single();

    [Theory]
    [InlineData("src/Generator", "Instrumentation.Generator", 90)]
    [InlineData("src/Analyzers/Rules", "Instrumentation.Analyzers", 30)]
    [InlineData("src/Runtime/Core", "Instrumentation.Runtime", 60)]
    public void Every_method_of_that_program(string folder, string assembly, int atLeast)
    {
        var plain = Load(folder, assembly);
        var before = Errors(plain.Compilation);
        Assert.True(before.Count == 0, "The program itself does not compile:\n" + string.Join("\n", before.Take(5)));

        var attributed = plain.With(c => c.SyntaxTrees.Aggregate(c, static (all, tree) => all.ReplaceSyntaxTree(
            tree, Project.Parse(new Attributing().Visit(tree.GetRoot()).ToFullString(), tree.FilePath, LanguageVersion.Preview))));
        var run = Run.Over(attributed);

        var errors = Errors(run.Output);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
        var wrappers = run.Sources.Values.SelectMany(s => s.Split('\n')).Count(line => line.Contains("private static", StringComparison.Ordinal) && line.Contains("_Observed", StringComparison.Ordinal));
        Assert.True(wrappers >= atLeast, $"{wrappers} methods are wrapped.");
    }

    private static List<string> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(d => d.ToString())];

    private static Project Load(string folder, string assembly)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal) && !f.Replace('\\', '/').Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText);
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != assembly)
            .Select(path => MetadataReference.CreateFromFile(path));
        return Project.Of("Everything", LanguageVersion.Preview, [], [Usings, .. files])
            .With(c => c.WithReferences(references).WithOptions(c.Options.WithAllowUnsafe(true)));
    }

    private sealed class Attributing : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;

            // The implementing part takes the attributes of the defining one.
            return visited.Modifiers.Any(SyntaxKind.PartialKeyword) && (visited.Body is not null || visited.ExpressionBody is not null)
                ? visited
                : visited.WithoutLeadingTrivia().AddAttributeLists(Attributes).WithLeadingTrivia(visited.GetLeadingTrivia());
        }
    }
}
