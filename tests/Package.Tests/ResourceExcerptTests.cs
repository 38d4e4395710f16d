using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/resources.md shows is compiled and run, and says what the page says.</summary>
[Collection(PackageCollection.Name)]
public sealed class ResourceExcerptTests(PackedPackage package)
{
    private static readonly string[] Expected =
    [
        "deployment.environment.name=staging",
        "process.executable.name=dotnet",
        "rack=r-7",
        "service.name=shop",
        "service.namespace=market",
        "service.version=1.4.0",
        "team=checkout",
        "telemetry.sdk.name=instrumentation",
    ];

    [Fact]
    public async Task The_page_compiles_and_the_resource_is_what_it_says()
    {
        var page = new DocumentPage(package, "resources.md");
        Assert.Equal(2, page.Excerpts.Count);
        var attributes = await page.RunAsync("ResourceExcerpts", $"""
            using Instrumentation;
            using Instrumentation.Resources;

            {page.Excerpts[0]}
            foreach (var (key, value) in resource.Attributes)
                Console.WriteLine(key + "=" + value);

            {page.Excerpts[1]}
            """);

        Assert.Superset(Expected.ToHashSet(), attributes.ToHashSet());
    }
}
