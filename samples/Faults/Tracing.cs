using System.Diagnostics;

namespace Faults;

/// <summary>INS2xx: spans that never end, end too early, or say nothing of what went wrong.</summary>
internal sealed class Tracing
{
    private static readonly ActivitySource Source = new("Faults");

    // INS201: a failure leaves the span open.
    public static void Place(int id)
    {
        var activity = Source.StartActivity("place");
        Work(id);
        activity?.Stop();
    }

#nullable disable
    // INS202: there is no span when nobody listens.
    public static void Ship()
    {
        using var activity = Source.StartActivity("ship");
        activity.SetTag("shop.express", true);
    }
#nullable restore

    // INS203: as many names as orders.
    public static void Cancel(Guid id)
    {
        using var activity = Source.StartActivity($"cancel {id}");
    }

    // INS204: the span looks as if nothing had happened.
    public static void Pack(int id)
    {
        using var activity = Source.StartActivity("pack");
        try
        {
            Work(id);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
        }
    }

    // INS205: the span ends before the work does.
    public static Task Send(int id)
    {
        using var activity = Source.StartActivity("send");
        return WorkAsync(id);
    }

    // INS206: it is not current any more when the caller gets it.
    public static async Task<Activity?> Begin(int id)
    {
        await WorkAsync(id);
        return Source.StartActivity("begin");
    }

    // INS207: the text is made though nobody records it.
    public static void Describe(IEnumerable<int> lines)
    {
        using var activity = Source.StartActivity("describe");
        activity?.SetTag("shop.lines", string.Join(',', lines));
    }

    // INS208: what the caller does between two items belongs to the span.
    public static IEnumerable<int> Read(IEnumerable<int> lines)
    {
        using var activity = Source.StartActivity("read");
        foreach (var line in lines)
            yield return line + 1;
    }

    // INS209: whoever receives it starts a trace of its own.
    public static async Task Publish(Queue queue)
    {
        using var activity = Source.StartActivity("publish", ActivityKind.Producer);
        var message = new Message();
        await queue.SendAsync(message);
    }

    // INS010: [Traced] says the same.
    public static int Find(int id)
    {
        using var activity = Source.StartActivity("find");
        try
        {
            return Work(id);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    private static int Work(int id) => id < 0 ? throw new ArgumentOutOfRangeException(nameof(id)) : id;

    private static Task WorkAsync(int id) => Task.Delay(id);
}

internal sealed class Message
{
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();
}

internal sealed class Queue
{
    public Task SendAsync(Message message) => Task.FromResult(message);
}
