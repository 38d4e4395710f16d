using Shop.Contracts;

namespace Shop.Worker;

/// <summary>What is bought: the same at every run, and not all of it can be had.</summary>
internal static class ShoppingList
{
    private const string GoodCard = "4242424242424242";
    private const string DeclinedCard = "4000000000000002";

    private static readonly string[] Products = [Skus.Chair, Skus.Desk, Skus.Lamp];

    public static IEnumerable<OrderRequest> Take(int count) => Enumerable.Range(1, count).Select(static i => new OrderRequest(
        Sku: i % 7 == 0 ? "sofa" : Products[i % Products.Length],
        Quantity: 1 + (i % 2),
        Channel: (Channel)(i / 2 % 3),
        Card: i % 10 == 0 ? DeclinedCard : GoodCard));
}
