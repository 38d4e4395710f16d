namespace Instrumentation.Analyzers;

/// <summary>What a path knows about whether a value is there.</summary>
internal enum Presence
{
    Unknown,
    Present,
    Absent,
}

/// <summary>What is known of a value at one point of one path.</summary>
/// <param name="holders">The variables that it is in.</param>
/// <param name="presence">Whether it is null.</param>
internal readonly struct ValueState(ulong holders, Presence presence) : IEquatable<ValueState>
{
    public ulong Holders => holders;

    public Presence Presence => presence;

    public ValueState With(ulong set, bool holds) => new(holds ? holders | set : holders & ~set, presence);

    public ValueState With(Presence known) => new(holders, known);

    public bool Equals(ValueState other) => holders == other.Holders && presence == other.Presence;

    public override bool Equals(object? obj) => obj is ValueState other && Equals(other);

    public override int GetHashCode() => (holders.GetHashCode() * 3) + (int)presence;
}
