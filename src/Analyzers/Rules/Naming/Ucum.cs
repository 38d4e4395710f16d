using System.Text.RegularExpressions;

namespace Instrumentation.Analyzers;

/// <summary>The Unified Code for Units of Measure, as far as telemetry measures anything in it.</summary>
internal static class Ucum
{
    private static readonly HashSet<string> Prefixes =
        ["Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "u", "n", "p", "f", "a", "z", "y", "Ki", "Mi", "Gi", "Ti"];

    // Those that may bear a prefix. The bel, whose sign is B, is left out but for the decibel: who writes B, or MB, means bytes.
    private static readonly HashSet<string> Metric =
    [
        "m", "s", "g", "rad", "K", "C", "cd", "mol", "sr", "Hz", "N", "Pa", "J", "W", "A", "V", "F", "Ohm", "S", "Wb", "Cel", "T", "H", "lm", "lx",
        "Bq", "Gy", "Sv", "kat", "l", "L", "ar", "t", "bar", "u", "eV", "pc", "Np", "bit", "By", "Bd", "eq", "osm", "cal", "dyn", "erg", "P", "G",
        "Mx", "Gb", "Oe", "R", "Ci", "st",
    ];

    private static readonly HashSet<string> Others =
        ["%", "min", "h", "d", "wk", "mo", "a", "deg", "gon", "'", "''", "atm", "at", "AU", "ly", "sph", "circ", "b", "dB"];

    // A factor: a unit with its exponent, a number, or neither, and what is said of it in braces.
    private static readonly Regex Factor = new(
        @"^(?:(?<unit>[^\d{}]+?)(?:[+-]?\d+)?|\d+|10[*^][+-]?\d+)?(?<note>\{[^{}]*\})?$", RegexOptions.ExplicitCapture);

    private static readonly Regex Separators = new(@"[./](?![^{]*\})", RegexOptions.ExplicitCapture);

    // A short one may be an abbreviation (rps), and some say no more than that something is counted.
    private static readonly Regex Word = new(
        "^(?!(?:count|number|amount|total|each|units?|none|value)s?$)[a-z][a-z_-]{3,}(?: [a-z_-]+)?$", RegexOptions.ExplicitCapture);

    // UCUM has no money.
    private static readonly Regex Currency = new("^[A-Z]{3}$", RegexOptions.ExplicitCapture);

    /// <summary>Whether the unit is one, or so unusual that one can't tell.</summary>
    public static bool IsValid(string unit)
    {
        // Terms in parentheses and units in brackets are rare, and right where they occur.
        if (unit.IndexOfAny(['(', '[']) >= 0 || Currency.IsMatch(unit))
            return true;
        return Separators.Split(unit).Skip(unit[0] == '/' ? 1 : 0).All(static f => IsFactor(f));
    }

    /// <summary>Whether the text is a sentence about what is measured, and no unit: three words and more.</summary>
    public static bool IsDescription(string unit) =>
        unit.IndexOf('{') < 0 && unit.Split([' '], StringSplitOptions.RemoveEmptyEntries).Length > 2;

    /// <summary>The unit that was meant; null where that can't be told.</summary>
    public static string? Corrected(string unit)
    {
        var factors = unit.Split('/');
        var corrected = factors.Select(static f => CorrectedFactor(f.Trim())).ToList();
        return corrected.Contains(null) ? null : string.Join("/", corrected);
    }

    private static string? CorrectedFactor(string factor)
    {
        if (IsFactor(factor))
            return factor;
        var word = factor.ToLowerInvariant();
        if ((Abbreviated(word) ?? Abbreviated(word.TrimEnd('s'))) is { } unit)
            return unit;
        return Word.IsMatch(word) ? "{" + Singular(word).Replace(' ', '_').Replace('-', '_') + "}" : null;
    }

    // What people write for a unit, in lower case and without the s of the plural.
    private static string? Abbreviated(string word) => word switch
    {
        "second" or "sec" => "s",
        "millisecond" or "msec" or "milli" => "ms",
        "microsecond" or "usec" or "µs" or "μs" => "us",
        "nanosecond" or "nsec" => "ns",
        "minute" or "min" => "min",
        "hour" or "hr" => "h",
        "day" => "d",
        "byte" or "octet" or "b" => "By",
        "kilobyte" or "kb" => "kBy",
        "megabyte" or "mb" => "MBy",
        "gigabyte" or "gb" => "GBy",
        "terabyte" or "tb" => "TBy",
        "kibibyte" or "kib" => "KiBy",
        "mebibyte" or "mib" => "MiBy",
        "gibibyte" or "gib" => "GiBy",
        "percent" or "percentage" or "pct" => "%",
        "ratio" or "fraction" => "1",
        "celsius" or "°c" => "Cel",
        "hertz" => "Hz",
        "watt" => "W",
        "joule" => "J",
        "volt" => "V",
        "meter" or "metre" => "m",
        "gram" => "g",
        "kilogram" => "kg",
        _ => null,
    };

    private static bool IsFactor(string factor)
    {
        var match = Factor.Match(factor);
        return match.Success && factor.Length > 0 && (match.Groups["unit"] is not { Success: true, Value: var unit } || IsUnit(unit));
    }

    private static bool IsUnit(string unit) =>
        Metric.Contains(unit) || Others.Contains(unit)
        || Enumerable.Range(1, Math.Min(2, unit.Length - 1))
            .Any(n => Prefixes.Contains(unit.Substring(0, n)) && Metric.Contains(unit.Substring(n)));

    // What is counted, one of it: {request}, {query}, {process}.
    private static string Singular(string word)
    {
        if (Ends("ies"))
            return word.Substring(0, word.Length - 3) + "y";
        if (Ends("sses") || Ends("ches") || Ends("shes"))
            return word.Substring(0, word.Length - 2);
        return Ends("s") && !Ends("ss") && !Ends("us") ? word.Substring(0, word.Length - 1) : word;

        bool Ends(string ending) => word.EndsWith(ending, StringComparison.Ordinal);
    }
}
