using System.Collections.Concurrent;
using Instrumentation;
using Shop.Contracts;

namespace Shop.Service.Ordering;

internal enum Reservation { Reserved, OutOfStock }

/// <summary>What is in stock. Orders may take from it at the same time; none gets what another has.</summary>
internal sealed class Warehouse
{
    private readonly ConcurrentDictionary<string, int> _available = new()
    {
        [Skus.Chair] = 50,
        [Skus.Desk] = 50,
        [Skus.Lamp] = 2,
    };

    // A string may be anything, so it tags spans alone, unless its values are declared.
    [Traced(ErrorWhen = nameof(IsShort))]
    [Counted("shop.stock.reservations", Unit = "{reservation}", Description = "Attempts to put goods by for an order.")]
    [return: Tag("stock.reservation")]
    public Reservation Reserve(
        [Tag("product.sku", Values = [Skus.Chair, Skus.Desk, Skus.Lamp])] string sku, [Tag("order.quantity")] int quantity)
    {
        while (_available.TryGetValue(sku, out var available) && available >= quantity)
        {
            if (_available.TryUpdate(sku, available - quantity, available))
                return Reservation.Reserved;
        }

        return Reservation.OutOfStock;
    }

    [Traced]
    public void Release([Tag("product.sku")] string sku, [Tag("order.quantity")] int quantity) =>
        _available.AddOrUpdate(sku, quantity, (_, available) => available + quantity);

    public int? Available(string sku) => _available.TryGetValue(sku, out var available) ? available : null;

    private static bool IsShort(Reservation reservation) => reservation == Reservation.OutOfStock;
}
