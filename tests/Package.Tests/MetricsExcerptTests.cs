using System.Text.RegularExpressions;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/metrics.md shows is compiled and run: the start, the instruments, and every view of its table.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class MetricsExcerptTests(PackedPackage package)
{
    private static readonly string[] Expected =
    [
        "order.value {region=north} 1",
        "orders.open {} 3",
        "orders.placed {express=true region=north} 2",
        "pool.size {pool.name=main} 7",
    ];

    [Fact]
    public async Task The_page_compiles_and_its_instruments_measure()
    {
        var page = new DocumentPage(package, "metrics.md");
        var views = View().Matches(page.Text).Select(static match => match.Groups["view"].Value).ToList();
        Assert.Equal(2, page.Excerpts.Count);
        Assert.Equal(10, views.Count);

        var output = await page.RunAsync("MetricsExcerpts", Program(page.Excerpts, views));

        Assert.Equal(Expected, output.Order(StringComparer.Ordinal));
    }

    private static string Program(IReadOnlyList<string> excerpts, List<string> views) => $$"""
        using Instrumentation;
        using Instrumentation.Export;
        using Instrumentation.Metrics;

        var pool = new Pool("main") { Size = 7 };
        await RunAsync();
        GC.KeepAlive(pool);

        // Each view by itself: some of them are of one instrument.
        foreach (var add in new Func<MetricsBuilder, MetricsBuilder>[] { {{string.Join(", ", views.Select(static view => "m => m." + view))}} })
            await Telemetry.Start(t => t.WithMetrics(m => add(m).AddReader(new ManualReader()))).DisposeAsync();

        static async Task RunAsync()
        {
        {{excerpts[0]}}
            Sales.Placed(2, Region.North, express: true);
            Sales.Valued(50, Region.North);
        }

        public enum Region { North, South }

        internal sealed class MyExporter : IExporter<Metric>
        {
            public ValueTask<ExportResult> ExportAsync(Batch<Metric> batch, CancellationToken cancellationToken)
            {
                foreach (var metric in batch)
                {
                    foreach (var point in metric.Points)
                        Console.WriteLine(metric.Name + " {" + point.Tags + "} " + (point.Histogram?.Count ?? point.WholeValue));
                }

                return ValueTask.FromResult(ExportResult.Success);
            }
        }

        {{excerpts[1]}}
        """;

    [GeneratedRegex(@"\| `(?<view>AddView\([^`]*)`")]
    private static partial Regex View();
}
