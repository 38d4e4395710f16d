using Instrumentation;

namespace Shop.Contracts;

/// <summary>
/// The order service, seen from its customers. Whoever calls it through this interface gets these spans and metrics, in whichever assembly
/// the call stands.
/// </summary>
[Traced]
public interface IShopClient
{
    [Traced(ErrorWhen = nameof(OrderReply.IsRejected)), Timed("shop.client.place.duration")]
    [return: Tag("order.outcome", Path = nameof(OrderReply.Outcome)), Tag("order.id", Path = nameof(OrderReply.OrderId))]
    Task<OrderReply> Place(OrderRequest order);

    Task<Order> Find([Tag("order.id")] string id);

    [return: Tag("stock.available", Path = nameof(StockLevel.Available))]
    Task<StockLevel> Stock([Tag("product.sku")] string sku);
}
