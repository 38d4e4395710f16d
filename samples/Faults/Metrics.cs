using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation;

namespace Faults;

internal enum Channel
{
    Web,
    Store,
}

/// <summary>INS1xx: metrics that cost more than they need to, or say less.</summary>
internal sealed class Metrics
{
    private static readonly Meter Meter = new("Faults");
    private static readonly Counter<long> Placed = Meter.CreateCounter<long>("orders.placed", "{order}", "Orders.");
    private static readonly Counter<long> Open = Meter.CreateCounter<long>("orders.open", "{order}", "Orders that are open.");

    // INS017: it is only ever recorded on, with the same tag each time.
    private static readonly Counter<long> Returned = Meter.CreateCounter<long>("orders.returned", "{order}", "Orders that came back.");

    // INS102: each read makes another source.
    public static ActivitySource Source => new("Faults");

    public static void Return(bool isWhole) => Returned.Add(1, new KeyValuePair<string, object?>("shop.is_whole", isWhole));

    // INS101: each call makes another instrument.
    public static void Place(int lines) => Meter.CreateHistogram<int>("orders.lines", "{line}", "Lines of an order.").Record(lines);

    // INS103: each call makes another source.
    public static void Ship()
    {
        using var source = new ActivitySource("Faults.Shipping");
        using var activity = source.StartActivity("ship");
    }

    // INS104: a series for each order.
    public static void Cancel(Guid id) => Placed.Add(1, new KeyValuePair<string, object?>("shop.order", id));

    // INS105: the key says so.
    public static void Login(object user) => Placed.Add(1, new KeyValuePair<string, object?>("user.id", user));

    // INS106: no two messages are alike.
    public static void Fail(Exception exception) => Placed.Add(1, new KeyValuePair<string, object?>("shop.failure", exception.Message));

    // INS107: 14,112 series.
    [Counted]
    public static void Sell(
        [Tag(Values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])] int floor,
        [Tag(Values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])] int till,
        [Tag] DayOfWeek day,
        [Tag] bool card,
        [Tag] bool gift) => Open.Add(1);

    // INS108: eight tags find room on the stack.
    public static void Describe(bool a) => Placed.Add(
        1,
        new TagList { { "s.a", a }, { "s.b", a }, { "s.c", a }, { "s.d", a }, { "s.e", a }, { "s.f", a }, { "s.g", a }, { "s.h", a }, { "s.i", a } });

    // INS109: the text is made though nobody listens.
    public static void Count(Channel channel) => Open.Add(1, new KeyValuePair<string, object?>("shop.channel", channel.ToString()));

    // INS110: a counter does not go down.
    public static void Close() => Open.Add(-1);

    // INS111: the same tags in another order.
    public static void Twice(bool card, bool gift)
    {
        Placed.Add(1, new("shop.card", card), new("shop.gift", gift));
        Placed.Add(1, new("shop.gift", gift), new("shop.card", card));
    }
}
