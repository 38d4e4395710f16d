using Instrumentation;
using Shop.Contracts;
using static System.FormattableString;

namespace Shop.Worker;

/// <summary>Buys as people do: orders, then looks at the order, or at what is left in stock.</summary>
internal sealed class Customer(IShopClient shop)
{
    [Traced(ErrorWhen = nameof(LeavesEmptyHanded)), Counted("shop.orders.sent", Unit = "{order}")]
    [return: Tag("order.outcome")]
    public async Task<OrderOutcome> Buy(
        [Tag("order.channel", Path = nameof(OrderRequest.Channel))]
        [Tag("product.sku", Path = nameof(OrderRequest.Sku))]
        OrderRequest request)
    {
        var reply = await shop.Place(request);
        var wanted = Invariant($"wanted {request.Quantity} {request.Sku}");
        Console.WriteLine(reply switch
        {
            { OrderId: { } id } => Describe(await shop.Find(id)),
            { Outcome: OrderOutcome.OutOfStock } => Describe(wanted, await shop.Stock(request.Sku)),
            { Outcome: OrderOutcome.CardDeclined } => $"{wanted}, but the card was declined",
            _ => $"{wanted}, which the shop does not sell",
        });
        return reply.Outcome;
    }

    private static string Describe(Order order) => Invariant($"bought {order.Quantity} {order.Sku} for {order.Total} as {order.Id}");

    private static string Describe(string wanted, StockLevel stock) => Invariant($"{wanted}, but {stock.Available} are left");

    private static bool LeavesEmptyHanded(OrderOutcome outcome) => outcome != OrderOutcome.Placed;
}
