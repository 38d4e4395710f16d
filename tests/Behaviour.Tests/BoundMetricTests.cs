using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.Behaviour.Tests.Harness;
using Instrumentation.Metrics;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Our own provider takes measurements by a shorter way than everybody else: all get the same, and each gets it once.</summary>
[Collection(Alone.Name)]
public class BoundMetricTests
{
    public static TheoryData<string> Kinds => [.. ByKind.Keys];

    private static Dictionary<string, Func<Task>> ByKind { get; } = new()
    {
        ["bounded"] = static () =>
        {
            Gauging.Bounded(Bulk.Small, true, "a");
            Gauging.Bounded(Bulk.Large, null, "b");
            Gauging.Bounded((Bulk)7, false, "other");
            Assert.Throws<InvalidOperationException>(static () => Gauging.Bounded(Bulk.Small, true, "a", fail: 1));
            return Task.CompletedTask;
        },
        ["unbounded"] = static async () =>
        {
            var measured = new Gauging { Shop = "other" };
            await measured.Unbounded(Guid.Empty, Bulk.Large, DateTimeOffset.UnixEpoch, 1);
            await measured.Unbounded(Guid.Empty, Bulk.Large, DateTimeOffset.UnixEpoch, 1);
            await measured.Unbounded(Guid.AllBitsSet, (Bulk)7, DateTimeOffset.UnixEpoch, 2);
            await Assert.ThrowsAsync<InvalidOperationException>(() => measured.Unbounded(Guid.Empty, Bulk.Small, DateTimeOffset.UnixEpoch, -1));
        },
        ["partial"] = static () =>
        {
            var measured = new Gauging();
            measured.Partial(double.NaN, Bulk.Large);
            measured.Partial(0.5, Bulk.Small);
            measured.Partial(0.5, Bulk.Small);
            return Task.CompletedTask;
        },
        ["builder"] = static async () =>
        {
            await new Gauging().Builder(Bulk.Small, 1);
            await new Gauging().Builder(Bulk.Large, null);
        },
        ["sequence"] = static () =>
        {
            var sequence = new Gauging().Sequence(Bulk.Large, "text");
            Assert.Equal([1, 4], sequence);
            Assert.Equal([1, 4], sequence);
            Assert.Equal([0, 0], new Gauging().Sequence(Bulk.Small, null));
            return Task.CompletedTask;
        },
        ["decorator"] = static () =>
        {
            IGauging measured = new InstrumentedGauging(new Gauging());
            measured.Decorated(Bulk.Large, "a");
            measured.Decorated((Bulk)7, "b");
            return Task.CompletedTask;
        },
        ["several"] = static () =>
        {
            Several.Run(1);
            Assert.Throws<ArgumentOutOfRangeException>(static () => Several.Run(-1));
            return Task.CompletedTask;
        },
        ["typed"] = static () =>
        {
            Gauges.Run();
            return Task.CompletedTask;
        },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Everybody_gets_everything_once(string kind)
    {
        var run = ByKind[kind];
        var foreign = await Foreign(run);
        var own = await Own(run);
        Assert.NotEmpty(foreign);
        Assert.Equal(foreign, own);

        IReadOnlyList<string> ownBeside = [];
        var foreignBeside = await Foreign(async () => ownBeside = await Own(run));
        Assert.Equal(foreign, foreignBeside);
        Assert.Equal(foreign, ownBeside);
    }

    [Fact]
    public async Task Typed_instruments_record_what_their_calls_say()
    {
        var own = await Own(ByKind["typed"]);
        Assert.Equal(
            [
                "behaviour.observed.gauges.calls 1",
                "behaviour.observed.gauges.items fate=kept 3",
                "behaviour.observed.gauges.items fate=other 1",
                "behaviour.observed.gauges.level size=small 4",
                "behaviour.observed.gauges.sizes 1",
                "behaviour.observed.gauges.sizes text=x 1",
                "gauges.placed express=True size=other 3",
                "gauges.placed size=large 2",
                $"gauges.weight id={Guid.Empty} kind=a 1",
                $"gauges.weight id={Guid.Empty} kind=b 1",
            ],
            own);
    }

    [Fact]
    public async Task A_call_that_runs_when_the_provider_comes_is_not_counted_out()
    {
        var gate = new TaskCompletionSource();
        using var foreign = new Recorder(spans: false);
        var running = Gated.Run(gate.Task);
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(t => t.WithMetrics(m => m.AddReader(reader)));
        gate.SetResult();
        await running;
        Assert.DoesNotContain(reader.Collect(), static m => m.Name == "gated.running" && m.Points[0].WholeValue != 0);
        Assert.Equal(0, foreign.Measurements.Where(static m => m.Name == "gated.running").Sum(static m => m.Value));
    }

    private static async Task<IReadOnlyList<string>> Own(Func<Task> run)
    {
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(t => t.WithMetrics(m => m.AddReader(reader)));
        await run();
        return
        [
            .. reader.Collect().Where(static m => m.Description.Scope.Name == Recorder.Scope && m.Description.Instrument < Metrics.InstrumentKind.ObservableCounter)
                .SelectMany(static m => m.Points.ToArray().Select(p => Line(m.Name, p.Tags, m.Description.Instrument == Metrics.InstrumentKind.Histogram ? p.Histogram!.Count : m.Description.IsWhole ? p.WholeValue : p.RealValue)))
                .Order(StringComparer.Ordinal),
        ];
    }

    // Histograms by how often they were recorded, gauges by the last value, and of a counter what it must not be given is left out.
    private static async Task<IReadOnlyList<string>> Foreign(Func<Task> run)
    {
        using var recorder = new Recorder(spans: false);
        await run();
        return
        [
            .. recorder.Measurements.GroupBy(static m => (m.Instrument.Name, Tags: Sorted(m.Tags)))
                .Select(static g => (g.Key, Values: g.Where(static m => m.Instrument is not Counter<long> || m.Value >= 0).ToList()))
                .Where(static g => g.Values.Count > 0)
                .Select(static g => $"{g.Key.Name}{g.Key.Tags} {Number(Total(g.Values))}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static double Total(List<Measurement> measurements) => measurements[0].Instrument switch
    {
        Histogram<double> or Histogram<long> => measurements.Count,
        Gauge<long> => measurements[^1].Value,
        _ => measurements.Sum(static m => m.Value),
    };

    private static string Line(string name, IEnumerable<KeyValuePair<string, object?>> tags, double value) => $"{name}{Sorted(tags)} {Number(value)}";

    private static string Sorted(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Concat(tags.OrderBy(static t => t.Key, StringComparer.Ordinal).Select(static t => string.Create(CultureInfo.InvariantCulture, $" {t.Key}={t.Value}")));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
