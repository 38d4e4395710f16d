using System.Buffers;
using System.Diagnostics;

namespace Instrumentation.Context;

/// <summary>Trace and span ids as headers have them: lower-case hexadecimal digits, not all of them zero.</summary>
internal static class ContextIds
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static bool IsHex(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(LowerHex);

    /// <summary>Whether a context names a span. One that was made of zeros does not, and does not equal the default one either.</summary>
    public static bool IsValid(ActivityContext context) =>
        context.TraceId.ToHexString().AsSpan().ContainsAnyExcept('0') && context.SpanId.ToHexString().AsSpan().ContainsAnyExcept('0');

    /// <summary>Makes the context of a span in another process. Ids that are too short are filled up with zeros on the left.</summary>
    public static bool TryCreate(
        ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, ActivityTraceFlags flags, out ActivityContext remote)
    {
        Span<char> trace = stackalloc char[32];
        Span<char> span = stackalloc char[16];
        var isValid = TryPad(traceId, trace) && TryPad(spanId, span);
        remote = isValid
            ? new(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateFromString(span), flags, traceState: null, isRemote: true)
            : default;
        return isValid;
    }

    private static bool TryPad(ReadOnlySpan<char> id, Span<char> padded)
    {
        if (id.Length > padded.Length || !IsHex(id) || !id.ContainsAnyExcept('0'))
            return false;

        padded[..^id.Length].Fill('0');
        id.CopyTo(padded[^id.Length..]);
        return true;
    }
}
