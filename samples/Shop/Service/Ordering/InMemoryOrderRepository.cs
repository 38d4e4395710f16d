using System.Collections.Concurrent;
using Shop.Contracts;

namespace Shop.Service.Ordering;

/// <summary>Keeps orders as long as the process lives. It knows nothing of telemetry.</summary>
internal sealed class InMemoryOrderRepository : IOrderRepository
{
    private readonly ConcurrentDictionary<string, Order> _orders = new();
    private int _last;

    public Task<Order> Add(OrderRequest request, decimal total)
    {
        var id = FormattableString.Invariant($"A{Interlocked.Increment(ref _last):0000}");
        var order = new Order(id, request.Sku, request.Quantity, total);
        _orders[order.Id] = order;
        return Task.FromResult(order);
    }

    public Task<Order?> Find(string id) => Task.FromResult(_orders.GetValueOrDefault(id));
}
