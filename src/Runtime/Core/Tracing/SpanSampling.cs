using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Asks the sampler when an activity is created, and tells the BCL what to make of the answer.</summary>
/// <param name="sampler">The sampler to begin with.</param>
internal sealed class SpanSampling(Sampler sampler)
{
    // A sampler that starts spans itself would be asked for them, and so on.
    [ThreadStatic]
    private static bool _isAsking;

    [ThreadStatic]
    private static DroppedParent? _dropped;

    private volatile Sampler _sampler = sampler;

    /// <summary>What decides; may change at any time.</summary>
    public Sampler Sampler
    {
        get => _sampler;
        set => _sampler = value;
    }

    /// <summary>The decision.</summary>
    public ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options) =>
        options.Parent.SpanId != default && _dropped is { } dropped && dropped.IsParentOf(options, _sampler) && !SdkMetrics.CountsStarted
            ? ActivitySamplingResult.None
            : SampleOther(ref options);

    // Apart from the method above, which is the quicker the fewer variables it has.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ActivitySamplingResult SampleOther(ref ActivityCreationOptions<ActivityContext> options)
    {
        if (SuppressedTracing.IsOn)
            return ActivitySamplingResult.None;

        var parent = options.Parent.TraceId == default ? ParentKind.None : KindOf(options);
        var decision = Decide(_sampler, parent, ref options);
        if (SdkMetrics.CountsStarted)
            SdkMetrics.SpanStarted(decision, parent);
        return decision switch
        {
            SamplingDecision.RecordAndSample => ActivitySamplingResult.AllDataAndRecorded,
            SamplingDecision.RecordOnly => ActivitySamplingResult.AllData,

            // Below a local parent, that one tells other services of the trace; else there must be an activity that does.
            _ => parent is ParentKind.LocalSampled or ParentKind.LocalNotSampled ? ActivitySamplingResult.None : ActivitySamplingResult.PropagationData,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ParentKind KindOf(in ActivityCreationOptions<ActivityContext> options) => ParentKinds.Of(options.Parent);

    private static SamplingDecision Decide(Sampler sampler, ParentKind parent, ref ActivityCreationOptions<ActivityContext> options)
    {
        var isUndecided = parent == ParentKind.LocalNotSampled && IsUndecided(options);
        if (sampler.DecideQuickly(isUndecided ? ParentKind.None : parent, options) is not { } decision)
            return _isAsking ? SamplingDecision.Drop : DecideByAsking(sampler, isUndecided, ref options);

        if (decision == SamplingDecision.Drop && parent == ParentKind.LocalNotSampled && !isUndecided)
            DroppedParent.Remember(options, sampler);
        return decision;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SamplingDecision DecideByAsking(Sampler sampler, bool isUndecided, ref ActivityCreationOptions<ActivityContext> options)
    {
        var result = Ask(sampler, isUndecided ? default : options.Parent, ref options);
        if (result.TraceState is { } state && !ReferenceEquals(state, options.TraceState))
            options = options with { TraceState = state };
        if (result.Decision is not (SamplingDecision.RecordOnly or SamplingDecision.RecordAndSample))
            return SamplingDecision.Drop;

        AddTags(result.Tags, ref options);
        return result.Decision;
    }

    private static SamplingResult Ask(Sampler sampler, ActivityContext parent, ref ActivityCreationOptions<ActivityContext> options)
    {
        _isAsking = true;
        try
        {
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsUndecided(in ActivityCreationOptions<ActivityContext> options)
    {
        if (Activity.Current is not { } current || current.SpanId != options.Parent.SpanId)
            return false;

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

    /// <summary>
    /// The span below which everything was dropped last on a thread, and by which sampler. Below a span that is not sampled there may be many, which then cost
    /// little more than a look at this.
    /// </summary>
    private sealed class DroppedParent
    {
        private string? _id;
        private Sampler? _by;

        public bool IsParentOf(in ActivityCreationOptions<ActivityContext> options, Sampler sampler) =>
            ReferenceEquals(options.Parent.SpanId.ToHexString(), _id) && _by == sampler;

        // Of a parent that is not the current span it is not known whether a sampler was asked for it.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Remember(in ActivityCreationOptions<ActivityContext> options, Sampler by)
        {
            var id = options.Parent.SpanId;
            if (Activity.Current?.SpanId != id)
                return;

            _dropped ??= new DroppedParent();
            (_dropped._id, _dropped._by) = (id.ToHexString(), by);
        }
    }
}
