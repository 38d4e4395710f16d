using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;
using Instrumentation.Tracing;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class ExemplarTests : IDisposable
{
    private readonly string _name = "Exemplars." + Guid.NewGuid();
    private readonly Meter _meter;
    private readonly ActivitySource _source;

    public ExemplarTests()
    {
        _meter = new Meter(_name);
        _source = new ActivitySource(_name);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _source.Dispose();
    }

    [Theory]
    [InlineData(ExemplarFilter.TraceBased, 1)]
    [InlineData(ExemplarFilter.AlwaysOn, 2)]
    [InlineData(ExemplarFilter.AlwaysOff, 0)]
    public async Task The_filter_says_which_measurements_are_offered(ExemplarFilter filter, int expected)
    {
        var reader = new ManualReader();
        await using var telemetry = Trace(reader, m => m.SetExemplarFilter(filter).AddView("c", static v => v.ChooseExemplars(static () => new FixedSizeReservoir(10))));
        var counter = _meter.CreateCounter<int>("c");
        counter.Add(1);
        using (_source.StartActivity())
            counter.Add(2);

        Assert.Equal(expected, reader.Collect().Single().Points[0].Exemplars.Count);
        Assert.Empty(reader.Collect().Single().Points[0].Exemplars);
    }

    [Fact]
    public async Task Only_what_becomes_an_exemplar_allocates()
    {
        const int Measurements = 1_000;
        var reader = new ManualReader();
        await using var telemetry = Trace(reader, static _ => { });
        using var span = _source.StartActivity();
        TagDimension region = new("region", "north", "south");
        var counter = new BoundCounter<long>(TelemetryScope.Get(_name), "c", null, null, null, region);
        var histogram = new BoundHistogram<double>(TelemetryScope.Get(_name), "h", null, null, null, null, region);
        var keyed = new KeyedCounter<long, User>(TelemetryScope.Get(_name), "k", null, null, null);
        var dynamic = _meter.CreateCounter<long>("d");

        // Of so many that came before, one in some hundreds takes a place.
        Assert.InRange(
            Allocated.AtBest(() =>
            {
                for (var i = 0; i < Measurements; i++)
                {
                    counter.Add(1, 0);
                    histogram.Record(2, 1);
                    keyed.Add(3, new User("u"));
                    dynamic.Add(4, Tag("b", "x"), Tag("a", "y"));
                }
            }),
            0,
            4 * Measurements);
        Assert.All(reader.Collect(), static metric => Assert.NotEmpty(Assert.Single(metric.Points).Exemplars));
    }

    [Fact]
    public async Task An_exemplar_has_its_span_and_the_tags_that_were_dropped()
    {
        var reader = new ManualReader();
        await using var telemetry = Trace(reader, static m => m.AddView("*", static v => v.DropTags("user")));
        using var span = _source.StartActivity();
        _meter.CreateCounter<int>("c").Add(7, Tag("user", "u1"), Tag("route", "/"));
        new BoundCounter<long>(TelemetryScope.Get(_name), "bound", null, null, null, new TagDimension("user", "a", "b")).Add(5, 1);
        new KeyedCounter<long, User>(TelemetryScope.Get(_name), "keyed", null, null, null).Add(6, new User("k"));

        var exemplars = reader.Collect().ToDictionary(static m => m.Name, static m => Assert.Single(Assert.Single(m.Points).Exemplars));

        foreach (var (name, value, user) in new[] { ("c", 7.0, "u1"), ("bound", 5, "b"), ("keyed", 6, "k") })
        {
            var exemplar = exemplars[name];
            Assert.Equal((value, $"user={user}"), (exemplar.Value, exemplar.FilteredTags.ToString()));
            Assert.Equal((span!.TraceId, span.SpanId), (exemplar.TraceId, exemplar.SpanId));
        }
    }

    [Fact]
    public async Task A_histogram_has_one_for_each_bucket()
    {
        var reader = new ManualReader();
        await using var telemetry = Trace(reader, static _ => { });
        var histogram = _meter.CreateHistogram<double>("h", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 3] });
        using (_source.StartActivity())
        {
            for (var i = 0; i < 400; i++)
                histogram.Record(i / 100.0);
        }

        var values = reader.Collect().Single().Points[0].Exemplars.Select(static e => e.Value).Order().ToArray();

        Assert.Equal(4, values.Length);
        Assert.InRange(values[0], 0, 1);
        Assert.InRange(values[1], 1.01, 2);
        Assert.InRange(values[2], 2.01, 3);
        Assert.InRange(values[3], 3.01, 4);
    }

    [Fact]
    public async Task A_reservoir_that_throws_harms_nothing()
    {
        var reader = new ManualReader();
        await using var telemetry = Trace(reader, static m => m.SetExemplarFilter(ExemplarFilter.AlwaysOn).AddView("*", static v => v.ChooseExemplars(static () => new Throwing())));
        _meter.CreateCounter<int>("c").Add(3);

        Assert.Equal(["c {} 3"], reader.Collect().Lines());
    }

    [Fact]
    public void Each_measurement_has_the_same_chance()
    {
        var counts = new int[10];
        var reservoir = new FixedSizeReservoir(2);
        for (var round = 0; round < 20_000; round++)
        {
            for (var i = 0; i < counts.Length; i++)
                reservoir.Offer(new ExemplarCandidate(i, null, [], null));
            foreach (var exemplar in reservoir.Collect())
                counts[(int)exemplar.Value]++;
        }

        // 4,000 each are expected; six standard deviations are 340.
        Assert.All(counts, static count => Assert.InRange(count, 3_660, 4_340));
    }

    private Telemetry Trace(ManualReader reader, Action<MetricsBuilder> configure) => Telemetry.Start(builder => builder
        .WithTracing(tracing => tracing.AddSource(_name).SetSampler(new AlwaysOnSampler()).AddProcessor(new FilteringSpanProcessor(static _ => true)))
        .WithMetrics(metrics => configure(metrics.AddMeter(_name).AddReader(reader))));

    private sealed class Throwing : ExemplarReservoir
    {
        public override void Offer(in ExemplarCandidate candidate) => throw new InvalidOperationException();

        public override IReadOnlyList<Exemplar> Collect() => throw new InvalidOperationException();
    }

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
