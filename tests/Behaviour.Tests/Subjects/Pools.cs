using System.Diagnostics.Metrics;
using Instrumentation;

namespace Subjects;

/// <summary>Objects that are asked for their values, and static members that are.</summary>
public partial class Pool
{
    public Pool(string name, int size)
    {
        Name = name;
        Size = size;
        StartObserving();
    }

    public static bool Breaks { get; set; }

    [Tag("pool.name")]
    public string Name { get; }

    [Gauge("pool.size", Unit = "{connection}", Description = "Connections.")]
    public int Size { get; set; }

    [ObservableCounter]
    public long? Opened { get; set; }

    [ObservableUpDownCounter("pool.broken")]
    private decimal Broken() => Breaks && Name == "a" ? throw new InvalidOperationException(Name) : 1.5m;

    [Gauge("pool.parts")]
    private IEnumerable<Measurement<int>> Parts() => [new(1, new KeyValuePair<string, object?>("part", "x")), new(2, new KeyValuePair<string, object?>("part", "y"))];
}

public sealed partial class DeepPool : Pool
{
    public DeepPool(string name)
        : base(name, 5) => StartObserving();

    [Gauge("pool.depth")]
    public Measurement<double> Depth => new(2.5, new KeyValuePair<string, object?>("unit", "m"));
}

public static partial class Totals
{
    [Gauge("totals.all")]
    public static int All => 3;

    [ObservableCounter("totals.breaks", CardinalityLimit = 2)]
    internal static IEnumerable<Measurement<long>>? Some()
    {
        if (Pool.Breaks)
            throw new InvalidOperationException("no");
        return [.. Enumerable.Range(1, 3).Select(static i => new Measurement<long>(i, new KeyValuePair<string, object?>("i", i)))];
    }

    [Gauge("totals.none")]
    private static double? None => null;
}
