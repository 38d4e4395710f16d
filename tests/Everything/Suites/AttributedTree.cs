using Instrumentation.Everything.Tests.Harness;
using Instrumentation.Generator;
using Instrumentation.Generator.Tests.Harness;

namespace Instrumentation.Everything.Tests.Suites;

/// <summary>
/// A copy of the runtime and the samples beside the repository, with attributes on every method, which is built as a user's project is: by the
/// SDK, with the generator as an analyzer and the package's own targets.
/// </summary>
internal sealed class AttributedTree : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("everything").FullName;

    /// <param name="folder">The folder whose methods are attributed.</param>
    /// <param name="attributes">What they bear.</param>
    public AttributedTree(string folder, string attributes)
    {
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt", "src/Directory.Build.props" })
            Copy(file);
        foreach (var copied in new[] { "src/Runtime/Core", "src/Runtime/Package/build", "samples" })
            CopyAll(copied, file => file.StartsWith(folder + "/", StringComparison.Ordinal) ? attributes : null);

        var generator = typeof(InstrumentationGenerator).Assembly.Location;
        var runtime = typeof(TracedAttribute).Assembly.Location;
        Write("Instrumented.targets", Targets($"""<Analyzer Include="{generator}" /><Reference Include="{runtime}" /><PackageReference Include="OpenTelemetry.Api" />"""));
        Write("src/Runtime/Core/Directory.Build.targets", Targets($"""<Analyzer Include="{generator}" />"""));
        Write("Everything.slnx", $"<Solution>{string.Concat(Projects(folder).Select(static p => $"""<Project Path="{p}" />"""))}</Solution>");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Builds all of it. What analyzers say of the odd style is of no interest here, and one framework is enough.</summary>
    public async Task<AttributedTree> BuildAsync()
    {
        var build = await Dotnet.RunAsync(_root, "build", "Everything.slnx", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:UseSharedCompilation=false", "-m:2", "-v:q");
        Assert.True(build.ExitCode == 0, build.Output);
        return this;
    }

    /// <summary>Runs a suite that was compiled against the plain program, in a place from where it sees the attributed one.</summary>
    /// <param name="suite">The suite's assembly.</param>
    /// <param name="filter">Which of its tests.</param>
    /// <param name="replaced">Assemblies of the attributed tree that take the place of those beside the suite.</param>
    public async Task<SuiteResult> RunAsync(string suite, string filter, params string[] replaced)
    {
        var source = Path.GetDirectoryName(suite)!;
        var place = Path.GetRelativePath(Repository.Root, source);
        Assert.False(place.StartsWith("..", StringComparison.Ordinal), $"{suite} lies outside of the repository.");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            CopyTo(file, Path.Combine(_root, place, Path.GetRelativePath(source, file)));
        foreach (var assembly in replaced)
            CopyTo(Path.Combine(_root, assembly), Path.Combine(_root, place, Path.GetFileName(assembly)));
        return SuiteResult.Of(await Dotnet.RunAsync(_root, "test", Path.Combine(_root, place, Path.GetFileName(suite)), "--nologo", "--filter", filter));
    }

    private static string Targets(string items) =>
        $"""<Project><Import Project="{"$(RepositoryRoot)"}src/Runtime/Package/build/Instrumentation.targets" /><ItemGroup>{items}</ItemGroup></Project>""";

    private IEnumerable<string> Projects(string folder) => Directory.GetFiles(Path.Combine(_root, folder), "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/'));

    private void CopyAll(string folder, Func<string, string?> attributesOf)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            if (file.Split('/').Any(static part => part is "obj" or "bin"))
                continue;
            if (file.EndsWith(".cs", StringComparison.Ordinal) && attributesOf(file) is { } attributes)
                Write(file, Attributing.Attribute(File.ReadAllText(path), attributes));
            else if (file.EndsWith(".csproj", StringComparison.Ordinal))
                Write(file, Project(File.ReadAllText(path)));
            else
                Copy(file);
        }
    }

    // One framework is enough, and the runtime's other parts are as they are.
    private static string Project(string text) => text
        .Replace("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>", "<TargetFramework>net10.0</TargetFramework>", StringComparison.Ordinal)
        .Replace(
            """<ProjectReference Include="../../../src/Runtime/Hosting/Instrumentation.Hosting.csproj" />""",
            $"""<Reference Include="{Suite.PathOf("Instrumentation.Hosting")}" />""",
            StringComparison.Ordinal);

    private void Copy(string file) => CopyTo(Path.Combine(Repository.Root, file), Path.Combine(_root, file));

    private static void CopyTo(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
