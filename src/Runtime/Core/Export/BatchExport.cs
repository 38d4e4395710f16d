using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;

namespace Instrumentation.Export;

/// <summary>
/// Collects items from any thread, and hands them in batches to one exporter: when a batch is full, when the first has waited long enough, when a
/// flush is asked for, and at the end. It never blocks who adds, never calls the exporter twice at once, and gives up what takes too long.
/// </summary>
/// <typeparam name="T">What is exported.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "Shutting it down is its end; nothing waits for what it owns then.")]
internal sealed class BatchExport<T>
    where T : class
{
    private readonly GuardedExporter<T> _exporter;
    private readonly BatchSettings _settings;
    private readonly BoundedQueue<T> _queue;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private TaskCompletionSource _round = NewRound();
    private long _flushUntil;
    private int _isAwake;
    private bool _hasBatch;

    /// <param name="exporter">What exports.</param>
    /// <param name="settings">Sizes and times.</param>
    /// <param name="onExported">Is told of each export: how long it took, and why it failed.</param>
    public BatchExport(IExporter<T> exporter, BatchSettings settings, Action<TimeSpan, DropReason?> onExported)
    {
        _exporter = new GuardedExporter<T>(exporter, settings.ExporterTimeout, onExported);
        _settings = settings;
        _queue = new BoundedQueue<T>(settings.MaxQueueSize);
        _running = Background.Run(RunAsync);
    }

    /// <summary>What the exporter is by the semantic conventions.</summary>
    public string ExporterType => _exporter.ComponentType;

    /// <summary>How many the exporter has at this moment.</summary>
    public int InFlight => _exporter.InFlight;

    public ExporterHealth Health => _exporter.Health(_queue.Count, _queue.Capacity);

    /// <summary>Adds an item; where there is no room it is dropped and counted.</summary>
    public void Add(T item)
    {
        if (!_queue.TryEnqueue(item, out var waiting))
            _exporter.Counts.AddDropped(_queue.IsClosed ? DropReason.ShutDown : DropReason.QueueFull, 1);
        else if (waiting >= _settings.MaxExportBatchSize)
            Wake();
    }

    /// <summary>Exports what was added before.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var until = _queue.Tail;
        while (_queue.Head < until || IsExporting)
        {
            var round = Volatile.Read(ref _round).Task;
            InterlockedMax(ref _flushUntil, until);
            Wake();
            if (_queue.Head >= until && !IsExporting)
                break;
            await Task.WhenAny(round, _running).WaitAsync(cancellation).ConfigureAwait(false);
            if (_running.IsCompleted)
                break;
        }

        await _exporter.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes no more, exports what is left, and disposes the exporter. What is left when the time is over is counted as dropped.</summary>
    public async Task ShutdownAsync(CancellationToken cancellation)
    {
        _queue.Close();
        Wake();
        using (cancellation.Register(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending))
            await _running.ConfigureAwait(false);
        _exporter.Counts.AddDropped(DropReason.ShutDown, _queue.Count);
        await _exporter.EndAsync(cancellation).ConfigureAwait(false);
    }

    // Asked after the queue's head: what is no longer in the queue is here, or done.
    private bool IsExporting => Volatile.Read(ref _hasBatch) || !_exporter.IsFree;

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void InterlockedMax(ref long location, long value)
    {
        var seen = Volatile.Read(ref location);
        while (seen < value)
        {
            var before = Interlocked.CompareExchange(ref location, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private void Wake()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0)
            _wake.Release();
    }

    private async Task RunAsync()
    {
        while (!_queue.IsClosed)
        {
            var isAsked = await _wake.WaitAsync(_settings.ScheduledDelay).ConfigureAwait(false);
            if (isAsked)
                Interlocked.Exchange(ref _isAwake, 0);

            // A full batch alone is no reason to send one that is not full.
            var until = isAsked ? Volatile.Read(ref _flushUntil) : _queue.Tail;
            while (!_ending.IsCancellationRequested && (_queue.Count >= _settings.MaxExportBatchSize || _queue.Head < until))
            {
                if (!await ExportNextAsync().ConfigureAwait(false))
                    break;
            }

            Interlocked.Exchange(ref _round, NewRound()).SetResult();
        }

        while (!_ending.IsCancellationRequested && _queue.Count > 0)
            await ExportNextAsync().ConfigureAwait(false);
        await _exporter.IsFreeInTimeAsync(_ending.Token).ConfigureAwait(false);
    }

    /// <summary>Exports one batch; false where the last one that was given up still holds the exporter.</summary>
    private async Task<bool> ExportNextAsync()
    {
        if (!await _exporter.IsFreeInTimeAsync(_ending.Token).ConfigureAwait(false))
            return false;

        Volatile.Write(ref _hasBatch, true);
        var batch = Take();
        await _exporter.ExportAsync(batch, batch.Count, _ending.Token).ConfigureAwait(false);
        Volatile.Write(ref _hasBatch, false);
        return true;
    }

    private Batch<T> Take()
    {
        var items = new T[Math.Min(_queue.Count, _settings.MaxExportBatchSize)];
        _queue.Dequeue(items);
        return new Batch<T>(items);
    }
}
