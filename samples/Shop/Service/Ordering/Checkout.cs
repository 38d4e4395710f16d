using Instrumentation;
using Shop.Contracts;

namespace Shop.Service.Ordering;

/// <summary>Turns a request into an order: priced, reserved, paid and kept; or says why not.</summary>
internal sealed class Checkout(PriceList prices, Warehouse warehouse, CardGateway cards, IOrderRepository orders)
{
    // The outcome is one of four: it tells the counter's series apart. The order's id is one of many: it is on the span alone.
    [Traced(ErrorWhen = nameof(OrderReply.IsRejected))]
    [Counted("shop.orders.received", Unit = "{order}", Description = "Orders, whatever became of them.")]
    [Timed(Description = "How long an order takes, from its price to its place in the books.")]
    [return: Tag("order.outcome", Path = nameof(OrderReply.Outcome)), Tag("order.id", Path = nameof(OrderReply.OrderId))]
    public async Task<OrderReply> Place([Tag("order.channel", Path = nameof(OrderRequest.Channel))] OrderRequest request)
    {
        if (prices.Quote(request.Sku, request.Quantity) is not { } total)
            return new(OrderOutcome.UnknownProduct);
        if (warehouse.Reserve(request.Sku, request.Quantity) == Reservation.OutOfStock)
            return new(OrderOutcome.OutOfStock);

        try
        {
            await cards.Charge(request.Card, total);
        }
        catch (CardDeclinedException)
        {
            warehouse.Release(request.Sku, request.Quantity);
            return new(OrderOutcome.CardDeclined);
        }

        var order = await orders.Add(request, total);
        return new(OrderOutcome.Placed, order.Id);
    }
}
