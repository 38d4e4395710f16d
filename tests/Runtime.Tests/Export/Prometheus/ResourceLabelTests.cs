using System.Diagnostics.Metrics;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>What a page says of where it comes from.</summary>
[Collection(ProcessWide.Name)]
public sealed class ResourceLabelTests : IDisposable
{
    private readonly Surroundings _surroundings = new();
    private readonly Meter _meter = new("Shop");

    public void Dispose()
    {
        _meter.Dispose();
        _surroundings.Dispose();
    }

    [Fact]
    public async Task The_resource_is_told_once_and_its_name_is_nobody_elses()
    {
        await using var telemetry = Start(static _ => { });
        _meter.CreateGauge<int>("target.info").Record(1);
        _meter.CreateGauge<int>("stock").Record(2);

        Assert.Equal(
            """
            # HELP target_info Target metadata
            # TYPE target_info gauge
            target_info{command="[\"a\",\"b \\\"c\\\"\",null]",cores="[1,2]",job="mine",service_name="shop",up="true"} 1
            # TYPE stock gauge
            stock 2

            """,
            await telemetry.PageAsync());
        Assert.StartsWith("# HELP target Target metadata\n# TYPE target info\ntarget_info{command=", await telemetry.PageAsync(Pages.OpenMetrics), StringComparison.Ordinal);
        Assert.Contains("the Gauge target.info of the meter Shop can't be on the Prometheus page: what tells of the resource has the name target_info there.", _surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_of_the_resource_that_are_asked_for_are_labels_of_each_series()
    {
        await using var telemetry = Start(static o => (o.TargetInfo, o.ResourceLabels) = (false, static key => key is "service.name" or "up"));
        _meter.CreateGauge<int>("stock").Record(2, Metered.Tag("service_name", "tag"));

        Assert.Equal("# TYPE stock gauge\nstock{service_name=\"shop;tag\",up=\"true\"} 2\n", await telemetry.PageAsync());
    }

    [Fact]
    public async Task A_choice_that_throws_is_told_and_costs_no_series()
    {
        await using var telemetry = Start(static o => (o.TargetInfo, o.ResourceLabels) = (false, static _ => throw new InvalidOperationException("must not reach the scraper")));
        _meter.CreateGauge<int>("stock").Record(2);

        Assert.Equal("# TYPE stock gauge\nstock 2\n", await telemetry.PageAsync());
        Assert.Contains("choosing the resource's attributes", _surroundings.Told, StringComparison.Ordinal);
    }

    private static Telemetry Start(Action<Instrumentation.Export.PrometheusExporterOptions> configure) => Telemetry.Start(builder => builder
        .ConfigureResource(static r => r.Clear().AddAttributes(
        [
            new("service.name", "shop"), new("up", true), new("cores", new[] { 1, 2 }), new("command", new[] { "a", "b \"c\"", null! }), new("empty", ""), new("job", "mine"),
        ]))
        .WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
        .WithMetrics(m => m.AddMeter("Shop").AddPrometheusExporter(options =>
        {
            (options.ScopeLabels, options.TargetInfo, options.Listens) = (false, true, false);
            configure(options);
        })));
}
