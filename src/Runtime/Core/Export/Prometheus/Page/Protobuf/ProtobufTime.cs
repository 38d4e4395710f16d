using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes times: <c>google.protobuf.Timestamp</c>.</summary>
internal static class ProtobufTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static void Write(ref ProtobufWriter to, int field, long unixNano)
    {
        var (seconds, nanoseconds) = Math.DivRem(Math.Max(0, unixNano), NanosecondsPerSecond);
        var message = to.BeginItem(field, OtlpMessage.Unbounded);
        to.Whole(1, default, seconds);
        to.Whole(2, default, nanoseconds);
        to.End(message);
    }
}
