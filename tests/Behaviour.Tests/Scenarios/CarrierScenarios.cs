using System.Diagnostics;

namespace Subjects;

public static class CarrierScenarios
{
    private static readonly Dictionary<string, string> Headers = new() { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

    private static readonly Message Message = new(Headers);

    public static async Task Handlers_of_each_shape()
    {
        var handlers = new Handlers();
        Journal.Call("sync", () => handlers.Sync(Message) is not null);
        Journal.Call("null", () => handlers.Sync(null) is not null);
        Journal.Call("broken", () => handlers.Broken(Message) is not null);
        Journal.Call("deep", () => handlers.Deep(Message, 2) is not null);
        await Journal.CallAsync("later", async () => await handlers.Later(Message) is not null);
        await Journal.CallAsync("at once", async () => await handlers.AtOnce(Message) is not null);
        await Journal.CallAsync("value", async () => await handlers.ValueLater(Message) is not null);
        await Journal.CallAsync("partial", async () => await handlers.Partial(Message) is not null);
        await Journal.CallAsync("in itself", async () => await handlers.InItself(Message) is not null);
        await Journal.CallAsync("root", async () => await handlers.Root(Message) is not null);
        Journal.Call("each", () => handlers.Each(Message).Count());
        await foreach (var found in handlers.EachLater(Message))
            Journal.Note(Journal.Text(found is not null) + Activity.Current?.OperationName);
    }

    public static void Each_type_of_carrier()
    {
        var carriers = new Carriers();
        using var request = new HttpRequestMessage();
        Journal.Call("headers", () => carriers.Headers(Headers) is not null);
        Journal.Call("properties", () => carriers.Properties(new Dictionary<string, object?>()) is not null);
        Journal.Call("http", () => carriers.Http(request.Headers) is not null);
        Journal.Call("pairs", () => carriers.Pairs(Headers) is not null);
        Journal.Call("context", () => carriers.Context(default) is not null);
        Journal.Call("no context", () => carriers.NullableContext(null) is not null);
        Journal.Call("text", () => carriers.TraceParent(Headers["traceparent"]) is not null);
        Journal.Call("generic", () => carriers.Generic(Headers) is not null);
        Journal.Call("batch", () => new Batches().All([Message, null]) is not null);
        Journal.Call("root", () => new Batches().AllAsRoot(["", "text"]) is not null);
    }
}
