using System.Text;
using System.Text.Json;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// What a receiver that has taken a request says of it: <c>ExportTraceServiceResponse</c> and its like, which have the same numbers in every signal.
/// </summary>
internal static class PartialSuccess
{
    public static SendResult Unreadable => new(SendOutcome.Delivered, "It was taken with an answer that is none of OTLP.");

    /// <summary>What an answer means, to a request with so many items: more can't be rejected.</summary>
    public static SendResult Explain(ReadOnlySpan<byte> body, string? mediaType, int items, AnswerText text)
    {
        if (!TryRead(body, mediaType, out var rejected, out var message))
            return Unreadable;

        var said = text.Clean(message);
        return new(SendOutcome.Delivered, said.Length > 0 ? said : null, Rejected: Math.Clamp(rejected, 0, items));
    }

    public static bool TryRead(ReadOnlySpan<byte> body, string? mediaType, out long rejected, out string message)
    {
        (rejected, message) = (0, "");
        if (body.IsEmpty)
            return true;

        return mediaType == MediaTypes.Json ? TryReadJson(body, ref rejected, ref message) : TryReadProtobuf(body, ref rejected, ref message);
    }

    private static bool TryReadProtobuf(ReadOnlySpan<byte> body, ref long rejected, ref string message)
    {
        var response = new ProtoReader(body);
        while (response.TryNext())
        {
            if (response is not { Field: 1, IsBytes: true })
                continue;

            var partial = new ProtoReader(response.Bytes);
            while (partial.TryNext())
            {
                if (partial is { Field: 1, IsBytes: false })
                    rejected = (long)partial.Number;
                else if (partial is { Field: 2, IsBytes: true })
                    message = Encoding.UTF8.GetString(partial.Bytes);
            }

            if (partial.IsMalformed)
                return false;
        }

        return !response.IsMalformed;
    }

    private static bool TryReadJson(ReadOnlySpan<byte> body, ref long rejected, ref string message)
    {
        if (Json.TryParse(body) is not { } answer)
            return false;
        if (!answer.TryGetProperty("partialSuccess", out var partial) || partial.ValueKind != JsonValueKind.Object)
            return true;

        foreach (var member in partial.EnumerateObject())
        {
            if (member.NameEquals("errorMessage"))
                message = Json.Text(member.Value) ?? "";
            else if (member.NameEquals("rejectedSpans") || member.NameEquals("rejectedDataPoints") || member.NameEquals("rejectedLogRecords"))
                rejected = Json.Number(member.Value) ?? 0;
        }

        return true;
    }
}
