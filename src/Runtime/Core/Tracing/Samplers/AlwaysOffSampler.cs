using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Drops every span. Specification: Trace SDK, AlwaysOff.</summary>
public sealed class AlwaysOffSampler : Sampler
{
    /// <inheritdoc/>
    public override string Description => "AlwaysOffSampler";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters) => new(SamplingDecision.Drop);

    internal override SamplingDecision? DecideQuickly(ParentKind parent, in ActivityCreationOptions<ActivityContext> options) =>
        SamplingDecision.Drop;
}
