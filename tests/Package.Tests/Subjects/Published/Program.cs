using Instrumentation.Runtime.Tests.Support;
using Subject;

using (Observer.Start())
{
    var orders = new Orders();
    Observer.Write($"placed {orders.Place(express: true, 4)}");
    Observer.Write($"shipped {await orders.ShipAsync(4)}");
    Observer.Write($"price {new Library.Prices().Of(1)}");
}

await Tracing.RunAsync();
await Delivery.RunAsync();

// Many threads record while readers collect: what they are told is exact here, too.
foreach (var line in await RecordingLoad.RunAsync())
    Observer.Write(line);
