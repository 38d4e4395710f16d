namespace Instrumentation.Tracing;

/// <summary>A sampler's answer.</summary>
/// <param name="decision">What becomes of the span.</param>
/// <param name="tags">Tags that the span gets, if it is recorded.</param>
/// <param name="traceState">The span's trace state; null leaves that of its parent.</param>
public readonly struct SamplingResult(SamplingDecision decision, IEnumerable<KeyValuePair<string, object?>>? tags = null, string? traceState = null)
    : IEquatable<SamplingResult>
{
    /// <summary>What becomes of the span.</summary>
    public SamplingDecision Decision { get; } = decision;

    /// <summary>Tags that the span gets, if it is recorded.</summary>
    public IEnumerable<KeyValuePair<string, object?>>? Tags { get; } = tags;

    /// <summary>The span's trace state; null leaves that of its parent.</summary>
    public string? TraceState { get; } = traceState;

    /// <summary>Whether two answers are the same: decision, trace state and the very set of tags.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(SamplingResult left, SamplingResult right) => left.Equals(right);

    /// <summary>Whether two answers differ.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do.</returns>
    public static bool operator !=(SamplingResult left, SamplingResult right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SamplingResult other) =>
        Decision == other.Decision && ReferenceEquals(Tags, other.Tags) && string.Equals(TraceState, other.TraceState, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SamplingResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decision, Tags, TraceState);
}
