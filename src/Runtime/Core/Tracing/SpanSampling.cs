using System.Diagnostics;
using Instrumentation.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Asks the sampler when an activity is created, and tells the BCL what to make of the answer.</summary>
/// <param name="sampler">The sampler to begin with.</param>
internal sealed class SpanSampling(Sampler sampler)
{
    // A sampler that starts spans itself would be asked for them, and so on.
    [ThreadStatic]
    private static bool _isAsking;

    private volatile Sampler _sampler = sampler;

    /// <summary>What decides; may change at any time.</summary>
    public Sampler Sampler
    {
        get => _sampler;
        set => _sampler = value;
    }

    /// <summary>The decision.</summary>
    public ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options)
    {
        if (SuppressedTracing.IsOn)
            return ActivitySamplingResult.None;

        var decision = Decide(ref options);
        if (SdkMetrics.CountsStarted)
            SdkMetrics.SpanStarted(decision, options.Parent);
        return decision switch
        {
            SamplingDecision.RecordAndSample => ActivitySamplingResult.AllDataAndRecorded,
            SamplingDecision.RecordOnly => ActivitySamplingResult.AllData,

            // Below a local parent, that one tells other services of the trace; else there must be an activity that does.
            _ => options.Parent.TraceId == default || options.Parent.IsRemote ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
        };
    }

    private SamplingDecision Decide(ref ActivityCreationOptions<ActivityContext> options)
    {
        var sampler = _sampler;
        if (sampler is AlwaysOnSampler)
            return SamplingDecision.RecordAndSample;
        if (_isAsking)
            return SamplingDecision.Drop;

        var result = Ask(sampler, ref options);
        if (result.TraceState is { } state && !ReferenceEquals(state, options.TraceState))
            options = options with { TraceState = state };
        if (result.Decision is not (SamplingDecision.RecordOnly or SamplingDecision.RecordAndSample))
            return SamplingDecision.Drop;

        AddTags(result.Tags, ref options);
        return result.Decision;
    }

    private static SamplingResult Ask(Sampler sampler, ref ActivityCreationOptions<ActivityContext> options)
    {
        _isAsking = true;
        try
        {
            var parent = IsUndecided(options.Parent) ? default : options.Parent;
            return sampler.ShouldSample(new SamplingParameters(
                parent, options.TraceId, options.Name, options.Kind, options.Tags, options.Links, options.Source));
        }
        catch (Exception fault)
        {
            Faults.Report($"the sampler {sampler.GetType()}", fault);
            return default;
        }
        finally
        {
            _isAsking = false;
        }
    }

    // Frameworks start activities without a source, to have an id for their logs, which no sampler was asked for. That they are not sampled is
    // nobody's decision, unless it is inherited from another service's: what is below them begins a trace as far as samplers are concerned.
    private static bool IsUndecided(ActivityContext parent)
    {
        if (parent.TraceId == default || parent.IsRemote || (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
            || Activity.Current is not { } current || current.SpanId != parent.SpanId)
        {
            return false;
        }

        while (current.Source.Name.Length == 0 && current.Parent is { } above)
            current = above;
        return current.Source.Name.Length == 0 && current.ParentId is null;
    }

    // The BCL makes its collection when it is asked for it.
    private static void AddTags(IEnumerable<KeyValuePair<string, object?>>? tags, ref ActivityCreationOptions<ActivityContext> options)
    {
        if (tags is null)
            return;

        try
        {
            foreach (var (key, value) in tags)
                options.SamplingTags[key] = value;
        }
        catch (Exception fault)
        {
            Faults.Report("reading the tags of a sampler", fault);
        }
    }
}
