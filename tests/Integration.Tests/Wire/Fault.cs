using System.Text.Json;
using System.Text.Json.Serialization;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>How a receiver answers instead of well: see the first lines of <c>receiver.js</c>.</summary>
internal sealed record Fault
{
    public static Fault None { get; } = new();

    /// <summary>Status of HTTP.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>In base64.</summary>
    public string? Body { get; init; }

    /// <summary>The length of a body of zeros.</summary>
    public int? Length { get; init; }

    /// <summary>Status of gRPC.</summary>
    public int? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>A <c>google.rpc.Status</c> in base64.</summary>
    public string? Details { get; init; }

    public RawAnswer? Raw { get; init; }

    public PartialAnswer? Partial { get; init; }

    /// <summary>Milliseconds until the answer.</summary>
    public int? Delay { get; init; }

    /// <summary><c>reset</c>, <c>hang</c> or <c>truncate</c>.</summary>
    public string? End { get; init; }

    public static Fault Http(int status, string? retryAfter = null) => new()
    {
        Status = status,
        Headers = retryAfter is null ? null : new Dictionary<string, string> { ["retry-after"] = retryAfter },
    };

    public static Fault Answer(int status, string mediaType, ReadOnlySpan<byte> body) => new()
    {
        Status = status,
        Headers = new Dictionary<string, string> { ["content-type"] = mediaType },
        Body = Convert.ToBase64String(body),
    };

    public static Fault Grpc(int code, string message = "", byte[]? status = null) =>
        new() { Code = code, Message = message, Details = status is null ? null : Convert.ToBase64String(status) };

    public static Fault Partially(long rejected, string message) => new() { Partial = new(rejected, message) };

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    private static class Json
    {
        public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
    }
}

/// <summary>What a receiver does not take of what it takes.</summary>
internal sealed record PartialAnswer(long Rejected, string Message);

/// <summary>An answer of gRPC that no library would give.</summary>
internal sealed record RawAnswer
{
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public string? Body { get; init; }

    public int? Length { get; init; }

    public IReadOnlyDictionary<string, string>? Trailers { get; init; }
}
