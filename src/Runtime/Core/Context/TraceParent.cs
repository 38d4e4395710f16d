using System.Diagnostics;
using System.Globalization;
using Instrumentation.Tracing;

namespace Instrumentation.Context;

/// <summary>The value of the header <c>traceparent</c>: W3C Trace Context Level 2, section 3.2.</summary>
internal static class TraceParent
{
    // 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
    private const int Length = 55;

    // Whether the trace id is random enough to be sampled by; the platform's enumeration does not have it.
    private const ActivityTraceFlags Random = (ActivityTraceFlags)0b10;

    // The other bits count as zeros, and zeros are written: this version does not know what they mean.
    private const ActivityTraceFlags KnownFlags = ActivityTraceFlags.Recorded | Random;

    public static string Of(ActivityContext context) => string.Create(Length, context, static (text, context) =>
    {
        "00-".CopyTo(text);
        context.TraceId.ToHexString().CopyTo(text[3..]);
        text[35] = '-';
        context.SpanId.ToHexString().CopyTo(text[36..]);
        "-00".CopyTo(text[52..]);
        text[54] += (char)(context.TraceFlags & KnownFlags);
    });

    /// <summary>Reads a value of any version; of a higher one its beginning, which is promised to stay as it is.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ActivityContext remote)
    {
        remote = default;
        text = text.Trim(" \t");
        if (text.Length < Length || text[2] != '-' || text[35] != '-' || text[52] != '-')
            return false;

        var version = text[..2];
        var flags = text[53..Length];
        if (!ContextIds.IsHex(version) || version is "ff" || !ContextIds.IsHex(flags))
            return false;

        // A comma stands between several headers of that name, of which none can be believed.
        if (text.Length > Length && (version is "00" || text[Length] != '-' || text.Contains(',')))
            return false;

        var known = (ActivityTraceFlags)int.Parse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & KnownFlags;
        return ContextIds.TryCreate(text[3..35], text[36..52], known, out remote);
    }

    /// <summary>
    /// Gives a span that has just started the random flag: that of its parent in this process, since the platform hands on no flag but the sampled one; where a
    /// trace begins, whether its id is random.
    /// </summary>
    public static void SetRandom(Activity span)
    {
        var isRandom = span.Parent is { } parent
            ? (parent.ActivityTraceFlags & Random) != 0
            : span.IdFormat == ActivityIdFormat.W3C && span.ParentSpanId == default && InstalledTraceIds.AreRandom;
        if (isRandom)
            span.ActivityTraceFlags |= Random;
    }
}
