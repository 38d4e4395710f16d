namespace Instrumentation.Package.Tests.Support;

/// <summary>
/// The packages, packed once from the sources as they are into a folder that serves as a feed. What the tests restore stays in that folder
/// too, so that no cache of the machine ever serves, or keeps, a package of a test.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly Lazy<Task<TestProject>> _shop;
    private readonly string _root = Directory.CreateTempSubdirectory("Instrumentation.Package.Tests.").FullName;

    public PackedPackage() => _shop = new(WriteShopAsync);

    /// <summary>One of its own for each test run.</summary>
    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    public string File => Path.Combine(Feed, $"Instrumentation.{Version}.nupkg");

    /// <summary>The package of what ASP.NET Core applications have beside it.</summary>
    public string HostingFile => Path.Combine(Feed, $"Instrumentation.Hosting.{Version}.nupkg");

    public string RepositoryRoot { get; } = FindRepositoryRoot();

    internal string Feed => Path.Combine(_root, "feed");

    /// <summary>What lies in the package's folder once a project has been restored.</summary>
    internal string Restored(string path) => Path.Combine(_root, "packages", "instrumentation", Version, path);

    /// <summary>A new empty folder for a project, outside of the repository.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="packages">The name of the folder to which it restores.</param>
    internal TestProject NewProject(string name, string packages = "packages") =>
        new(Path.Combine(_root, "projects", name), Feed, Path.Combine(_root, packages));

    /// <summary>The application that many tests build, restored.</summary>
    internal Task<TestProject> ShopAsync() => _shop.Value;

    public async Task InitializeAsync()
    {
        await PackAsync("src/Runtime/Package");
        await PackAsync("src/Runtime/Hosting");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    private async Task PackAsync(string project)
    {
        // An artifacts folder of its own: packing neither uses nor disturbs what the repository's other builds have made.
        var packed = await Dotnet.RunAsync(
            RepositoryRoot, new Dictionary<string, string>(),
            "pack", project, "-c", "Release", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
            $"-p:PackageVersion={Version}", "--artifacts-path", Path.Combine(_root, "artifacts"), "-o", Feed);
        if (packed.ExitCode != 0)
            await DisposeAsync();
        packed.Succeeded();
    }

    private async Task<TestProject> WriteShopAsync()
    {
        var project = Shop.Write(NewProject("Shop"), Version);
        (await project.RestoreAsync(Shop.Project)).Succeeded();
        return project;
    }

    private static string FindRepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Instrumentation.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
