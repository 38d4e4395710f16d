using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Records and exports every span. Specification: Trace SDK, AlwaysOn.</summary>
public sealed class AlwaysOnSampler : Sampler
{
    /// <inheritdoc/>
    public override string Description => "AlwaysOnSampler";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters) => new(SamplingDecision.RecordAndSample);

    internal override SamplingDecision? DecideQuickly(ParentKind parent, in ActivityCreationOptions<ActivityContext> options) =>
        SamplingDecision.RecordAndSample;
}
