using System.Text;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>A <c>google.rpc.Status</c>: why a receiver did not take a request.</summary>
/// <param name="Message">The receiver's words.</param>
/// <param name="RetryDelay">What its <c>google.rpc.RetryInfo</c> says; null if it has none.</param>
internal readonly record struct RpcStatus(string Message, TimeSpan? RetryDelay)
{
    /// <summary>Reads one; null if it is none.</summary>
    public static RpcStatus? Read(ReadOnlySpan<byte> body, string? mediaType) => mediaType switch
    {
        MediaTypes.Protobuf => Read(body),
        MediaTypes.Json => ReadJson(body),
        _ => null,
    };

    public static RpcStatus? Read(ReadOnlySpan<byte> body)
    {
        var (message, delay) = ("", (TimeSpan?)null);
        var status = new ProtoReader(body);
        while (status.TryNext())
        {
            if (status is { Field: 2, IsBytes: true })
                message = Encoding.UTF8.GetString(status.Bytes);
            else if (status is { Field: 3, IsBytes: true })
                delay ??= ReadDetail(status.Bytes);
        }

        return status.IsMalformed ? null : new(message, delay);
    }

    // google.protobuf.Any.
    private static TimeSpan? ReadDetail(ReadOnlySpan<byte> detail)
    {
        var isRetryInfo = false;
        var value = ReadOnlySpan<byte>.Empty;
        var any = new ProtoReader(detail);
        while (any.TryNext())
        {
            if (any is { Field: 1, IsBytes: true })
                isRetryInfo = any.Bytes.EndsWith("/google.rpc.RetryInfo"u8);
            else if (any is { Field: 2, IsBytes: true })
                value = any.Bytes;
        }

        return isRetryInfo && !any.IsMalformed ? ReadRetryInfo(value) : null;
    }

    private static TimeSpan? ReadRetryInfo(ReadOnlySpan<byte> value)
    {
        var delay = TimeSpan.Zero;
        var info = new ProtoReader(value);
        while (info.TryNext())
        {
            if (info is { Field: 1, IsBytes: true })
                delay = ReadDuration(info.Bytes);
        }

        return info.IsMalformed ? null : delay;
    }

    // google.protobuf.Duration.
    private static TimeSpan ReadDuration(ReadOnlySpan<byte> value)
    {
        var (seconds, nanoseconds) = (0L, 0L);
        var duration = new ProtoReader(value);
        while (duration.TryNext())
        {
            if (duration is { Field: 1, IsBytes: false })
                seconds = (long)duration.Number;
            else if (duration is { Field: 2, IsBytes: false })
                nanoseconds = (int)duration.Number;
        }

        const long Most = 1_000_000;
        return RetryAfterHeader.Bounded(
            TimeSpan.FromSeconds((double)Math.Clamp(seconds, -Most, Most)) + TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    private static RpcStatus? ReadJson(ReadOnlySpan<byte> body) =>
        Json.TryParse(body) is { } status && status.TryGetProperty("message", out var message) ? new(Json.Text(message) ?? "", null) : null;
}
