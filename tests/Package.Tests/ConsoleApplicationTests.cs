using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class ConsoleApplicationTests(PackedPackage package)
{
    [Fact]
    public async Task An_application_in_CSharp_12_that_is_strict_about_warnings_builds_for_both_frameworks_and_shows_its_telemetry()
    {
        var shop = await package.ShopAsync();

        (await shop.BuildAsync(Shop.Project)).Succeeded();

        Assert.Equal(Shop.Telemetry, await shop.OutputAsync(Shop.Assembly("Debug")));
        Assert.True(File.Exists(shop.PathOf("bin/Debug/net8.0/Shop.dll")));
    }

    [Fact]
    public async Task An_application_in_the_newest_CSharp_shows_its_telemetry()
    {
        var shop = await package.ShopAsync();

        (await shop.BuildAsync(Shop.Project, "-c", "Newest", "-f", "net10.0")).Succeeded();

        string[] expected = [.. Shop.Telemetry, "span Shop 1.2.3: Newest.Twice", "twice 8"];
        Assert.Equal(expected, await shop.OutputAsync(Shop.Assembly("Newest")));
    }

    [Fact]
    public async Task Telemetry_does_not_depend_on_analyzers_being_run()
    {
        var shop = await package.ShopAsync();

        (await shop.BuildAsync(Shop.Project, "-c", "NoAnalyzers", "-f", "net10.0", "-p:RunAnalyzers=false")).Succeeded();

        Assert.Equal(Shop.Telemetry, await shop.OutputAsync(Shop.Assembly("NoAnalyzers")));
    }

    [Fact]
    public async Task Switched_off_it_gives_the_same_results_without_telemetry_whatever_the_compiler()
    {
        var shop = await package.ShopAsync();

        (await shop.BuildAsync(
            Shop.Project, "-c", "Off", "-f", "net10.0", "-p:InstrumentationEnabled=false", "-p:EmitCompilerGeneratedFiles=true", "-p:CompilerApiVersion=roslyn4.8"))
            .Succeeded();

        Assert.Equal(Shop.Results, await shop.OutputAsync(Shop.Assembly("Off")));

        // A partial method needs its other half, which forwards.
        var generated = Directory.EnumerateFiles(shop.PathOf("obj/Off/net10.0/generated/Instrumentation.Generator"), "*.cs", SearchOption.AllDirectories);
        Assert.EndsWith(".Partial.g.cs", Assert.Single(generated), StringComparison.Ordinal);
    }
}
