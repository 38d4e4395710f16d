using System.Diagnostics.Metrics;
using Instrumentation.Diagnostics;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class OverflowTests
{
    private readonly string _name = "Overflow." + Guid.NewGuid();

    [Fact]
    public async Task It_is_told_once_with_the_widest_tag_and_the_remedy_and_measured()
    {
        var told = new List<string>();
        var reader = new ManualReader(new MetricReaderOptions { CardinalityLimit = 20 });
        await using var telemetry = Telemetry.Start(builder => builder
            .OnError(error =>
            {
                lock (told)
                    told.Add(error.Message);
            })
            .WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(_name, "Instrumentation.Sdk").AddReader(reader)));
        using var meter = new Meter(_name);
        var counter = meter.CreateCounter<int>("logins");
        for (var i = 0; i < 200; i++)
            counter.Add(1, Tag("user.id", i), Tag("ok", i % 2 == 0));

        Assert.True(SpinWait.SpinUntil(() => Overflows().Count > 0, TimeSpan.FromSeconds(20)));
        await Faults.FlushAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([$"instrumentation.sdk.metric.overflows {{instrumentation.metric.name=logins instrumentation.metric.widest_tag=user.id otel.scope.name={_name}}} 1"], Overflows());
        lock (told)
        {
            var message = Assert.Single(told);
            Assert.Contains("logins", message, StringComparison.Ordinal);
            Assert.Contains("limit of 20", message, StringComparison.Ordinal);
            Assert.Contains("DropTags(\"user.id\")", message, StringComparison.Ordinal);
        }

        List<string> Overflows() =>
            [.. reader.Collect().Lines().Where(static line => line.StartsWith("instrumentation.sdk.metric.overflows", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Every_measurement_is_in_exactly_one_series_whatever_the_order()
    {
        var reader = new ManualReader(new MetricReaderOptions { CardinalityLimit = 50 });
        await using var telemetry = Start(_name, m => m.AddReader(reader));
        using var meter = new Meter(_name);
        var counter = meter.CreateCounter<long>("c");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                counter.Add(1, Tag("thread", thread), Tag("i", i % 97));
        })));

        var points = reader.Collect().Single().Points;

        Assert.Equal(51, points.Count);
        Assert.Equal(80_000, points.Sum(static p => p.WholeValue));
        Assert.Single(points, static p => p.Tags.ValueOf("otel.metric.overflow") is true);
    }

    [Fact]
    public async Task Two_instruments_of_one_name_and_different_kinds_are_told_of()
    {
        var told = new List<string>();
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(builder => builder
            .OnError(error =>
            {
                lock (told)
                    told.Add(error.Message);
            })
            .WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))
            .WithMetrics(m => m.AddMeter(_name).AddReader(reader)));
        using var meter = new Meter(_name);
        meter.CreateCounter<int>("same").Add(1);
        meter.CreateUpDownCounter<int>("same").Add(2);
        meter.CreateCounter<int>("SAME", "By").Add(3);

        Assert.Equal(["SAME {} 3", "same {} 1", "same {} 2"], reader.Collect().Lines());
        await Faults.FlushAsync().WaitAsync(TimeSpan.FromSeconds(20));
        lock (told)
            Assert.Contains("Rename", Assert.Single(told), StringComparison.Ordinal);
    }
}
