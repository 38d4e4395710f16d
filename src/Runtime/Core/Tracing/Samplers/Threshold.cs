using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Tracing;

/// <summary>
/// The rejection threshold of a probability: of the 56 random bits that all services read alike, those that are lower are rejected. So all
/// services agree, and what a lower probability keeps a higher one keeps too.
/// </summary>
/// <remarks>Specification: TraceState, Probability Sampling.</remarks>
internal static class Threshold
{
    /// <summary>The number of different random values; as a threshold it rejects all.</summary>
    public const ulong All = 1UL << 56;

    private const int Digits = 14;

    // Digits that follow the leading f's: enough to tell probabilities apart, and short to send.
    private const int Precision = 4;

    /// <summary>The threshold of a probability from 0 to 1.</summary>
    /// <param name="probability">The probability.</param>
    /// <returns>The threshold; <see cref="All"/> for what is too small to ever happen.</returns>
    public static ulong Of(double probability)
    {
        // Of small probabilities the product keeps all digits; one minus them would not.
        var kept = (ulong)Math.Round(probability * All);
        return All - Math.Min(kept, All);
    }

    /// <summary>The nearest threshold that is sent in few digits.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <returns>The rounded one.</returns>
    public static ulong Round(ulong threshold)
    {
        var digits = Precision;
        for (var shift = 52; shift >= 0 && ((threshold >> shift) & 0xF) == 0xF; shift -= 4)
            digits++;
        if (digits >= Digits)
            return threshold;

        var unit = 1UL << (4 * (Digits - digits));
        return Math.Min((threshold + (unit / 2)) & ~(unit - 1), All - 1);
    }

    /// <summary>The 56 random bits of a trace id, its last seven bytes.</summary>
    /// <param name="traceId">The trace id.</param>
    /// <returns>Its random bits.</returns>
    public static ulong RandomOf(ActivityTraceId traceId)
    {
        var random = 0UL;
        foreach (var digit in traceId.ToHexString().AsSpan()[^Digits..])
            random = (random << 4) | (uint)((digit & 0xF) + (9 * (digit >> 6)));
        return random;
    }

    /// <summary>The threshold as it is sent: hexadecimal, without the zeros at its end.</summary>
    /// <param name="threshold">The threshold, below <see cref="All"/>.</param>
    /// <returns>From one to fourteen digits.</returns>
    public static string Write(ulong threshold)
    {
        var text = threshold.ToString("x14", CultureInfo.InvariantCulture).TrimEnd('0');
        return text.Length == 0 ? "0" : text;
    }
}
