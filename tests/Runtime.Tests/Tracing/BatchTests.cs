using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>Every span that a batch processor is given is exported once, or counted as dropped.</summary>
[Collection(ProcessWide.Name)]
[SuppressMessage("Reliability", "CA2000", Justification = "The processor disposes its exporter, and spans that were not started hold nothing.")]
public sealed class BatchTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_full_batch_is_exported_at_once()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { MaxExportBatchSize = 3, ScheduledDelay = Never });
        exporter.Open();

        End(processor, 2);
        Assert.Empty(exporter.Batches);
        End(processor, 5);
        await exporter.ExportedAsync(6);

        Assert.Equal([3, 3], exporter.Batches.Select(static b => b.Count));
        Assert.Equal(1, processor.Health.QueueLength);
        await processor.ShutdownAsync(default);
        Assert.Equal([3, 3, 1], exporter.Batches.Select(static b => b.Count));
        Assert.True(exporter.IsDisposed);
    }

    [Fact]
    public async Task A_batch_that_is_not_full_is_exported_when_its_time_has_come()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { ScheduledDelay = TimeSpan.FromMilliseconds(1) });
        exporter.Open();

        End(processor, 2);

        await exporter.ExportedAsync(2);
        await processor.ShutdownAsync(default);
    }

    [Fact]
    public async Task A_flush_exports_what_came_before_it()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { ScheduledDelay = Never });
        exporter.Open();

        await processor.ForceFlushAsync(default).WaitAsync(Bound);
        End(processor, 2);
        await processor.ForceFlushAsync(default).WaitAsync(Bound);

        Assert.Equal([2], exporter.Batches.Select(static b => b.Count));
        await processor.ShutdownAsync(default);
        await processor.ForceFlushAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public async Task What_finds_no_place_is_dropped_and_counted()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { MaxQueueSize = 10, MaxExportBatchSize = 4, ScheduledDelay = Never });

        // Four are with the exporter, ten wait.
        End(processor, 4);
        await exporter.Entered.WaitAsync(Bound);
        End(processor, 13);
        Assert.Equal((10, 10), (processor.Health.QueueLength, processor.Health.QueueCapacity));
        exporter.Open();
        await processor.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal(14, processor.Health.Exported);
        Assert.Equal(3, Assert.Single(processor.Health.Dropped, static d => d.Key == DropReason.QueueFull).Value);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_counted()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter);
        exporter.Open();
        await processor.ShutdownAsync(default);

        End(processor, 2);

        Assert.Equal([new(DropReason.ShutDown, 2)], processor.Health.Dropped);
    }

    [Fact]
    public async Task An_exporter_that_fails_or_throws_loses_its_batch_alone()
    {
        using var surroundings = new Surroundings();
        var exporter = new Gate { Answer = static i => i == 0 ? throw new InvalidOperationException("no") : i == 1 ? ExportResult.Failure : ExportResult.Success };
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { MaxExportBatchSize = 2, ScheduledDelay = Never });
        exporter.Open();

        End(processor, 6);
        await processor.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal(2, processor.Health.Exported);
        Assert.Equal([new(DropReason.ExportFailed, 4)], processor.Health.Dropped);
        Assert.Equal("the exporter reported a failure", processor.Health.LastError!.Text);
        Assert.Contains("threw System.InvalidOperationException", surroundings.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_that_takes_too_long_is_given_up_and_no_other_begins_before_it_has_ended(bool obeys)
    {
        var exporter = new Gate { Obeys = obeys };
        var processor = new BatchSpanProcessor(
            exporter, new BatchOptions { MaxExportBatchSize = 1, ScheduledDelay = Never, ExporterTimeout = TimeSpan.FromMilliseconds(20) });

        End(processor, 1);
        await exporter.Entered.WaitAsync(Bound);
        while (processor.Health.Dropped.Count == 0)
            await Task.Yield();
        Assert.Equal([new(DropReason.ExportTimedOut, 1)], processor.Health.Dropped);
        End(processor, 1);
        exporter.Open();
        await processor.ShutdownAsync(default).WaitAsync(Bound);

        Assert.Equal(1, processor.Health.Exported);
        Assert.Equal(1, exporter.MostAtOnce);
    }

    [Fact]
    public async Task An_end_whose_time_is_over_counts_what_is_left()
    {
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { MaxExportBatchSize = 2, ScheduledDelay = Never });
        End(processor, 7);
        await exporter.Entered.WaitAsync(Bound);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await processor.ShutdownAsync(limit.Token).WaitAsync(Bound);

        Assert.Equal([new(DropReason.ShutDown, 7)], processor.Health.Dropped);
        exporter.Open();
    }

    [Theory]
    [InlineData(2_048, 512)]
    [InlineData(7, 3)]
    [InlineData(1, 1)]
    public async Task Of_many_threads_each_span_is_exported_once_or_counted(int queue, int batch)
    {
        const int Threads = 4;
        const int SpansEach = 20_000;
        var exporter = new Gate();
        exporter.Open();
        var processor = new BatchSpanProcessor(exporter, new BatchOptions { MaxQueueSize = queue, MaxExportBatchSize = batch });
        var spans = Enumerable.Range(0, Threads).Select(_ => Enumerable.Range(0, SpansEach).Select(static _ => Span()).ToArray()).ToArray();

        var threads = spans.Select(own => Task.Factory.StartNew(
            () =>
            {
                foreach (var span in own)
                    processor.OnEnd(span);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToList();
        await threads[0].WaitAsync(Bound);
        await processor.ForceFlushAsync(default).WaitAsync(Bound);
        await Task.WhenAll(threads.Skip(2)).WaitAsync(Bound);
        await processor.ShutdownAsync(default).WaitAsync(Bound);
        await threads[1].WaitAsync(Bound);

        var exported = exporter.Batches.SelectMany(static b => b).ToList();
        Assert.Equal(exported.Count, exported.Distinct().Count());
        Assert.Equal(exported.Count, processor.Health.Exported);
        Assert.Equal(Threads * SpansEach, processor.Health.Exported + processor.Health.Dropped.Values.Sum());
        Assert.All(exporter.Batches, b => Assert.InRange(b.Count, 1, batch));

        // Of one thread, spans are exported in the order in which they ended.
        var places = exported.Select(static (span, place) => (span, place)).ToDictionary(static p => p.span, static p => p.place);
        foreach (var own in spans)
        {
            var order = own.Where(places.ContainsKey).Select(s => places[s]).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public async Task The_simple_one_exports_each_span_by_itself()
    {
        var exporter = new Gate();
        exporter.Open();
        var processor = new SimpleSpanProcessor(exporter);

        End(processor, 3);
        await exporter.ExportedAsync(3);

        Assert.All(exporter.Batches, static b => Assert.Single(b));
        await processor.ShutdownAsync(default);
    }

    [Fact]
    public async Task Sizes_are_those_of_the_variables()
    {
        using var surroundings = new Surroundings().Set("OTEL_BSP_MAX_QUEUE_SIZE", "100").Set("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "2").Set("OTEL_BSP_SCHEDULE_DELAY", "2147483647");
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter);
        exporter.Open();

        End(processor, 2);
        await exporter.ExportedAsync(2);

        Assert.Equal(100, processor.Health.QueueCapacity);
        await processor.ShutdownAsync(default);
    }

    [Fact]
    public async Task Times_are_those_of_the_variables()
    {
        using var surroundings = new Surroundings().Set("OTEL_BSP_SCHEDULE_DELAY", "1").Set("OTEL_BSP_EXPORT_TIMEOUT", "1");
        var exporter = new Gate();
        var processor = new BatchSpanProcessor(exporter);

        End(processor, 1);
        while (processor.Health.Dropped.Count == 0)
            await Task.Yield();

        Assert.Equal([new(DropReason.ExportTimedOut, 1)], processor.Health.Dropped);
        exporter.Open();
        await processor.ShutdownAsync(default).WaitAsync(Bound);
    }

    [Fact]
    public void What_is_no_size_or_time_in_code_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new BatchSpanProcessor(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSpanProcessor(new Gate(), new BatchOptions { MaxQueueSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSpanProcessor(new Gate(), new BatchOptions { MaxExportBatchSize = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSpanProcessor(new Gate(), new BatchOptions { ScheduledDelay = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSpanProcessor(new Gate(), new BatchOptions { ExporterTimeout = TimeSpan.MaxValue }));
    }

    private static Activity Span() => new("span") { ActivityTraceFlags = ActivityTraceFlags.Recorded };

    private static void End(SpanProcessor processor, int count)
    {
        for (var i = 0; i < count; i++)
            processor.OnEnd(Span());
    }

    /// <summary>An exporter that waits at a gate.</summary>
    private sealed class Gate : IExporter<Activity>, IAsyncDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _atOnce;
        private int _calls = -1;

        public ConcurrentQueue<Batch<Activity>> Batches { get; } = [];

        public Func<int, ExportResult> Answer { get; init; } = static _ => ExportResult.Success;

        /// <summary>Whether it gives up when it is told to.</summary>
        public bool Obeys { get; init; }

        public Task Entered => _entered.Task;

        public bool IsDisposed { get; private set; }

        public int MostAtOnce { get; private set; }

        public void Open() => _open.TrySetResult();

        public async Task ExportedAsync(int count)
        {
            var watch = Stopwatch.StartNew();
            while (Batches.Sum(static b => b.Count) < count)
            {
                Assert.True(watch.Elapsed < Bound);
                await Task.Yield();
            }
        }

        public async ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            try
            {
                _entered.TrySetResult();
                await _open.Task.WaitAsync(Obeys ? cancellationToken : CancellationToken.None);
                var result = Answer(Interlocked.Increment(ref _calls));
                Batches.Enqueue(batch);
                return result;
            }
            finally
            {
                Interlocked.Decrement(ref _atOnce);
            }
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
