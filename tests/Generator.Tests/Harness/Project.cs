using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Generator.Tests.Harness;

/// <summary>A project in memory, which is compiled as a user's build would compile it: nullable, warnings as errors, interceptors on.</summary>
internal sealed class Project
{
    /// <summary>What every project references.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll"
                or "Instrumentation.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private Project(CSharpCompilation compilation) => Compilation = compilation;

    public CSharpCompilation Compilation { get; }

    public static Project Over(CSharpCompilation compilation) => new(compilation);

    /// <summary>A project of these files; a name before the first line break of a file names it: <c>//Orders.cs</c>.</summary>
    public static Project Of(params string[] files) => Of("Shop", LanguageVersion.CSharp12, [], files);

    public static Project Of(string assembly, LanguageVersion version, IEnumerable<MetadataReference> references, params string[] files) => new(CSharpCompilation.Create(
        assembly,
        files.Select((text, index) => Parse(text, $"/repo/{assembly}/{NameOf(text, index)}", version)),
        [.. Framework, .. references],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            allowUnsafe: false)));

    public static SyntaxTree Parse(string text, string path, LanguageVersion version = LanguageVersion.CSharp12) => CSharpSyntaxTree.ParseText(
        SourceText.From(text.ReplaceLineEndings("\n"), System.Text.Encoding.UTF8),
        new CSharpParseOptions(version).WithFeatures([new("InterceptorsNamespaces", "Instrumentation.Generated")]),
        path);

    /// <summary>The project with one file replaced.</summary>
    public Project Edit(string file, Func<string, string> edit)
    {
        var old = Compilation.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == file);
        var text = old.GetText().ToString();
        var edited = edit(text);
        Assert.NotEqual(text, edited);
        return new(Compilation.ReplaceSyntaxTree(old, Parse(edited, old.FilePath, ((CSharpParseOptions)old.Options).LanguageVersion)));
    }

    /// <summary>The same texts, parsed anew: nothing that was remembered of a tree applies.</summary>
    public Project Reparsed() => new(Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
        Compilation.SyntaxTrees.Select(tree => Parse(tree.GetText().ToString(), tree.FilePath, ((CSharpParseOptions)tree.Options).LanguageVersion))));

    public Project With(Func<CSharpCompilation, CSharpCompilation> change) => new(change(Compilation));

    private static string NameOf(string text, int index) =>
        text.StartsWith("//", StringComparison.Ordinal) && text.IndexOf(".cs", StringComparison.Ordinal) is > 0 and var end && !text[..end].Contains(' ', StringComparison.Ordinal)
            ? text[2..(end + 3)]
            : $"File{index}.cs";
}
