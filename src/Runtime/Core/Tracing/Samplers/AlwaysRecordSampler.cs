namespace Instrumentation.Tracing;

/// <summary>
/// Records the spans that another sampler drops, for processors to see; what is exported stays that sampler's decision. Specification: Trace
/// SDK, AlwaysRecord.
/// </summary>
public sealed class AlwaysRecordSampler : Sampler
{
    private readonly Sampler _root;

    /// <summary>Records what <paramref name="root"/> drops.</summary>
    /// <param name="root">Decides what is exported.</param>
    /// <exception cref="ArgumentNullException"><paramref name="root"/> is null.</exception>
    public AlwaysRecordSampler(Sampler root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = root;
    }

    /// <inheritdoc/>
    public override string Description => $"AlwaysRecordSampler{{{_root.Description}}}";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        var result = _root.ShouldSample(parameters);
        return result.Decision == SamplingDecision.Drop ? new(SamplingDecision.RecordOnly, result.Tags, result.TraceState) : result;
    }
}
