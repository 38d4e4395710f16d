using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

/// <summary>How often a measurement looks at its tags, and whom it asks.</summary>
[Collection(ProcessWide.Name)]
public sealed class ProbeTests
{
    private const int Measurements = 1_000;

    private readonly string _name = "Probes." + Guid.NewGuid();

    [Theory]
    [InlineData(ExemplarFilter.AlwaysOff)]
    [InlineData(ExemplarFilter.TraceBased)]
    public async Task A_struct_of_tags_is_hashed_once_and_compared_once(ExemplarFilter filter)
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader).SetExemplarFilter(filter));
        var counter = new KeyedCounter<long, Watchful>(TelemetryScope.Get(_name), "c", null, null, null);
        var tags = new Watchful(new Watch());
        counter.Add(1, tags);
        tags.Watch.Hashes = tags.Watch.Comparisons = 0;
        for (var i = 0; i < Measurements; i++)
            counter.Add(1, tags);

        Assert.Equal((Measurements, Measurements), (tags.Watch.Hashes, tags.Watch.Comparisons));
        Assert.Equal([$"c {{user=u}} {Measurements + 1}"], reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task Several_readers_share_one_measurement()
    {
        ManualReader first = new(), second = new(), third = new(new MetricReaderOptions { Temporality = TemporalityPreference.Delta });
        await using var telemetry = Start(_name, metrics => metrics.AddReader(first).AddReader(second).AddReader(third));
        var counter = new KeyedCounter<long, Watchful>(TelemetryScope.Get(_name), "c", null, null, null);
        var tags = new Watchful(new Watch());
        counter.Add(1, tags);
        tags.Watch.Hashes = tags.Watch.Comparisons = 0;
        counter.Add(1, tags);

        Assert.Equal((1, 1), (tags.Watch.Hashes, tags.Watch.Comparisons));
        Assert.All(new[] { first, second, third }, reader => Assert.Equal(["c {user=u} 2"], reader.Collect().Lines(_name)));
    }

    [Fact]
    public async Task What_is_bound_is_told_to_others_only_if_they_listen()
    {
        await using var telemetry = Start(_name, static metrics => metrics.AddReader(new ManualReader()));
        var counter = new BoundCounter<long>(TelemetryScope.Get(_name), "c", null, null, null, new TagDimension("region", "north"));

        Assert.True(counter.IsOn);
        Assert.False(counter.Instrument.Enabled);

        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => it.EnableMeasurementEvents(instrument) };
        listener.Start();
        Assert.True(counter.Instrument.Enabled);
    }

    private sealed class Watch
    {
        public int Hashes { get; set; }

        public int Comparisons { get; set; }
    }

    private readonly struct Watchful(Watch watch) : ITags<Watchful>
    {
        public static int MaxCount => 1;

        public Watch Watch => watch;

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("user", "u");
            return 1;
        }

        public bool Equals(Watchful other)
        {
            watch.Comparisons++;
            return other.Watch == watch;
        }

        public override bool Equals(object? obj) => obj is Watchful other && Equals(other);

        public override int GetHashCode()
        {
            watch.Hashes++;
            return 1;
        }
    }
}
