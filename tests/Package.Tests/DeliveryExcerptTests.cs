using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/delivery.md shows is compiled and run, and the tests that it names for its promises exist.</summary>
[Collection(PackageCollection.Name)]
public sealed class DeliveryExcerptTests(PackedPackage package)
{
    [Fact]
    public async Task The_page_compiles_and_its_exporter_exports()
    {
        var page = new DocumentPage(package, "delivery.md");
        var excerpts = page.Excerpts;
        Assert.Equal(4, excerpts.Count);
        var folder = Path.Combine(Path.GetTempPath(), "delivery-" + Path.GetRandomFileName());
        var output = await page.RunAsync("DeliveryExcerpts", $$"""
            using System.Diagnostics;
            using Instrumentation;
            using Instrumentation.Export;

            Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
            {
                {{excerpts[0]}}
            }

            {
                {{excerpts[1].Replace("/var/lib/shop/telemetry", folder, StringComparison.Ordinal)}}
                Console.WriteLine(string.Join(", ", telemetry.Health.Spans.Select(static health => health.Name)));
                Console.WriteLine(Directory.Exists("{{folder}}"));
            }

            {
                {{excerpts[3]}}
                Work.Do();
            }

            internal static class Work
            {
                [Traced]
                public static void Do()
                {
                }
            }

            {{excerpts[2]}}
            """);

        // Nobody is there to receive what the page sends.
        output = Array.FindAll(output, static line => !line.StartsWith("instrumentation: ", StringComparison.Ordinal));
        Assert.Equal(["OTLP to https://collector.example:4318/v1/traces", "True"], output.Take(2));
        Assert.Matches("^[0-9a-f]{32} Work.Do$", Assert.Single(output.Skip(2)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public Task The_tests_that_hold_its_promises_exist() => new DocumentPage(package, "delivery.md").AssertPromisesAreTestedAsync(atLeast: 15);
}
