namespace Instrumentation.Export;

/// <summary>Takes batches of spans, metrics or logs to where people look at them.</summary>
/// <typeparam name="T">What a batch is of.</typeparam>
/// <remarks>
/// It is called for one batch at a time, on the thread pool, and given up when it takes longer than its time-out. What it throws counts as
/// <see cref="ExportResult.Failure"/>, and is told of. One that is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed after its
/// last batch.
/// </remarks>
public interface IExporter<T>
{
    /// <summary>Exports a batch.</summary>
    /// <param name="batch">What to export; never empty. It may be kept.</param>
    /// <param name="cancellationToken">Is cancelled when the time-out is over.</param>
    /// <returns>What became of it.</returns>
    ValueTask<ExportResult> ExportAsync(Batch<T> batch, CancellationToken cancellationToken);
}
