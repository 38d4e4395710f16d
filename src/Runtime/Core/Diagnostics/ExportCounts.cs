namespace Instrumentation.Diagnostics;

/// <summary>What became of what one exporter was given; counted from many threads.</summary>
internal sealed class ExportCounts
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _exported;
    private long _retries;
    private long _superseded;
    private volatile LastError? _lastError;

    public long Exported => Interlocked.Read(ref _exported);

    public LastError? Error => _lastError;

    public long Dropped(DropReason reason) => Interlocked.Read(ref _dropped[(int)reason]);

    public void AddExported(int count) => Interlocked.Add(ref _exported, count);

    public void AddRetry() => Interlocked.Increment(ref _retries);

    public void AddSuperseded(int count) => Interlocked.Add(ref _superseded, count);

    public void AddDropped(DropReason reason, int count) => Interlocked.Add(ref _dropped[(int)reason], count);

    /// <summary>The counts, for people to look at.</summary>
    public ExporterHealth ToHealth(string name, int waiting = 0, int capacity = 0) => new(
        name,
        waiting,
        capacity,
        Exported,
        Enum.GetValues<DropReason>().Where(reason => Dropped(reason) > 0).ToDictionary(static reason => reason, Dropped),
        Error)
    {
        Retries = Interlocked.Read(ref _retries),
        Superseded = Interlocked.Read(ref _superseded),
    };

    public void Fail(string what) => _lastError = new LastError(DateTimeOffset.UtcNow, what);
}

/// <summary>What went wrong last.</summary>
/// <param name="Time">When.</param>
/// <param name="Text">What, in one line; without values that may be secret.</param>
public sealed record LastError(DateTimeOffset Time, string Text);
