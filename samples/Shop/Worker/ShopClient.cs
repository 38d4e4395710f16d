using System.Net;
using System.Net.Http.Json;
using Shop.Contracts;

namespace Shop.Worker;

/// <summary>The order service over HTTP.</summary>
internal sealed class ShopClient(HttpClient http) : IShopClient
{
    public async Task<OrderReply> Place(OrderRequest order)
    {
        using var response = await http.PostAsJsonAsync(Relative("orders"), order);

        // A rejected order is an answer as well; its status says so to whoever reads no body.
        if (response.StatusCode is not (HttpStatusCode.PaymentRequired or HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            response.EnsureSuccessStatusCode();
        return await Body<OrderReply>(response);
    }

    public Task<Order> Find(string id) => Get<Order>($"orders/{Uri.EscapeDataString(id)}");

    public Task<StockLevel> Stock(string sku) => Get<StockLevel>($"stock/{Uri.EscapeDataString(sku)}");

    private async Task<T> Get<T>(string path)
    {
        using var response = await http.GetAsync(Relative(path));
        response.EnsureSuccessStatusCode();
        return await Body<T>(response);
    }

    private static async Task<T> Body<T>(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<T>() ?? throw new HttpRequestException("The service answered with nothing.");

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
