using System.Diagnostics;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// A span's status as libraries gave it before <see cref="Activity"/> had one: by the tags <c>otel.status_code</c> and <c>otel.status_description</c>.
/// They are no attributes, and count where the span has no status of its own.
/// </summary>
internal struct LegacyStatus
{
    private const string CodeKey = "otel.status_code";
    private const string DescriptionKey = "otel.status_description";

    private ActivityStatusCode? _code;
    private string? _description;

    /// <summary>Whether a tag is one of the two; then it is kept in mind.</summary>
    public bool Takes(string key, object? value)
    {
        switch (key.Length)
        {
            case 16 when key == CodeKey:
                _code = Code(value as string);
                return true;
            case 23 when key == DescriptionKey:
                _description = value as string;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the status of a span, if it has one. Only an error has a description.</summary>
    public readonly void Write<TWriter>(ref TWriter to, Activity span)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var (code, description) = span.Status is ActivityStatusCode.Ok or ActivityStatusCode.Error
            ? (span.Status, span.StatusDescription)
            : (_code, _description);
        if (code is not { } known)
            return;

        var message = to.Begin(15, "status"u8, OtlpMessage.Unbounded);
        if (known == ActivityStatusCode.Error && description is not null)
            to.Text(2, "message"u8, description);
        to.Number(3, "code"u8, (uint)known);
        to.End(message);
    }

    private static ActivityStatusCode? Code(string? text) =>
        string.Equals(text, "UNSET", StringComparison.OrdinalIgnoreCase) ? ActivityStatusCode.Unset
        : string.Equals(text, "OK", StringComparison.OrdinalIgnoreCase) ? ActivityStatusCode.Ok
        : string.Equals(text, "ERROR", StringComparison.OrdinalIgnoreCase) ? ActivityStatusCode.Error
        : null;
}
