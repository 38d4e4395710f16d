using System.Reflection;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Everything.Tests.Harness;

/// <summary>A program that was written without a thought of being attributed, as source texts.</summary>
/// <param name="Name">What it is called, and its assembly.</param>
/// <param name="Texts">Its files.</param>
/// <param name="WithoutReference">An assembly of the test host that it is itself; empty for none.</param>
internal sealed record SourceProgram(string Name, IReadOnlyList<string> Texts, string WithoutReference = "")
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; "
        + "global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>A folder of this repository.</summary>
    public static SourceProgram Own(string folder, string assembly) => new(assembly, Read(Path.Combine(Repository.Root, folder)), assembly);

    /// <summary>Somebody else's, from a package of sources, and an exercise of it.</summary>
    public static SourceProgram Foreign(string name) => new(
        name,
        [
            .. Read(typeof(SourceProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Sources:" + name).Value!),
            File.ReadAllText(Path.Combine(Repository.Root, "tests", "Everything", "Exercises", name + ".cs")),
        ]);

    /// <summary>The program as a project.</summary>
    /// <param name="attributes">What is put on every method; null leaves the program as it is.</param>
    public Project Compile(string? attributes = null)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != WithoutReference)
            .Select(path => MetadataReference.CreateFromFile(path));
        var texts = attributes is null ? Texts : Texts.Select(text => Attributing.Attribute(text, attributes));
        return Project.Of(Name, LanguageVersion.Preview, [], [Usings, .. texts]).With(c => c.WithReferences(references)
            .WithOptions(c.Options.WithAllowUnsafe(true).WithOptimizationLevel(OptimizationLevel.Release).WithGeneralDiagnosticOption(ReportDiagnostic.Default)));
    }

    public static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(static f => !f.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Read(string folder) => [.. Files(folder).Select(File.ReadAllText)];
}
