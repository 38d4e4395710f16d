using System.Globalization;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>What is aimed at.</summary>
/// <param name="Text">The aim, for people to read.</param>
/// <param name="IsMetBy">Whether a row reaches it.</param>
internal sealed record Goal(string Text, Func<Row, bool> IsMetBy)
{
    /// <summary>Never slower than the peer.</summary>
    public static Goal NotSlower => Times(1);

    /// <summary>So many times faster than the peer, or smaller.</summary>
    public static Goal Times(double ratio) => new(Say($"ratio >= {ratio:0.##}"), row => row.Ratio >= ratio);

    /// <summary>So many nanoseconds more than the peer at most, and no bytes more.</summary>
    public static Goal Within(double nanoseconds) => new(
        Say($"peer + {nanoseconds:0.##} ns, 0 B"), row => row.OursNs <= row.PeerNs + nanoseconds && row.OursBytes <= row.PeerBytes);

    /// <summary>So much at most, whatever the peer does.</summary>
    public static Goal AtMost(double milliseconds, double bytes) => new(
        Say($"{milliseconds:0.##} ms and {bytes / 1024:0} KB at most"), row => row.OursNs <= milliseconds * 1e6 && row.OursBytes <= bytes);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
