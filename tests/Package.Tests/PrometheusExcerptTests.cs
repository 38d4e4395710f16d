using System.Text.RegularExpressions;
using Instrumentation.Package.Tests.Support;

namespace Instrumentation.Package.Tests;

/// <summary>What docs/prometheus.md shows is compiled and run, its table of names is what pages have, and the tests that it names exist.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class PrometheusExcerptTests(PackedPackage package)
{
    [Fact]
    public async Task The_page_compiles_and_each_door_has_the_page()
    {
        var page = new DocumentPage(package, "prometheus.md");
        Assert.Equal(3, page.Excerpts.Count);
        var rows = NameRow().Matches(page.Text).Select(static row => row.Groups.Values.Skip(1).Select(static group => group.Value).ToArray()).ToList();
        Assert.Equal(6, rows.Count);

        var output = await page.RunAsync("PrometheusExcerpts", Program(page.Excerpts), "Instrumentation.Hosting");

        Assert.Equal(["listener: True", "endpoint: True", "elsewhere: NotFound", "server: 200 True"], output.Take(4));
        var translations = new[] { "UnderscoreEscapingWithSuffixes", "UnderscoreEscapingWithoutSuffixes", "NoUtf8EscapingWithSuffixes", "NoTranslation" };
        Assert.Equal(
            translations.SelectMany((translation, column) => rows.Select(row => $"{translation} {row[0]} {row[column + 1]}")).Order(StringComparer.Ordinal),
            output.Skip(4).Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task The_tests_that_hold_its_promises_exist() => new DocumentPage(package, "prometheus.md").AssertPromisesAreTestedAsync(atLeast: 15);

    private static string Program(IReadOnlyList<string> excerpts) => $$"""
        using System.Diagnostics.Metrics;
        using System.Net;
        using Instrumentation;
        using Instrumentation.Export;
        using Instrumentation.Metrics;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.Logging;

        Environment.SetEnvironmentVariable("OTEL_TRACES_EXPORTER", "none");
        using var http = new HttpClient();
        using var meter = new Meter("page");
        var callers = meter.CreateCounter<int>("asked");

        {
            {{excerpts[0].Replace("AddPrometheusExporter()", "AddMeter(\"page\").AddPrometheusExporter(o => o.Port = Doors.Port)", StringComparison.Ordinal)}}
            callers.Add(1);
            Console.WriteLine("listener: " + (await http.GetStringAsync(Doors.Page)).Contains("\nasked_total"));
        }

        {
            {{excerpts[1].Replace("AddPrometheusExporter", "AddMeter(\"page\").AddPrometheusExporter", StringComparison.Ordinal)
                .Replace("WebApplication.CreateBuilder(args)", "Doors.Builder(args)", StringComparison.Ordinal)
                .Replace("*:9464", "*:\" + Doors.Port + \"", StringComparison.Ordinal)
                .Replace("app.RunAsync()", "app.StartAsync()", StringComparison.Ordinal)}}
            callers.Add(1);
            Console.WriteLine("endpoint: " + (await http.GetStringAsync(Doors.Page)).Contains("\nasked_total"));
            using var elsewhere = await http.GetAsync(new Uri(app.Urls.First(static url => !url.EndsWith(":" + Doors.Port)) + "/metrics"));
            Console.WriteLine("elsewhere: " + elsewhere.StatusCode);
            await app.StopAsync();

            string? accept = null, acceptEncoding = null, timeout = null;
            var output = new MemoryStream();
            {{excerpts[2]}}
            Console.WriteLine("server: " + answer.Status + " " + System.Text.Encoding.UTF8.GetString(output.ToArray()).Contains("\nasked_total"));
        }

        foreach (var translation in Enum.GetValues<PrometheusTranslation>())
        {
            await using var telemetry = Telemetry.Start(t => t.WithMetrics(m => m.AddMeter("names").AddPrometheusExporter(o => (o.Listens, o.Translation, o.TargetInfo) = (false, translation, false))));
            Names.Record();
            using var answer = await telemetry.Prometheus!.ScrapeAsync(new ScrapeRequest("text/plain;version=1.0.0;escaping=allow-utf-8", null, null));
            foreach (var line in System.Text.Encoding.UTF8.GetString(answer.Body.Span).Split('\n').Where(static line => line.StartsWith("# TYPE ")))
            {
                var name = line.Split(' ')[2].Trim('"');
                var instrument = Names.All.SingleOrDefault(instrument => name.Replace('_', '.').StartsWith(instrument));
                if (instrument is not null)
                    Console.WriteLine(translation + " " + instrument + " " + name);
            }
        }

        internal static class Names
        {
            public static readonly string[] All = ["shop.orders", "disk.read", "call.duration", "pool.size", "pool.load", "net.speed"];

            private static readonly Meter Meter = new("names");
            private static readonly Counter<int> Orders = Meter.CreateCounter<int>(All[0], "{order}");
            private static readonly Counter<int> Read = Meter.CreateCounter<int>(All[1], "By");
            private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(All[2], "s");
            private static readonly UpDownCounter<int> Size = Meter.CreateUpDownCounter<int>(All[3], "{connection}");
            private static readonly Gauge<double> Load = Meter.CreateGauge<double>(All[4], "1");
            private static readonly Gauge<double> Speed = Meter.CreateGauge<double>(All[5], "By/s");

            public static void Record()
            {
                Orders.Add(1);
                Read.Add(1);
                Duration.Record(1);
                Size.Add(1);
                Load.Record(1);
                Speed.Record(1);
            }
        }

        internal static class Doors
        {
            public static readonly int Port = FreePort();

            public static Uri Page => new("http://localhost:" + Port + "/metrics");

            public static WebApplicationBuilder Builder(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Logging.ClearProviders();
                builder.WebHost.UseUrls("http://localhost:" + Port, "http://127.0.0.1:0");
                return builder;
            }

            private static int FreePort()
            {
                using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
        }
        """;

    [GeneratedRegex(@"^\| [a-z -]+ `([^`]+)` of `[^`]+` \| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex NameRow();
}
