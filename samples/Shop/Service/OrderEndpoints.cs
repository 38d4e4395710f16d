using Instrumentation;
using Shop.Contracts;
using Shop.Service.Ordering;

namespace Shop.Service;

/// <summary>
/// The service's HTTP interface. ASP.NET Core calls the handlers through delegates, where no call can be reached: <see cref="Place"/> is
/// partial, so that its generated half is what is called; its body stands in <see cref="PlaceCore"/>.
/// </summary>
internal static partial class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders", Place);
        routes.MapGet("/orders/{id}", Find);
        routes.MapGet("/stock/{sku}", Stock);
    }

    [Traced, InFlight("shop.orders.in_flight", Description = "Orders that are being worked on.")]
    private static partial Task<IResult> Place(
        [Tag("order.channel", Path = nameof(OrderRequest.Channel))]
        [Tag("order.quantity", Path = nameof(OrderRequest.Quantity))]
        OrderRequest order,
        Checkout checkout);

    private static async Task<IResult> PlaceCore(OrderRequest order, Checkout checkout)
    {
        var reply = await checkout.Place(order);
        return reply.Outcome switch
        {
            OrderOutcome.Placed => Results.Created($"/orders/{reply.OrderId}", reply),
            OrderOutcome.OutOfStock => Results.Conflict(reply),
            OrderOutcome.CardDeclined => Results.Json(reply, statusCode: StatusCodes.Status402PaymentRequired),
            _ => Results.NotFound(reply),
        };
    }

    private static async Task<IResult> Find(string id, IOrderRepository orders) =>
        await orders.Find(id) is { } order ? Results.Ok(order) : Results.NotFound();

    private static IResult Stock(string sku, Warehouse warehouse) =>
        warehouse.Available(sku) is { } available ? Results.Ok(new StockLevel(sku, available)) : Results.NotFound();
}
