using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Export.Delivery;

/// <summary>
/// How long a destination that failed is left alone: twice as long after each failure that follows, up to a limit, and a little less by chance, so that
/// not all clients of a receiver that comes back are there at once. Specification: OTLP, Retryable response codes.
/// </summary>
/// <param name="First">How long after the first failure, at most.</param>
/// <param name="Most">How long at most.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Most)
{
    public static Backoff Default { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    [SuppressMessage("Security", "CA5394", Justification = "It spreads attempts, and keeps no secret.")]
    public TimeSpan After(int failures)
    {
        var limit = Math.Min(Most.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, failures - 1));
        return TimeSpan.FromMilliseconds(limit * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
