using System.Globalization;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>Numbers as people read them, in the invariant culture.</summary>
internal static class HumanNumber
{
    /// <summary>
    /// A duration in three digits and the unit that fits: <c>850 µs</c>, <c>13.5 ms</c>, <c>1.24 s</c>, <c>2 min 05 s</c>, <c>3 h 07
    /// min</c>.
    /// </summary>
    public static string Duration(double seconds, ConsoleStyle style)
    {
        if (seconds < 0)
            return "-" + Duration(-seconds, style);
        if (seconds == 0)
            return "0 s";

        // The limits are those from which on three digits would show the next unit's 1.
        if (seconds < 999.5e-9)
            return ThreeDigits(seconds * 1e9) + " ns";
        if (seconds < 999.5e-6)
            return ThreeDigits(seconds * 1e6) + " " + style.Micro;
        if (seconds < 999.5e-3)
            return ThreeDigits(seconds * 1e3) + " ms";
        if (seconds < 59.95)
            return ThreeDigits(seconds) + " s";
        if (seconds < 3599.5)
            return Pair(Math.Round(seconds), 60, "min", "s");
        return seconds < 1e9 ? Pair(Math.Round(seconds / 60), 60, "h", "min") : Real(seconds, digits: 6) + " s";
    }

    /// <summary>A value in its instrument's unit: durations as such, everything else with its digits in groups.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">The unit in UCUM.</param>
    /// <param name="style">What the output can show.</param>
    public static string Value(double value, string? unit, ConsoleStyle style) =>
        SecondsIn(unit) is { } scale ? Duration(value * scale, style) : Real(value, digits: 6);

    /// <summary>A whole value in its instrument's unit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">The unit in UCUM.</param>
    /// <param name="style">What the output can show.</param>
    public static string Value(long value, string? unit, ConsoleStyle style) =>
        SecondsIn(unit) is { } scale ? Duration(value * scale, style) : Count(value);

    /// <summary>A value that was calculated from buckets or as an average: four digits are more than it is good for.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">The unit in UCUM.</param>
    /// <param name="style">What the output can show.</param>
    public static string Estimate(double value, string? unit, ConsoleStyle style) =>
        SecondsIn(unit) is { } scale ? Duration(value * scale, style) : Real(value, digits: 4);

    /// <summary>A whole number with its digits in groups.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The unit, unless the value shows it already or there is none.</summary>
    public static string Unit(string? unit) => unit is null or "1" || SecondsIn(unit) is not null ? "" : unit;

    private static double? SecondsIn(string? unit) => unit switch
    {
        "s" => 1,
        "ms" => 1e-3,
        "us" => 1e-6,
        "ns" => 1e-9,
        _ => null,
    };

    /// <summary>Digits in groups; of a real number so many digits, but never fewer than its whole part has.</summary>
    private static string Real(double value, int digits)
    {
        var size = Math.Abs(value);
        if (size is >= 1e15 or (> 0 and < 1e-4))
            return value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        var decimals = size < 1 ? digits : Math.Max(0, digits - 1 - (int)Math.Log10(size));
        return value.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string ThreeDigits(double value) =>
        value.ToString(value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Pair(double small, int ratio, string largeUnit, string smallUnit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(small / ratio):0} {largeUnit} {small % ratio:00} {smallUnit}");
}
