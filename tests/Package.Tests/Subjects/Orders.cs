using Instrumentation;

namespace Subject;

/// <summary>Has a method for each way in which calls are reached.</summary>
public sealed partial class Orders
{
    /// <summary>Reached where it is called.</summary>
    [Traced("place order")]
    [Counted("orders.placed")]
    [Timed("orders.duration")]
    public int Place([Tag("order.express")] bool express, [Tag("order.id")] int id) => express ? id + 1 : id;

    /// <summary>Reached in its own body.</summary>
    [Traced]
    [InFlight("orders.shipping")]
    public partial Task<int> ShipAsync(int id);

    private async Task<int> ShipAsyncCore(int id)
    {
        await Task.Yield();
        return id * 2;
    }
}
