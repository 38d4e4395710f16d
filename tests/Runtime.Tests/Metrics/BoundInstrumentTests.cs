extern alias OtherSdk;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;
using OpenTelemetry.Metrics;
using OtherSdk::OpenTelemetry;
using OtherSdk::OpenTelemetry.Metrics;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

/// <summary>Instruments as the build writes them: for this project's providers, and for everybody else.</summary>
[Collection(ProcessWide.Name)]
public sealed class BoundInstrumentTests
{
    private static readonly TagDimension Region = new("region", "north", "south", "other");
    private static readonly TagDimension Express = new("express", true, false, null);

    private readonly string _name = "Bound." + Guid.NewGuid();

    [Fact]
    public async Task The_index_counts_the_last_dimension_fastest_and_null_is_no_tag()
    {
        var counter = new BoundCounter<long>(Scope(), "c", "{x}", "Text.", null, Region, Express);
        var reader = new ManualReader();
        Assert.False(counter.IsOn);
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        Assert.True(counter.IsOn);
        for (var index = 0; index < 9; index++)
            counter.Add(index + 1, index);

        Assert.Equal(
            [
                "c {express=false region=north} 2", "c {express=false region=other} 8", "c {express=false region=south} 5",
                "c {express=true region=north} 1", "c {express=true region=other} 7", "c {express=true region=south} 4",
                "c {region=north} 3", "c {region=other} 9", "c {region=south} 6",
            ],
            reader.Collect().Lines(_name));
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Add(1, 9));
    }

    [Fact]
    public async Task All_kinds_and_numbers_are_recorded()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        var updown = new BoundUpDownCounter<long>(Scope(), "updown", null, null, null);
        var real = new BoundCounter<double>(Scope(), "real", null, null, null);
        var gauge = new BoundGauge<double>(Scope(), "gauge", null, null, null, Region);
        var histogram = new BoundHistogram<long>(Scope(), "histogram", null, null, [5], null, Region);
        var keyed = new KeyedHistogram<double, User>(Scope(), "keyed", null, null, [1], null);
        for (var i = 0; i < 2; i++)
        {
            updown.Add(-3, 0);
            real.Add(0.5, 0);
            gauge.Record(i, 1);
            histogram.Record(i * 10, 0);
            keyed.Record(i * 2, new User("u"));
        }

        Assert.Equal(
            ["gauge {region=south} 1", "histogram {region=north} 2 10 [1 1] 0..10", "keyed {user=u} 2 2 [1 1] 0..2", "real {} 1", "updown {} -6"],
            reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task Numbers_that_are_no_measurements_are_left_out()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        var whole = new BoundCounter<long>(Scope(), "whole", null, null, null, Region);
        var real = new BoundCounter<double>(Scope(), "real", null, null, null, Region);
        var histogram = new BoundHistogram<double>(Scope(), "histogram", null, null, [], null);
        for (var i = 0; i < 2; i++)
        {
            whole.Add(1, 0);
            whole.Add(-1, 0);
            foreach (var number in new[] { 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
                real.Add(number, 0);
            foreach (var number in new[] { 1, double.NaN, double.PositiveInfinity })
                histogram.Record(number, 0);
        }

        Assert.Equal(["histogram {} 2 2 [2] 1..1", "real {region=north} 2", "whole {region=north} 2"], reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task An_instrument_of_the_same_name_lands_in_the_same_series_and_a_failure_in_its_own()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        var counter = new BoundCounter<long>(Scope(), "c", null, null, null, Region);
        using var meter = new Meter(_name);
        var keyed = new KeyedCounter<long, User>(Scope(), "k", null, null, null);
        counter.MeasureCall(1, 0, default);
        counter.MeasureCall(100, 0, Failed(new TimeoutException()));
        keyed.MeasureCall(1, new User("u"), default);
        keyed.MeasureCall(10, new User("u"), Failed(new TimeoutException()));
        meter.CreateCounter<int>("C").Add(1_000, Tag("region", "north"));

        Assert.Equal(
            ["c {error.type=System.TimeoutException region=north} 100", "c {region=north} 1001", "k {error.type=System.TimeoutException user=u} 10", "k {user=u} 1"],
            reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task Everybody_gets_everything_once()
    {
        var heard = 0L;
        var counter = new BoundCounter<long>(Scope(), "c", null, null, null, Region);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == _name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => heard += value);
        ManualReader one = new(), other = new();
        await using var first = Start(_name, metrics => metrics.AddReader(one));
        AddEverywhere(counter);
        Assert.Equal(0, heard);
        listener.Start();
        AddEverywhere(counter);
        await using (var second = Start(_name, metrics => metrics.AddReader(other).AddView("c", static v => v.DropTags("region").Rename("d"))))
        {
            AddEverywhere(counter);
            Assert.Equal(["d {} 2"], other.Collect().Lines(_name));
        }

        AddEverywhere(counter);
        Assert.Equal(["c {region=north} 4", "c {region=south} 4"], one.Collect().Lines(_name));
        Assert.Equal(6, heard);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes its reader, and that its exporter.")]
    public async Task OpenTelemetrys_own_SDK_gets_the_same_beside_ours()
    {
        var theirs = new List<string>();
        using var meter = new Meter(_name);
        var bound = new BoundCounter<long>(Scope(), "bound", null, null, null, Region);
        var dynamic = meter.CreateCounter<long>("dynamic");
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        using (var provider = Sdk.CreateMeterProviderBuilder().AddMeter(_name).AddReader(new BaseExportingMetricReader(new Theirs(theirs))).Build())
        {
            for (var i = 0; i < 3; i++)
            {
                AddEverywhere(bound);
                dynamic.Add(5, Tag("a", 1));
            }

            Assert.True(provider.ForceFlush());
        }

        Assert.Equal(["bound {region=north} 3", "bound {region=south} 3", "dynamic {a=1} 15"], reader.Collect().Lines(_name));
        Assert.Equal(reader.Collect().Lines(_name), theirs.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_view_that_drops_an_instrument_leaves_it_unbound()
    {
        var counter = new BoundCounter<long>(Scope(), "c", null, null, null, Region);
        await using var telemetry = Start(_name, static metrics => metrics.AddReader(new ManualReader()).AddView("c", static v => v.Aggregate(Aggregation.Drop)));

        Assert.False(counter.IsOn);
        Assert.False(counter.Instrument.Enabled);
    }

    [Fact]
    public async Task Combinations_within_the_limit_never_overflow_and_what_is_free_goes_to_others()
    {
        var reader = new ManualReader(new Instrumentation.Metrics.MetricReaderOptions { CardinalityLimit = 5 });
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader));
        var counter = new BoundCounter<long>(Scope(), "c", null, null, null, Region);
        foreach (var exception in new Exception[] { new ArgumentException(), new TimeoutException(), new FormatException(), new RankException() })
            counter.MeasureCall(1, 0, Failed(exception));
        for (var index = 0; index < 3; index++)
            counter.Add(1, index);

        Assert.Equal(
            [
                "c {error.type=System.ArgumentException region=north} 1", "c {error.type=System.TimeoutException region=north} 1", "c {otel.metric.overflow=true} 2",
                "c {region=north} 1", "c {region=other} 1", "c {region=south} 1",
            ],
            reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task A_limit_of_the_instrument_counts_unless_a_view_says_otherwise()
    {
        ManualReader reader = new();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader).AddView("viewed", static v => v.LimitSeries(3)));
        var own = new KeyedCounter<long, User>(Scope(), "own", null, null, 2);
        var viewed = new KeyedCounter<long, User>(Scope(), "viewed", null, null, 2);
        for (var i = 0; i < 5; i++)
        {
            own.Add(1, new User($"u{i}"));
            viewed.Add(1, new User($"u{i}"));
        }

        Assert.Equal(
            [
                "own {otel.metric.overflow=true} 3", "own {user=u0} 1", "own {user=u1} 1",
                "viewed {otel.metric.overflow=true} 2", "viewed {user=u0} 1", "viewed {user=u1} 1", "viewed {user=u2} 1",
            ],
            reader.Collect().Lines(_name));
    }

    [Fact]
    public async Task Recording_allocates_nothing()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, metrics => metrics.AddReader(reader).SetExemplarFilter(ExemplarFilter.AlwaysOff));
        using var meter = new Meter(_name);
        var counter = new BoundCounter<long>(Scope(), "c", null, null, null, Region);
        var histogram = new BoundHistogram<double>(Scope(), "h", null, null, null, null, Region);
        var keyed = new KeyedCounter<long, User>(Scope(), "k", null, null, null);
        var dynamic = meter.CreateCounter<long>("d");

        Assert.Equal(0, Allocated.AtBest(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                counter.Add(1, 0);
                histogram.Record(2, 1);
                keyed.Add(3, new User("u"));
                dynamic.Add(4, Tag("b", "x"), Tag("a", "y"));
            }
        }));
    }

    private static ObservedCall Failed(Exception exception)
    {
        var call = default(ObservedCall);
        call.Fails(exception, Errors.Event);
        return call;
    }

    private static void AddEverywhere(BoundCounter<long> counter)
    {
        for (var index = 0; index < 2; index++)
        {
            if (counter.IsOn)
                counter.Measure(1, index);
        }
    }

    private sealed class Theirs(List<string> lines) : BaseExporter<OtherSdk::OpenTelemetry.Metrics.Metric>
    {
        public override OtherSdk::OpenTelemetry.ExportResult Export(in OtherSdk::OpenTelemetry.Batch<OtherSdk::OpenTelemetry.Metrics.Metric> batch)
        {
            foreach (var metric in batch)
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    var tags = new List<string>();
                    foreach (var tag in point.Tags)
                        tags.Add($"{tag.Key}={tag.Value}");
                    lines.Add(FormattableString.Invariant($"{metric.Name} {{{string.Join(' ', tags)}}} {point.GetSumLong()}"));
                }
            }

            return OtherSdk::OpenTelemetry.ExportResult.Success;
        }
    }

    private TelemetryScope Scope() => TelemetryScope.Get(_name);

    private readonly record struct User(string Name) : ITags<User>
    {
        public static int MaxCount => 1;

        public int CopyTo(Span<KeyValuePair<string, object?>> tags)
        {
            tags[0] = new("user", Name);
            return 1;
        }
    }
}
