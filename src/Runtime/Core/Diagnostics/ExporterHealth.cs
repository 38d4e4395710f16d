namespace Instrumentation.Diagnostics;

/// <summary>How one exporter, and the queue before it, is doing.</summary>
/// <param name="Name">The exporter's type and, where there are several of it, a number.</param>
/// <param name="QueueLength">How many wait.</param>
/// <param name="QueueCapacity">How many can wait; 0 where there is no queue.</param>
/// <param name="Exported">How many have arrived.</param>
/// <param name="Dropped">How many have not, by reason; reasons that did not occur are left out.</param>
/// <param name="LastError">What went wrong last; null where nothing did.</param>
public sealed record ExporterHealth(
    string Name,
    int QueueLength,
    int QueueCapacity,
    long Exported,
    IReadOnlyDictionary<DropReason, long> Dropped,
    LastError? LastError)
{
    /// <summary>How many have left the queue for the receiver and have not arrived yet: in memory, on disk, or on their way.</summary>
    public long Undelivered { get; init; }

    /// <summary>How many bytes of them are in memory.</summary>
    public long UndeliveredBytes { get; init; }

    /// <summary>How often a request was not taken, and is tried again.</summary>
    public long Retries { get; init; }

    /// <summary>How many were not sent since later numbers of the same series had taken their place: nothing is lost by it.</summary>
    public long Superseded { get; init; }
}
