using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>How a call of gRPC has ended.</summary>
/// <param name="Code">0 is success.</param>
/// <param name="Message">What <c>grpc-message</c> says, or the status with details.</param>
/// <param name="RetryDelay">When to try again, if the receiver says so.</param>
internal readonly record struct GrpcStatus(int Code, string Message, TimeSpan? RetryDelay)
{
    private const int ResourceExhausted = 8;
    private const int Unavailable = 14;

    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    // CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS; RESOURCE_EXHAUSTED if the receiver says that it will recover.
    private bool IsPassing => Code is 1 or 4 or 10 or 11 or Unavailable or 15 || (Code == ResourceExhausted && RetryDelay is not null);

    /// <summary>Reads it from trailers, or headers; null if it isn't there.</summary>
    public static GrpcStatus? Read(HttpHeaders headers)
    {
        if (Find(headers, "grpc-status") is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return null;

        var details = Decode(Find(headers, "grpc-status-details-bin")) is { } bytes ? RpcStatus.Read(bytes) : null;
        var message = Uri.UnescapeDataString(Find(headers, "grpc-message") ?? "");
        return new(code, message.Length > 0 ? message : details?.Message ?? "", details?.RetryDelay);
    }

    /// <summary>What a status that is no success means.</summary>
    public SendResult Explain(AnswerText text)
    {
        var name = Code < Names.Length ? Names[Code] : Code.ToString(CultureInfo.InvariantCulture);
        var message = text.Clean(Message) is { Length: > 0 } said ? $"gRPC {name}: {said}" : $"gRPC {name}";
        return IsPassing
            ? new(SendOutcome.TryAgain, message, Code is ResourceExhausted or Unavailable && RetryDelay > TimeSpan.Zero ? RetryDelay : null)
            : new(SendOutcome.Refused, message);
    }

    private static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.First() : null;

    // With or without padding.
    private static byte[]? Decode(string? text)
    {
        if (text is null)
            return null;

        var bytes = Encoding.ASCII.GetBytes(text.TrimEnd('=').PadRight((text.TrimEnd('=').Length + 3) / 4 * 4, '='));
        return Base64.DecodeFromUtf8InPlace(bytes, out var length) == OperationStatus.Done ? bytes[..length] : null;
    }
}
