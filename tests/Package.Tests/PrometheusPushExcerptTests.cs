using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/prometheus-push.md shows is compiled and run, and the tests that it names for its promises exist.</summary>
[Collection(PackageCollection.Name)]
public sealed class PrometheusPushExcerptTests(PackedPackage package)
{
    [Fact]
    public async Task The_page_compiles_and_pushes()
    {
        var page = new DocumentPage(package, "prometheus-push.md");
        Assert.Equal(2, page.Excerpts.Count);
        var folder = Path.Combine(Path.GetTempPath(), "push-" + Path.GetRandomFileName());
        var output = await page.RunAsync("PrometheusPushExcerpts", $$"""
            using Instrumentation;
            using Instrumentation.Export;

            Environment.SetEnvironmentVariable("OTEL_TRACES_EXPORTER", "none");
            {
                {{page.Excerpts[0].Replace("/var/lib/shop/telemetry", folder, StringComparison.Ordinal)}}
                Console.WriteLine(telemetry.Health.Metrics[0].Name);
            }

            {
                {{page.Excerpts[1]}}
                Console.WriteLine(telemetry.Health.Metrics[0].Name);
            }
            """);

        // Nobody is there to receive what the page sends.
        Assert.Equal(
            ["Prometheus remote-write to https://prometheus.example:9090/api/v1/write", "Prometheus Pushgateway at http://pushgateway.example:9091"],
            output.Where(static line => !line.StartsWith("instrumentation: ", StringComparison.Ordinal)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public Task The_tests_that_hold_its_promises_exist() => new DocumentPage(package, "prometheus-push.md").AssertPromisesAreTestedAsync(atLeast: 12);
}
