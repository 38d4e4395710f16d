using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Instrumentation;
using OpenTelemetry;

namespace Subjects;

/// <summary>What a handler finds: the current span, and the baggage before its first await and after it.</summary>
public sealed record Found(Activity? Span, string? User, string? UserLater)
{
    public static Found Now => new(Activity.Current, Baggage.GetBaggage("user"), Baggage.GetBaggage("user"));

    public static async Task<Found> NowAndLater()
    {
        var user = Baggage.GetBaggage("user");
        await Task.Yield();
        return new Found(Activity.Current, user, Baggage.GetBaggage("user"));
    }
}

public sealed class Envelope(Dictionary<string, string>? headers)
{
    public Dictionary<string, string>? Headers => headers;

    public Dictionary<string, string> Broken => throw new InvalidOperationException("broken");
}

/// <summary>A message, as the clients of a broker have it.</summary>
public sealed class Message(Dictionary<string, string>? headers)
{
    public Envelope? Envelope { get; init; } = new(headers);

    public Dictionary<string, string>? Headers => headers;
}

/// <summary>A handler of each shape.</summary>
public partial class Handlers
{
    [Traced("handle", Kind = ActivityKind.Consumer), Counted, Timed]
    public Found Sync([Carrier(Path = "Envelope.Headers")] Message? message) => message is null ? Found.Now : Found.Now;

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public async Task<Found> Later([Carrier(Path = "Headers")] Message? message)
    {
        _ = message;
        return await Found.NowAndLater();
    }

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public Task<Found> AtOnce([Carrier(Path = "Headers")] Message? message) => Task.FromResult(message is null ? Found.Now : Found.Now);

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public async ValueTask<Found> ValueLater([Carrier(Path = "Headers")] Message? message)
    {
        _ = message;
        return await Found.NowAndLater();
    }

    [Traced("handle", Kind = ActivityKind.Consumer), Counted]
    public IEnumerable<Found> Each([Carrier(Path = "Headers")] Message? message)
    {
        yield return Found.Now;
        yield return message is null ? Found.Now : Found.Now;
    }

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public async IAsyncEnumerable<Found> EachLater([Carrier(Path = "Headers")] Message? message)
    {
        _ = message;
        yield return await Found.NowAndLater();
        yield return await Found.NowAndLater();
    }

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public partial Task<Found> Partial([Carrier(Path = "Headers")] Message? message);

    [Traced("handle", Kind = ActivityKind.Consumer), Counted, AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public async Task<Found> InItself([Carrier(Path = "Headers")] Message? message)
    {
        _ = message;
        return await Found.NowAndLater();
    }

    [Traced("handle", Kind = ActivityKind.Consumer, NewRoot = true)]
    public async Task<Found> Root([Carrier(Path = "Headers")] Message? message)
    {
        _ = message;
        return await Found.NowAndLater();
    }

    [Traced("handle", Kind = ActivityKind.Consumer)]
    public Found Broken([Carrier(Path = "Envelope.Broken")] Message message) => message is null ? Found.Now : Found.Now;

    [Traced("handle", Recursion = Recursion.Outermost)]
    public Found Deep([Carrier(Path = "Headers")] Message message, int depth) => depth == 0 ? Found.Now : Deep(message, depth - 1);

    private Task<Found> PartialCore(Message? message)
    {
        _ = message;
        return Found.NowAndLater();
    }
}

[Traced("handle", Decorate = true, Kind = ActivityKind.Consumer)]
public interface IHandler
{
    Task<Found> Handle([Carrier(Path = "Headers")] Message? message);
}

public sealed class Handler : IHandler
{
    public Task<Found> Handle(Message? message) => Found.NowAndLater();
}

/// <summary>A handler of each type that carries a context.</summary>
public class Carriers
{
    [Traced("handle")]
    public Found Headers([Carrier] Dictionary<string, string> headers) => headers is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found ReadOnlyHeaders([Carrier] ReadOnlyDictionary<string, string> headers) => headers is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found OnlyReadOnly([Carrier] IReadOnlyDictionary<string, string> headers) => headers is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found Properties([Carrier] IDictionary<string, object?> properties) => properties is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found ReadOnlyProperties([Carrier] IReadOnlyDictionary<string, object> properties) => properties is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found Http([Carrier] HttpRequestHeaders headers) => headers is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found Pairs([Carrier] IEnumerable<KeyValuePair<string, string>> headers) => headers is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found Context([Carrier] ActivityContext context) => context == default ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found NullableContext([Carrier] ActivityContext? context) => context is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found TraceParent([Carrier] string? traceParent) => traceParent is null ? Found.Now : Found.Now;

    [Traced("handle")]
    public Found Generic<T>([Carrier] T headers)
        where T : class, IDictionary<string, string> => headers is null ? Found.Now : Found.Now;
}

/// <summary>Handlers of several messages at once, and of one that is looked at from another trace.</summary>
public class Batches
{
    [Traced("batch", Kind = ActivityKind.Consumer), Counted]
    public Found All([Carrier(Path = "Headers", AsLink = true)] IReadOnlyList<Message?>? messages) => messages is null ? Found.Now : Found.Now;

    [Traced("batch", Kind = ActivityKind.Consumer, NewRoot = true)]
    public Found AllAsRoot([Carrier(AsLink = true)] string[] traceParents) => traceParents is null ? Found.Now : Found.Now;

    [Traced("batch", Kind = ActivityKind.Consumer), AsyncMethodBuilder(typeof(TracedBuilder<>))]
    public async Task<Found> AllInItself([Carrier(Path = "Headers", AsLink = true)] List<Message> messages)
    {
        _ = messages;
        return await Found.NowAndLater();
    }

    [Traced("batch")]
    public Found One([Carrier(AsLink = true)] Dictionary<string, string> headers) => headers is null ? Found.Now : Found.Now;
}
