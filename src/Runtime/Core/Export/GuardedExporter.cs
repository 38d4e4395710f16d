using System.Diagnostics;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Export;

/// <summary>
/// An exporter, from whom nothing is expected: it is called for one batch at a time, beside the application, is given up when it takes too long and tried
/// again when it asks for that. What becomes of each batch is counted.
/// </summary>
/// <typeparam name="T">What is exported.</typeparam>
internal sealed class GuardedExporter<T>
{
    private readonly IExporter<T> _exporter;
    private readonly TimeSpan _timeout;
    private readonly Action<TimeSpan, DropReason?> _onExported;
    private readonly string _name;
    private readonly DeliveryQueue? _queue;
    private Task _exporting = Task.CompletedTask;
    private int _inFlight;

    /// <param name="exporter">The exporter.</param>
    /// <param name="timeout">How long it may take for a batch; one with a queue of its own takes as long as it must.</param>
    /// <param name="onExported">Is told of each export: how long it took, and why it failed.</param>
    public GuardedExporter(IExporter<T> exporter, TimeSpan timeout, Action<TimeSpan, DropReason?> onExported)
    {
        _exporter = exporter;
        _onExported = onExported;
        var queueing = exporter as IQueueingExporter;
        _queue = queueing?.Queue;
        _name = queueing?.Name ?? exporter.GetType().Name;
        ComponentType = queueing?.ComponentType ?? exporter.GetType().FullName ?? exporter.GetType().Name;
        _timeout = _queue is null ? timeout : Timeout.InfiniteTimeSpan;
        if (_queue is not null)
            _queue.OnSent = onExported;
        Counts = _queue?.Counts ?? new();
    }

    public ExportCounts Counts { get; }

    /// <summary>What it is by the semantic conventions: <c>otel.component.type</c>.</summary>
    public string ComponentType { get; }

    /// <summary>How many spans or points are being sent at this moment.</summary>
    public int InFlight => _queue?.InFlight ?? Volatile.Read(ref _inFlight);

    /// <summary>Whether it is done with what it was given.</summary>
    public bool IsFree => _exporting.IsCompleted;

    /// <summary>How it is doing.</summary>
    /// <param name="waiting">How many wait before it.</param>
    /// <param name="capacity">How many can.</param>
    public ExporterHealth Health(int waiting = 0, int capacity = 0) => Counts.ToHealth(_name, waiting, capacity) with
    {
        Undelivered = _queue?.Waiting ?? 0,
        UndeliveredBytes = _queue?.WaitingBytes ?? 0,
    };

    /// <summary>Waits until it is done with what it was given, but no longer than an export may take.</summary>
    /// <returns>Whether it is.</returns>
    public Task<bool> IsFreeInTimeAsync(CancellationToken end) => EndsInTimeAsync(_exporting, end);

    /// <summary>Exports a batch, and counts what becomes of it. Never throws.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="items">How many spans or points it holds.</param>
    /// <param name="end">Says that there is no more time.</param>
    public async Task ExportAsync(Batch<T> batch, int items, CancellationToken end)
    {
        Interlocked.Add(ref _inFlight, items);
        var failures = 0;
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = await CallInTimeAsync(batch, end).ConfigureAwait(false);
            if (_queue is null)
                _onExported(Stopwatch.GetElapsedTime(started), outcome.Failure);
            if (!outcome.AsksForAnotherTry)
            {
                Count(outcome.Failure, items);
                break;
            }

            Counts.AddRetry();
            await Task.Delay(Backoff.Default.After(++failures), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested)
            {
                Count(DropReason.ShutDown, items);
                break;
            }
        }

        Interlocked.Add(ref _inFlight, -items);
    }

    /// <summary>Waits until what it took into a queue of its own has arrived.</summary>
    public Task FlushAsync(CancellationToken cancellation) => _queue?.FlushAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Ends it: what it has in a queue of its own is sent, until the time is over.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        if (_queue is not null)
            await _queue.ShutdownAsync(cancellation).ConfigureAwait(false);
        await ExporterEnd.DisposeAsync(_exporter).ConfigureAwait(false);
    }

    // One that was given up may still run; the next begins when it is over.
    private async Task<Outcome> CallInTimeAsync(Batch<T> batch, CancellationToken end)
    {
        if (!await IsFreeInTimeAsync(end).ConfigureAwait(false))
            return GivenUp(end);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(_timeout);
        Outcome? outcome = null;
        _exporting = Background.Run(async () => outcome = await CallAsync(batch, limit.Token).ConfigureAwait(false));
        return await EndsInTimeAsync(_exporting, end).ConfigureAwait(false) && outcome is { } known ? known : GivenUp(end);
    }

    private Outcome GivenUp(CancellationToken end)
    {
        if (end.IsCancellationRequested)
            return new(DropReason.ShutDown);

        Counts.Fail(FormattableString.Invariant($"an export took longer than {_timeout.TotalSeconds:0.###} s and was given up"));
        return new(DropReason.ExportTimedOut);
    }

    /// <returns>Nothing where it gave up because it was told to.</returns>
    private async Task<Outcome?> CallAsync(Batch<T> batch, CancellationToken cancellation)
    {
        using var told = new GuardedToken(cancellation);
        try
        {
            switch (await _exporter.ExportAsync(batch, told.Token).ConfigureAwait(false))
            {
                case ExportResult.Success:
                    return new(null);
                case ExportResult.TryAgain:
                    Counts.Fail("the exporter asked for another try");
                    return new(DropReason.ExportFailed, AsksForAnotherTry: true);
                default:
                    Counts.Fail("the exporter reported a failure");
                    break;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault)
        {
            Faults.Report($"the exporter {_exporter.GetType()}", fault);
            Counts.Fail($"the exporter threw {fault.GetType()}");
        }

        return new(DropReason.ExportFailed);
    }

    private async Task<bool> EndsInTimeAsync(Task task, CancellationToken end)
    {
        try
        {
            await task.WaitAsync(_timeout, end).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Count(DropReason? failure, int items)
    {
        if (failure is { } reason)
            Counts.AddDropped(reason, items);
        else if (_queue is null)
            Counts.AddExported(items);
    }

    private readonly record struct Outcome(DropReason? Failure, bool AsksForAnotherTry = false);
}
