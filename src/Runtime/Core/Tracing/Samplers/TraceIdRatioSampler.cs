using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Tracing;

/// <summary>
/// Samples a share of all traces, by the random bits of the trace's id: services with the same ratio sample the same traces, and those that a
/// lower ratio samples a higher one does too. Specification: Trace SDK, TraceIdRatioBased.
/// </summary>
/// <remarks>It looks at no parent: wrap it in a <see cref="ParentBasedSampler"/>, or traces come with holes.</remarks>
public sealed class TraceIdRatioSampler : Sampler
{
    private readonly double _ratio;

    // As the last digits of a trace id, which are compared as text: their order is that of the numbers. Null keeps none.
    private readonly string? _threshold;

    /// <summary>Samples that share of traces.</summary>
    /// <param name="ratio">The share, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is not from 0 to 1.</exception>
    public TraceIdRatioSampler(double ratio)
    {
        if (!(ratio is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A ratio of traces is a number from 0 to 1.");

        _ratio = ratio;
        var threshold = Threshold.Of(ratio);
        _threshold = threshold < Threshold.All ? threshold.ToString("x14", CultureInfo.InvariantCulture) : null;
    }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"TraceIdRatioBased{{{_ratio}}}");

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters) => new(Decide(parameters.TraceId));

    internal override SamplingDecision? DecideQuickly(ParentKind parent, in ActivityCreationOptions<ActivityContext> options) =>
        Decide(options.TraceId);

    private SamplingDecision Decide(ActivityTraceId traceId) =>
        _threshold is not null && traceId.ToHexString().AsSpan(32 - 14).SequenceCompareTo(_threshold) >= 0
            ? SamplingDecision.RecordAndSample
            : SamplingDecision.Drop;
}
