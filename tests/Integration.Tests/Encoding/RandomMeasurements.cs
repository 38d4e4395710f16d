using System.Diagnostics.Metrics;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Records measurements with every kind of instrument, drawn from a seed.</summary>
internal sealed class RandomMeasurements(Random random)
{
    private static readonly string[] Regions = ["north", "Größe", "", "日本"];

    public void Record(Meter meter, int count)
    {
        var counter = meter.CreateCounter<int>("counter", "{order}", "Orders that were placed");
        var reals = meter.CreateCounter<double>("counter.real");
        var upDown = meter.CreateUpDownCounter<long>("up.down", null, "Goes up and down");
        var gauge = meter.CreateGauge<double>("gauge", "Cel");
        var histogram = meter.CreateHistogram<double>("histogram", "s");
        var wholes = meter.CreateHistogram<long>("histogram.whole");
        var bounds = meter.CreateHistogram<double>("bounds");
        var exponential = meter.CreateHistogram<double>("exponential");
        meter.CreateObservableCounter("observed", static () => new Measurement<long>(17, new KeyValuePair<string, object?>("region", "south")));
        meter.CreateObservableUpDownCounter("observed.up.down", static () => -2.5);
        meter.CreateObservableGauge("observed.gauge", static () => 21L);
        for (var i = 0; i < count; i++)
        {
            var (first, second) = Tags();
            counter.Add(random.Next(1, 100), first, second);
            reals.Add(random.NextDouble() + 0.5, first);
            upDown.Add(random.Next(1, 100), second);
            gauge.Record(random.NextDouble(), first, second);
            histogram.Record(random.Next(1_000) / 8d, first);
            wholes.Record(random.Next(20_000), second);
            bounds.Record(random.Next(-10, 200), first);
            exponential.Record(random.Next(4_000) / 8d, first, second);
        }
    }

    // One key, one type: what is equal on the wire is one series here, and need not be one there.
    private (KeyValuePair<string, object?> First, KeyValuePair<string, object?> Second) Tags() => (
        new("region", Regions[random.Next(Regions.Length)]),
        random.Next(3) switch
        {
            0 => new("express", random.Next(2) == 0),
            1 => new("tier", (long)random.Next(3)),
            _ => new("weight", random.Next(2) * 0.5),
        });
}
