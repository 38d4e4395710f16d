using System.ComponentModel;

namespace Instrumentation.Diagnostics;

/// <summary>
/// Where exceptions of user code go that telemetry called: a tag's getter, a predicate, an exception's own <c>Message</c>, an
/// exporter's output. They never reach the application; each is told on standard error, the same one at most once a minute.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Faults
{
    private static readonly Dictionary<string, long> LastTold = new(StringComparer.Ordinal);

    /// <summary>Tells of a fault. Never throws.</summary>
    /// <param name="doing">What was being done, in words: <c>reading tag "order.tier"</c>.</param>
    /// <param name="exception">What was thrown.</param>
    public static void Report(string doing, Exception exception)
    {
        var now = Environment.TickCount64;
        lock (LastTold)
        {
            if (LastTold.TryGetValue(doing, out var last) && now - last < 60_000)
                return;
            if (LastTold.Count >= 1_000)
                LastTold.Clear();
            LastTold[doing] = now;
        }

        // The type alone: the message of an exception that misbehaves may misbehave too.
        SelfLog.Write($"{doing} threw {exception.GetType().FullName}; the application was not affected.");
    }
}
