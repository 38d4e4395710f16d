namespace Instrumentation.Benchmarks.Measuring;

/// <summary>Something that is measured against a peer or several.</summary>
/// <param name="Name">Suite and case: <c>counter/2 bounded tags</c>.</param>
internal abstract record Case(string Name)
{
    /// <summary>Measures it.</summary>
    /// <returns>A row for each peer.</returns>
    public abstract IEnumerable<Row> Measure();
}

/// <summary>One that measures itself.</summary>
/// <param name="Name">Suite and case.</param>
/// <param name="Rows">Measures it.</param>
internal sealed record OtherCase(string Name, Func<string, IEnumerable<Row>> Rows) : Case(Name)
{
    public override IEnumerable<Row> Measure() => Rows(Name);
}

/// <summary>Loops that do the same thing so many times, turn by turn in one process.</summary>
/// <param name="Name">Suite and case.</param>
/// <param name="Ours">Our loop.</param>
/// <param name="Peers">The others'.</param>
internal sealed record LoopCase(string Name, Action<int> Ours, params Peer[] Peers) : Case(Name)
{
    /// <summary>How many operations a turn has; null for as many as take some milliseconds.</summary>
    public int? Turn { get; init; }

    /// <summary>How many turns each loop has.</summary>
    public int Rounds { get; init; } = 21;

    /// <summary>Runs after each turn, and is not measured.</summary>
    public Action Settle { get; init; } = static () => { };

    public override IEnumerable<Row> Measure()
    {
        var costs = Paired.Measure(Turn, Rounds, Settle, [Ours, .. Peers.Select(static peer => peer.Loop)]);
        for (var i = 0; i < Peers.Length; i++)
        {
            yield return (Row.OfTimes(Name, costs[0].Times, Peers[i].Name, costs[i + 1].Times) with { OursBytes = costs[0].Bytes, PeerBytes = costs[i + 1].Bytes })
                .With(Peers[i].Goal);
        }
    }
}

/// <summary>What ours is measured against.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Loop">Does the same thing so many times.</param>
/// <param name="Goal">What is aimed at.</param>
internal sealed record Peer(string Name, Action<int> Loop, Goal? Goal = null)
{
    public const string OpenTelemetry = "OpenTelemetry";
    public const string Direct = "direct call";
    public const string ByHand = "by hand";
    public const string Bare = "bare listener";
}
