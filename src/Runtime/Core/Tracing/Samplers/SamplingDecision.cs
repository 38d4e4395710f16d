namespace Instrumentation.Tracing;

/// <summary>What becomes of a span.</summary>
public enum SamplingDecision
{
    /// <summary>Nothing is recorded. Where the span has no local parent, what it is a part of is still told to other services.</summary>
    Drop,

    /// <summary>It is recorded, and processors see it; it is not exported, and other services are told that it is not sampled.</summary>
    RecordOnly,

    /// <summary>It is recorded and exported, and other services are told that it is sampled.</summary>
    RecordAndSample,
}
