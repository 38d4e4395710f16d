using System.Text.Json;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>What came out of measuring one case against one peer. What a case does not have is null: memory has no time.</summary>
/// <param name="Case">Its name; what stands before the slash is its suite.</param>
/// <param name="OursNs">Nanoseconds an operation.</param>
/// <param name="Peer">What ours is measured against.</param>
/// <param name="PeerNs">The peer's nanoseconds an operation.</param>
/// <param name="Ratio">How many times the peer takes what ours takes, of time, or of bytes where there is no time.</param>
/// <param name="Spread">How far apart the rounds' ratios are: the middle half of them, as a part of the ratio.</param>
/// <param name="OursBytes">Bytes an operation allocates, or keeps where it is memory that is measured.</param>
/// <param name="PeerBytes">The peer's bytes.</param>
/// <param name="Goal">What is aimed at, if something is.</param>
/// <param name="Met">Whether it is reached.</param>
/// <param name="Growth">The exponent with which time grows with size, where one case is measured at several sizes: 1 is in proportion.</param>
/// <param name="IsCount">Whether what stands where bytes do is a number of things: threads, collections.</param>
internal sealed record Row(
    string Case,
    double? OursNs,
    string Peer,
    double? PeerNs,
    double Ratio,
    double? Spread = null,
    double? OursBytes = null,
    double? PeerBytes = null,
    string? Goal = null,
    bool? Met = null,
    double? Growth = null,
    bool IsCount = false)
{
    /// <summary>How rows are written and read.</summary>
    public static JsonSerializerOptions Format { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Its suite's name.</summary>
    public string Suite() => Case[..Case.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Its name within the suite.</summary>
    public string Name() => Case[(Case.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The same, judged.</summary>
    public Row With(Goal? goal) => goal is null ? this : this with { Goal = goal.Text, Met = goal.IsMetBy(this) };

    /// <summary>Of bytes that something keeps.</summary>
    public static Row OfBytes(string name, double ours, string peer, double theirs, Goal? goal = null) =>
        new Row(name, null, peer, null, theirs / ours, OursBytes: ours, PeerBytes: theirs).With(goal);

    /// <summary>Of times that were measured in rounds.</summary>
    public static Row OfTimes(string name, double[] ours, string peer, double[] theirs, Goal? goal = null) =>
        new Row(name, Statistics.Median(ours), peer, Statistics.Median(theirs), Statistics.Median(theirs) / Statistics.Median(ours), Statistics.Spread(ours, theirs)).With(goal);
}
