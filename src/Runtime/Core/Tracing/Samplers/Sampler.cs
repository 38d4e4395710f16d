using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>
/// Decides, when a span is started, whether it is recorded. It is asked on the thread that starts the span, for many spans at once, and must
/// be quick. One that throws drops the span, and is told of.
/// </summary>
/// <remarks>Specification: Trace SDK, Sampler.</remarks>
public abstract class Sampler
{
    /// <summary>Its name and settings, in one line: <c>TraceIdRatioBased{0.1}</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Decides.</summary>
    /// <param name="parameters">What is known of the span.</param>
    /// <returns>The decision.</returns>
    public abstract SamplingResult ShouldSample(in SamplingParameters parameters);

    /// <summary>
    /// The decision of a sampler that throws nothing, starts nothing, says nothing but yes or no, and decides all children of a span alike: it needs no guard,
    /// and little of what is known of the span.
    /// </summary>
    /// <param name="parent">The kind of parent that the span has.</param>
    /// <param name="options">What the span is created with. Its trace id is made when it is read.</param>
    /// <returns>The decision; null where the sampler must be asked.</returns>
    internal virtual SamplingDecision? DecideQuickly(ParentKind parent, in ActivityCreationOptions<ActivityContext> options) => null;

    /// <inheritdoc/>
    public sealed override string ToString() => Description;
}
