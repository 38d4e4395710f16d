using System.Globalization;

namespace Instrumentation.Tracing;

/// <summary>
/// Samples a share of all traces, and writes the share into the trace state (<c>ot=th:…</c>), so that backends can count what each sampled
/// span stands for. It decides by the random value in the trace state (<c>rv</c>) where a service gave one, else by the trace's id.
/// </summary>
/// <remarks>Specification: TraceState, Probability Sampling. It looks at no parent: wrap it in a <see cref="ParentBasedSampler"/>.</remarks>
public sealed class ProbabilitySampler : Sampler
{
    private readonly double _probability;
    private readonly ulong _threshold;
    private readonly string _written;

    /// <summary>Samples traces with that probability.</summary>
    /// <param name="probability">The probability, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not from 0 to 1.</exception>
    public ProbabilitySampler(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is a number from 0 to 1.");

        _probability = probability;
        _threshold = Threshold.Of(probability);
        if (_threshold < Threshold.All)
            _threshold = Threshold.Round(_threshold);
        _written = _threshold < Threshold.All ? Threshold.Write(_threshold) : "";
    }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"ProbabilitySampler{{{_probability}}}");

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        var parentState = parameters.Parent.TraceState;
        var random = OtelTraceState.RandomValue(parentState) ?? Threshold.RandomOf(parameters.TraceId);
        return random >= _threshold
            ? new(SamplingDecision.RecordAndSample, null, OtelTraceState.WithThreshold(parentState, _written))
            : new(SamplingDecision.Drop, null, OtelTraceState.WithThreshold(parentState, null));
    }
}
