using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class BuildTests(PackedPackage package)
{
    [Fact]
    public async Task A_second_build_compiles_nothing()
    {
        var shop = await package.ShopAsync();
        string[] options = ["-c", "Twice", "-f", "net10.0", "-p:RunAnalyzers=false"];
        (await shop.BuildAsync(Shop.Project, options)).Succeeded();
        var assembly = shop.PathOf("obj/Twice/net10.0/Shop.dll");
        var written = File.GetLastWriteTimeUtc(assembly);

        (await shop.BuildAsync(Shop.Project, [.. options, "-v:n"])).Succeeded().Says("Skipping target \"CoreCompile\" because all output files are up-to-date");

        Assert.Equal(written, File.GetLastWriteTimeUtc(assembly));
    }

    [Fact]
    public async Task The_same_sources_give_the_same_assembly_in_every_folder_and_with_every_package_cache()
    {
        var one = await AssemblyOfAsync(package.NewProject("One"));
        var another = await AssemblyOfAsync(package.NewProject("Another", packages: "other-packages"));

        Assert.Equal(one, another);
    }

    [Fact]
    public async Task An_editor_gets_the_generator_and_no_errors_of_the_build()
    {
        var shop = await package.ShopAsync();

        var run = await shop.DotnetAsync(
            "msbuild", Shop.Project, "-t:CoreCompile", "-getItem:CscCommandLineArgs", "-nodeReuse:false", "-p:TargetFramework=net10.0", "-p:Configuration=Editor",
            "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:CompilerApiVersion=roslyn4.8");

        run.Succeeded().Says("Instrumentation.Generator.dll").Says("Orders.cs");
        Assert.DoesNotContain("InstrumentationGeneratorRan.cs", run.Log, StringComparison.Ordinal);
    }

    private async Task<byte[]> AssemblyOfAsync(TestProject project)
    {
        Shop.Write(project, package.Version);
        (await project.RestoreAsync(Shop.Project)).Succeeded();
        (await project.BuildAsync(
            Shop.Project, "-c", "Release", "-f", "net10.0", "-p:RunAnalyzers=false", "-p:Deterministic=true", $"-p:PathMap={project.Folder}=/_/"))
            .Succeeded();
        return await File.ReadAllBytesAsync(project.PathOf(Shop.Assembly("Release")));
    }
}
