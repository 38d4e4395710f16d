using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Sees each recorded span begin and end, on the thread that begins and ends it, in the order in which processors were added: it must be
/// quick. One that throws harms neither the application nor the processors after it; it is told of.
/// </summary>
/// <remarks>
/// Specification: Trace SDK, Span processor. A span that a processor sets <see cref="Activity.ActivityTraceFlags"/> of to not recorded is not
/// exported by those after it. Spans that a processor starts itself, in these methods, are not seen by any.
/// </remarks>
public abstract class SpanProcessor
{
    /// <summary>Whether it changes spans and takes them nowhere. Where only such are added, the variables say where spans go.</summary>
    internal virtual bool OnlyChanges => false;

    /// <summary>A span has begun.</summary>
    /// <param name="span">The span.</param>
    public virtual void OnStart(Activity span)
    {
    }

    /// <summary>A span has ended.</summary>
    /// <param name="span">The span. Its tags may still be changed, for the processors after this one to see.</param>
    public virtual void OnEnd(Activity span)
    {
    }

    /// <summary>Hands on everything that it has seen until now.</summary>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    /// <returns>A task that ends when it is done.</returns>
    public virtual Task ForceFlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Hands on what it still has; no span will begin or end any more. It is called once.</summary>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    /// <returns>A task that ends when it is done.</returns>
    public virtual Task ShutdownAsync(CancellationToken cancellation) => ForceFlushAsync(cancellation);
}
