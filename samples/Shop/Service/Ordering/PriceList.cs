using System.Collections.Frozen;
using Instrumentation;
using Shop.Contracts;

namespace Shop.Service.Ordering;

/// <summary>What things cost, in euros; from five pieces on a tenth less.</summary>
internal sealed class PriceList
{
    private const int PiecesForDiscount = 5;

    private readonly FrozenDictionary<string, decimal> _prices = new Dictionary<string, decimal>
    {
        [Skus.Chair] = 149.00m,
        [Skus.Desk] = 299.00m,
        [Skus.Lamp] = 39.90m,
    }.ToFrozenDictionary();

    /// <summary>The total; null for a product that there is not.</summary>
    [Traced]
    [return: Tag("order.total")]
    public decimal? Quote([Tag("product.sku")] string sku, [Tag("order.quantity")] int quantity)
    {
        if (!_prices.TryGetValue(sku, out var price))
            return null;

        var total = price * quantity;
        return quantity >= PiecesForDiscount ? total * 0.9m : total;
    }
}
