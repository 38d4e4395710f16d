using System.Text.Json.Serialization;

namespace Shop.Contracts;

[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel { Web, App, Phone }

[JsonConverter(typeof(JsonStringEnumConverter<OrderOutcome>))]
public enum OrderOutcome { Placed, OutOfStock, CardDeclined, UnknownProduct }

/// <summary>What a customer asks for.</summary>
public sealed record OrderRequest(string Sku, int Quantity, Channel Channel, string Card);

/// <summary>What became of it; the order's id if it was placed.</summary>
public sealed record OrderReply(OrderOutcome Outcome, string? OrderId = null)
{
    [JsonIgnore]
    public bool IsRejected => Outcome != OrderOutcome.Placed;
}

/// <summary>An order that was placed and paid.</summary>
public sealed record Order(string Id, string Sku, int Quantity, decimal Total);

/// <summary>How many of a product can be ordered.</summary>
public sealed record StockLevel(string Sku, int Available);
