using System.Collections;
using System.Diagnostics;
using Instrumentation;

namespace Faults;

/// <summary>INS0xx: attributes that have no effect, or another one than it seems.</summary>
public sealed class Attributes
{
    private static readonly ActivitySource Source = new("Faults");

    // INS005: no method of this type is observed.
    [Tag]
    public int Total { get; set; }

    // INS001: the items of the sequence have no type.
    [Traced]
    public static IEnumerable All() => Array.Empty<object>();
}

internal sealed class Orders
{
    private static readonly ActivitySource Source = new("Faults");

    [Traced, Counted("orders.placed")]
    public static int Place(int id) => id;

    // INS002: what is behind the delegate is the method, not its wrapper.
    public static IEnumerable<int> PlaceAll(IEnumerable<int> ids) => ids.Select(Place);

    // INS003: there is no value when the method is called.
    [Traced]
    public static void Ship([Tag] out int id) => id = 1;

    // INS004: a result of type int has no member of that name.
    [Traced(ErrorWhen = "IsLst")]
    public static int Find(int id) => id;

    public static bool IsLost(int id) => id < 0;

    // INS016: a number has no headers to join a trace by.
    [Traced]
    public static int Receive([Carrier] int id) => id;

    // INS006: bounds that are not in order are no buckets.
    [Timed(Buckets = [0.1, 0.05, 1])]
    public static void Pack() => Place(1);

    // INS007: a metric of that name is another one already.
    [Timed("orders.placed")]
    public static void PlaceLater(int id) => Place(id);

    // INS008: two spans of one name, one in the other.
    [Traced("orders.close")]
    public static void Close()
    {
        using var activity = Source.StartActivity("orders.close");
        activity?.SetTag("orders.closed", 1);
    }
}

internal sealed partial class Pool
{
    // INS011: nothing lets an object start to be observed.
    [Gauge("pool.size", Unit = "{connection}")]
    public int Size { get; set; }
}
