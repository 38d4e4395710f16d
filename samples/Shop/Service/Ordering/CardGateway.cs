using System.Diagnostics;
using Instrumentation;

namespace Shop.Service.Ordering;

/// <summary>Stands for the bank: answers after some milliseconds, and declines the cards that end in 0002.</summary>
internal sealed class CardGateway(TimeProvider time)
{
    // The card's number is nobody's business: it bears no [Tag].
    [Traced(Kind = ActivityKind.Client), Timed(Description = "How long the bank takes to answer.", Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1])]
    public async Task Charge(string card, [Tag("order.total")] decimal amount)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5 + (double)(amount % 10)), time);
        if (card.EndsWith("0002", StringComparison.Ordinal))
            throw new CardDeclinedException("The bank declined the card.");
    }
}
