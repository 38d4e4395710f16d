using System.Collections.Immutable;
using System.Reflection;
using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Analyzers.Tests;

/// <summary>Makes projects as a developer has them, and asks a rule about them.</summary>
internal static class TestProject
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading.Tasks;
        """;

    // Solutions are snapshots: each test branches off the empty one.
    private static readonly AdhocWorkspace Workspace = new();

    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(static path => MetadataReference.CreateFromFile(path)),

        // What the library's package brings along.
        MetadataReference.CreateFromFile(typeof(OpenTelemetry.Trace.Tracer).Assembly.Location),
    ];

    // Rules see what the generator has written, as they do in a build.
    private static readonly AnalyzerFileReference Generator = new(typeof(InstrumentationGenerator).Assembly.Location, new Loader());

    private static readonly MetadataReference Library = MetadataReference.CreateFromFile(typeof(TracedAttribute).Assembly.Location);

    /// <summary>A project with the document <c>Test.cs</c> first; properties are those that the build shows to the compiler.</summary>
    public static Project Create(string source, bool withLibrary, OutputKind output, IEnumerable<(string Name, string Text)> files, string editorConfig, string properties = "", params AnalyzerReference[] others)
    {
        var id = ProjectId.CreateNewId();
        var project = Workspace.CurrentSolution
            .WithOptions(Workspace.Options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, "\n"))
            .AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Default,
                "Test",
                "Test",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("InterceptorsNamespaces", "Instrumentation.Generated;Rival")]),
                metadataReferences: withLibrary ? Framework.Add(Library) : Framework,
                analyzerReferences: withLibrary ? [Generator, .. others] : others))
            .GetProject(id)!;
        project = project.AddDocument("Test.cs", source, filePath: "/project/Test.cs").Project;
        project = project.AddDocument("Usings.cs", Usings + (withLibrary ? "\nglobal using Instrumentation;" : ""), filePath: "/project/Usings.cs").Project;
        foreach (var (name, text) in files)
            project = project.AddDocument(name, text, filePath: "/project/" + name).Project;
        project = project.AddAnalyzerConfigDocument("Test.globalconfig", SourceText.From("is_global = true\n" + properties), filePath: "/project/Test.globalconfig").Project;
        return project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From("root = true\n[*]\nend_of_line = lf\n" + editorConfig), filePath: "/project/.editorconfig").Project;
    }

    /// <summary>An assembly named <c>Referenced</c> of that source, as another project of the solution gives it.</summary>
    public static async Task<MetadataReference> AssemblyAsync(string source)
    {
        var project = Create(source, withLibrary: true, OutputKind.DynamicallyLinkedLibrary, [], "").WithAssemblyName("Referenced");
        using var image = new MemoryStream();
        var emitted = (await project.GetCompilationAsync())!.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>What the rule says about the project, in order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, DiagnosticAnalyzer rule)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, _, _) => failures.Add(exception.ToString()),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([rule], options).GetAnalyzerDiagnosticsAsync();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        return [.. diagnostics.OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The compiler's errors, in what the generator wrote too.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(InstrumentationGenerator).Assembly;
    }
}
