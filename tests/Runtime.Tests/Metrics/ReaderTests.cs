using System.Diagnostics.Metrics;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;
using static Instrumentation.Runtime.Tests.Support.Metered;

namespace Instrumentation.Runtime.Tests.Metrics;

[Collection(ProcessWide.Name)]
public sealed class ReaderTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly string _name = "Readers." + Guid.NewGuid();
    private readonly Meter _meter;

    public ReaderTests() => _meter = new Meter(_name);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_periodic_reader_exports_on_its_interval()
    {
        var exporter = new Exporter(static (_, _) => Task.FromResult(ExportResult.Success));
        await using var telemetry = Start(_name, m => m.AddExporter(exporter, static o => o.Interval = TimeSpan.FromMilliseconds(20)));
        _meter.CreateCounter<int>("c").Add(1);

        await exporter.Reached(3).WaitAsync(Bound);
    }

    [Fact]
    public async Task Batches_are_split_in_order_and_never_mixed()
    {
        var exporter = new Exporter(static (_, _) => Task.FromResult(ExportResult.Success));
        await using var telemetry = Start(_name, m => m.AddExporter(exporter, static o =>
        {
            o.Interval = Timeout.InfiniteTimeSpan;
            o.MaxExportBatchSize = 4;
        }));
        foreach (var (name, series) in new[] { ("a", 3), ("b", 6), ("c", 1) })
        {
            var counter = _meter.CreateCounter<int>(name);
            for (var i = 0; i < series; i++)
                counter.Add(1, Tag("i", i));
        }

        Assert.True(await telemetry.MeterProvider.ForceFlushAsync(Bound));

        string[][] expected =
        [
            ["a {i=0} 1", "a {i=1} 1", "a {i=2} 1", "b {i=0} 1"], ["b {i=1} 1", "b {i=2} 1", "b {i=3} 1", "b {i=4} 1"], ["b {i=5} 1", "c {i=0} 1"],
        ];
        Assert.Equal(expected, exporter.Batches);
        Assert.Equal(10, telemetry.Health.Metrics.Single().Exported);
    }

    [Fact]
    public async Task One_reader_that_fails_costs_the_other_nothing()
    {
        var primary = new Exporter(static (_, _) => throw new InvalidOperationException());
        var backup = new Exporter(static (_, _) => Task.FromResult(ExportResult.Success));
        var telemetry = Start(_name, m => m
            .AddExporter(primary, static o => o.Interval = Timeout.InfiniteTimeSpan)
            .AddExporter(backup, static o =>
            {
                o.Interval = Timeout.InfiniteTimeSpan;
                o.Reader.Temporality = TemporalityPreference.Delta;
            }));
        var counter = _meter.CreateCounter<int>("c");
        counter.Add(1);
        await telemetry.MeterProvider.ForceFlushAsync(Bound);
        counter.Add(2);
        await telemetry.DisposeAsync();

        Assert.Equal([["c {} 1"], ["c {} 2"]], backup.Batches);
        var health = telemetry.Health.Metrics;
        Assert.Equal((2, 0), (health[1].Exported, health[1].Dropped.Count));
        Assert.Equal((0, 2), (health[0].Exported, health[0].Dropped[DropReason.ExportFailed]));
        Assert.False(telemetry.Health.IsComplete);
    }

    [Fact]
    public async Task An_export_that_takes_too_long_is_given_up_and_no_other_begins_before_it_ends()
    {
        var running = 0;
        var most = 0;
        var release = new TaskCompletionSource();
        var exporter = new Exporter(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await release.Task;
            Interlocked.Decrement(ref running);
            return ExportResult.Success;
        });
        await using var telemetry = Start(_name, m => m.AddExporter(exporter, static o =>
        {
            o.Interval = Timeout.InfiniteTimeSpan;
            o.Timeout = TimeSpan.FromMilliseconds(50);
        }));
        _meter.CreateCounter<int>("c").Add(1);
        Assert.True(await telemetry.MeterProvider.ForceFlushAsync(Bound));
        Assert.True(await telemetry.MeterProvider.ForceFlushAsync(Bound));
        release.SetResult();
        Assert.True(await telemetry.MeterProvider.ForceFlushAsync(Bound));

        Assert.Equal(1, most);
        var health = telemetry.Health.Metrics.Single();
        Assert.Equal((1, 2), (health.Exported, health.Dropped[DropReason.ExportTimedOut]));
    }

    [Fact]
    public async Task Observable_instruments_are_asked_once_a_collection_and_each_reader_has_its_own_differences()
    {
        var asked = 0;
        ManualReader total = new(), difference = new(new MetricReaderOptions { Temporality = TemporalityPreference.Delta });
        await using var telemetry = Start(_name, m => m.AddReader(total).AddReader(difference));
        _meter.CreateObservableCounter("o", () => ++asked * 10L);

        Assert.Equal(["o {} 10"], total.Collect().Lines());
        Assert.Equal(["o {} 20"], difference.Collect().Lines());
        Assert.Equal(["o {} 30"], total.Collect().Lines());
        Assert.Equal(["o {} 20"], difference.Collect().Lines());
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task Series_that_are_not_observed_any_more_end_and_totals_that_a_view_makes_one_are_added()
    {
        var keys = new[] { 1, 2, 3 };
        ManualReader reader = new(), merged = new();
        await using var telemetry = Start(_name, m => m.AddReader(reader).AddView("m", static v => v.DropTags("k")));
        _meter.CreateObservableGauge("o", () => keys.Select(static k => new Measurement<int>(k, Tag("k", k))));
        _meter.CreateObservableUpDownCounter("m", () => keys.Select(static k => new Measurement<int>(k, Tag("k", k))));

        Assert.Equal(["m {} 6", "o {k=1} 1", "o {k=2} 2", "o {k=3} 3"], reader.Collect().Lines());
        keys = [3];
        Assert.Equal(["m {} 3", "o {k=3} 3"], reader.Collect().Lines());
    }

    [Fact]
    public async Task A_callback_that_never_ends_costs_the_others_nothing_but_the_observations()
    {
        using var release = new ManualResetEventSlim();
        var reader = new ManualReader();
        var telemetry = Start(_name, m => m.AddReader(reader));
        _meter.CreateCounter<int>("c").Add(1);
        _meter.CreateObservableGauge("stuck", () =>
        {
            release.Wait();
            return 1;
        });

        Assert.Equal(["c {} 1"], reader.Collect().Lines());
        Assert.Equal(["c {} 1"], reader.Collect().Lines());
        release.Set();
        Assert.True(SpinWait.SpinUntil(() => reader.Collect().Count == 2, Bound));
        await telemetry.DisposeAsync();
    }

    [Theory]
    [InlineData(TemporalityPreference.Cumulative, "ccccccc")]
    [InlineData(TemporalityPreference.Delta, "dcddccd")]
    [InlineData(TemporalityPreference.LowMemory, "dcddccd")]
    public async Task What_numbers_are_since_is_as_preferred(TemporalityPreference preference, string expected)
    {
        var reader = new ManualReader(new MetricReaderOptions { Temporality = preference });
        await using var telemetry = Start(_name, m => m.AddReader(reader));
        _meter.CreateCounter<int>("1").Add(1);
        _meter.CreateUpDownCounter<int>("2").Add(1);
        _meter.CreateHistogram<int>("3").Record(1);
        _meter.CreateGauge<int>("4").Record(1);
        _meter.CreateObservableUpDownCounter("6", static () => 1);
        _meter.CreateObservableGauge("7", static () => 1);
        _meter.CreateObservableCounter("5", static () => 1);

        var kinds = reader.Collect().OrderBy(static m => m.Name, StringComparer.Ordinal).Select(static m => m.Temporality == Temporality.Delta ? 'd' : 'c').ToArray();

        var observed = preference == TemporalityPreference.Delta ? 'd' : 'c';
        Assert.Equal(expected.Remove(4, 1).Insert(4, observed.ToString()), new string(kinds));
    }

    [Fact]
    public async Task A_series_begins_when_it_is_first_recorded_and_a_difference_when_it_was_last_read()
    {
        ManualReader total = new(), difference = new(new MetricReaderOptions { Temporality = TemporalityPreference.Delta });
        await using var telemetry = Start(_name, m => m.AddReader(total).AddReader(difference));
        var counter = _meter.CreateCounter<int>("c");
        counter.Add(1);
        var first = difference.Collect().Single().Points[0];
        counter.Add(1);
        var second = difference.Collect().Single().Points[0];
        var whole = total.Collect().Single().Points[0];

        Assert.InRange(first.StartTimeUnixNano, 1, first.TimeUnixNano);
        Assert.Equal(first.TimeUnixNano, second.StartTimeUnixNano);
        Assert.Equal(first.StartTimeUnixNano, whole.StartTimeUnixNano);
        Assert.Same(first.Tags, second.Tags);
    }

    [Fact]
    public async Task The_tags_of_meters_and_instruments_are_told_whoever_makes_the_meter()
    {
        var reader = new ManualReader();
        await using var telemetry = Start(_name, m => m.AddReader(reader));
        using var factory = new Factory();
        var one = factory.Create(new MeterOptions(_name) { Version = "1", Tags = [Tag("tenant", "a")] });
        var other = factory.Create(new MeterOptions(_name) { Version = "1", Tags = [Tag("tenant", "b")] });
        one.CreateCounter<int>("c", null, null, [Tag("shard", 7), Tag("kind", "own")]).Add(1, Tag("kind", "measured"));
        other.CreateCounter<int>("c").Add(2);

        var metrics = reader.Collect();

        Assert.Equal(["c {kind=measured shard=7} 1", "c {} 2"], metrics.Lines());
        Assert.Equal(["tenant=a", "tenant=b"], metrics.Select(static m => m.Description.Scope.Tags.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reader_is_of_one_telemetry_and_has_nothing_after_its_end()
    {
        var reader = new ManualReader();
        Assert.Empty(reader.Collect());
        await using (var telemetry = Start(_name, m => m.AddReader(reader)))
        {
            _meter.CreateCounter<int>("c").Add(1);
            Assert.Single(reader.Collect());
            var fault = Assert.Throws<InvalidOperationException>(() => Start(_name, m => m.AddReader(reader)));
            Assert.Contains(nameof(ManualReader), fault.Message, StringComparison.Ordinal);
        }

        Assert.Empty(reader.Collect());
    }

    [Fact]
    public async Task The_end_collects_once_more_and_stays_in_its_time()
    {
        var exporter = new Exporter(static (_, _) => Task.FromResult(ExportResult.Success));
        var telemetry = Start(_name, m => m
            .AddExporter(exporter, static o => o.Interval = Timeout.InfiniteTimeSpan)
            .AddExporter(new Exporter(static (_, end) => Task.Delay(Timeout.Infinite, CancellationToken.None).ContinueWith(static _ => ExportResult.Success, TaskScheduler.Default))));
        _meter.CreateCounter<int>("c").Add(5);
        await telemetry.DisposeAsync().AsTask().WaitAsync(Bound);

        Assert.Equal([["c {} 5"]], exporter.Batches);
    }

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            _meters.Add(new Meter(options));
            return _meters[^1];
        }

        public void Dispose() => _meters.ForEach(static meter => meter.Dispose());
    }

    private sealed class Exporter(Func<Batch<Metric>, CancellationToken, Task<ExportResult>> export) : IExporter<Metric>
    {
        private readonly List<string[]> _batches = [];
        private readonly TaskCompletionSource _enough = new();
        private int _until = int.MaxValue;

        public string[][] Batches
        {
            get
            {
                lock (_batches)
                    return [.. _batches];
            }
        }

        public Task Reached(int count)
        {
            lock (_batches)
                _until = count;
            return _enough.Task;
        }

        public async ValueTask<ExportResult> ExportAsync(Batch<Metric> batch, CancellationToken cancellationToken)
        {
            lock (_batches)
            {
                _batches.Add(batch.Lines());
                if (_batches.Count >= _until)
                    _enough.TrySetResult();
            }

            return await export(batch, cancellationToken);
        }
    }
}
