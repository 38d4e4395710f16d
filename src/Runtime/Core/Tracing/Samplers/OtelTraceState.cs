using System.Buffers;
using System.Globalization;
using System.Text;

namespace Instrumentation.Tracing;

/// <summary>
/// OpenTelemetry's own member of a trace state, <c>ot=th:c;rv:0123456789abcd</c>; everything else in it is left as it is. What breaks the
/// syntax is as if it were not there.
/// </summary>
internal static class OtelTraceState
{
    private const string Key = "ot";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The random value that a service gave the trace, <c>rv</c>; null where there is none.</summary>
    public static ulong? RandomValue(string? traceState) =>
        Field(Member(traceState), "rv") is { Length: 14 } text && !text.ContainsAnyExcept(HexDigits)
            ? ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The trace state with that threshold, or without one; the member that changes comes first, as W3C asks.</summary>
    public static string? WithThreshold(string? traceState, string? threshold)
    {
        var member = Member(traceState);
        if (threshold is null && Field(member, "th").IsEmpty)
            return traceState;

        var result = new StringBuilder();
        if (threshold is not null)
            result.Append("th:").Append(threshold);
        while (Next(ref member, ';', out var field))
        {
            if (!field.StartsWith("th:", StringComparison.Ordinal))
                result.Append(result.Length > 0 ? ";" : "").Append(field);
        }

        if (result.Length > 0)
            result.Insert(0, Key + "=");
        var rest = traceState.AsSpan();
        while (Next(ref rest, ',', out var other))
        {
            if (!IsOurs(other))
                result.Append(result.Length > 0 ? "," : "").Append(other);
        }

        return result.ToString();
    }

    private static ReadOnlySpan<char> Member(string? traceState)
    {
        var rest = traceState.AsSpan();
        while (Next(ref rest, ',', out var member))
        {
            if (IsOurs(member))
                return member[(Key.Length + 1)..];
        }

        return default;
    }

    private static bool IsOurs(ReadOnlySpan<char> member) => member.StartsWith(Key + "=", StringComparison.Ordinal);

    private static ReadOnlySpan<char> Field(ReadOnlySpan<char> member, string name)
    {
        while (Next(ref member, ';', out var field))
        {
            if (field.Length > name.Length && field.StartsWith(name, StringComparison.Ordinal) && field[name.Length] == ':')
                return field[(name.Length + 1)..];
        }

        return default;
    }

    // The next part that is not empty, without the white space around it.
    private static bool Next(scoped ref ReadOnlySpan<char> rest, char separator, out ReadOnlySpan<char> part)
    {
        part = default;
        while (part.IsEmpty && !rest.IsEmpty)
        {
            var end = rest.IndexOf(separator);
            part = (end < 0 ? rest : rest[..end]).Trim();
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return !part.IsEmpty;
    }
}
