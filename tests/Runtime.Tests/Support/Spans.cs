using System.Diagnostics;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Spans with given times, in milliseconds from one origin, so that what is written of them is always the same.</summary>
internal static class Spans
{
    public static readonly DateTimeOffset Origin = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Activity Begin(
        this ActivitySource source, string name, double at = 0, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default)
    {
        var span = source.StartActivity(kind, parent, startTime: Origin.AddMilliseconds(at), name: name);
        Assert.NotNull(span);
        return span;
    }

    public static void End(this Activity span, double at)
    {
        span.SetEndTime(Origin.AddMilliseconds(at).UtcDateTime);
        span.Stop();
    }
}
