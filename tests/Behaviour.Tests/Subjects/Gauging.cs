using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

public enum Bulk { Small, Large }

/// <summary>Methods of every strategy, whose metrics have bounded tags, others, or both.</summary>
public partial class Gauging : IGauging
{
    [Tag("shop", On = On.Both)]
    public string Shop { get; init; } = "corner";

    [Counted, Timed, InFlight]
    [return: Tag("result")]
    public static bool Bounded([Tag] Bulk size, [Tag] bool? express, [Tag(Values = ["a", "other"])] string kind, int fail = 0) =>
        fail > 0 ? throw new InvalidOperationException("no") : size == Bulk.Large;

    [Counted(When = When.Success), Counted("measured.failed", When = When.Failure), Timed, InFlight]
    [return: Tag("result", On = On.Metrics)]
    public async Task<int> Unbounded([Tag(On = On.Metrics)] Guid id, [Tag] Bulk size, [Tag(On = On.Metrics)] DateTimeOffset at, int result)
    {
        await Task.Yield();
        return result < 0 ? throw new InvalidOperationException(at.ToString()) : result;
    }

    [Counted, Timed, InFlight]
    public partial double Partial([Tag(On = On.Metrics)] double rate, [Tag] Bulk size);

    [Counted, InFlight, AsyncMethodBuilder(typeof(TracedBuilder))]
    public async Task Builder([Tag] Bulk size, [Tag(On = On.Metrics)] int? number)
    {
        await Task.Yield();
        _ = (size, number);
    }

    [Counted, InFlight]
    public IEnumerable<int> Sequence([Tag] Bulk size, [Tag(On = On.Metrics)] string? text)
    {
        yield return (int)size;
        yield return text?.Length ?? 0;
    }

    public int Decorated(Bulk size, string text) => text.Length + (int)size;

    private double PartialCore(double rate, Bulk size) => rate * (int)size;
}

[Traced(Decorate = true), Counted, Timed, InFlight]
public interface IGauging
{
    int Decorated([Tag] Bulk size, [Tag(On = On.Metrics)] string text);
}

/// <summary>Instruments of its own, and what calls them.</summary>
public static partial class Gauges
{
    public static void Run()
    {
        Placed(2, Bulk.Large, null);
        Placed(3, (Bulk)9, true);
        Placed(-1, Bulk.Small, true);
        Calls();
        Weight(2.5m, "a", Guid.Empty);
        Weight(1, "b", Guid.Empty);
        Items(5, "kept");
        Items(-2, "kept");
        Items(1, "lost");
        Level(7, Bulk.Small);
        Level(4, Bulk.Small);
        Sizes(3, null);
        Sizes(1_000, "x");
    }

    [Counter("gauges.placed", Unit = "{order}", Description = "Orders that were placed.")]
    public static partial void Placed(int count, [Tag] Bulk size, [Tag] bool? express);

    [Counter]
    private static partial void Calls();

    [Histogram("gauges.weight", Unit = "kg")]
    public static partial void Weight(decimal weight, [Tag] string kind, [Tag] Guid id);

    [UpDownCounter]
    private static partial void Items(short count, [Tag(Values = ["kept"])] string fate);

    [Gauge]
    private static partial void Level(byte level, [Tag] Bulk size);

    [Histogram(Buckets = [2.5, 10], CardinalityLimit = 10)]
    private static partial void Sizes(long size, [Tag] string? text);
}
