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
        "m", "s", "g", "rad", "K", "C", "cd", "mol", "sr", "Hz", "N", "Pa", "J", "W", "A", "V", "F", "Ohm", "S", "Wb", "Cel", "T", "H", "lm", "lx", "Bq", "Gy", "Sv",
        "kat", "l", "L", "ar", "t", "bar", "u", "eV", "pc", "Np", "bit", "By", "Bd", "eq", "osm", "cal", "dyn", "erg", "P", "G", "Mx", "Gb", "Oe", "R", "Ci", "st",
    ];

    private static readonly HashSet<string> Others =
        ["%", "min", "h", "d", "wk", "mo", "a", "deg", "gon", "'", "''", "atm", "at", "AU", "ly", "sph", "circ", "b", "dB"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["second"] = "s", ["sec"] = "s",
        ["millisecond"] = "ms", ["msec"] = "ms", ["milli"] = "ms",
        ["microsecond"] = "us", ["usec"] = "us", ["µs"] = "us", ["μs"] = "us",
        ["nanosecond"] = "ns", ["nsec"] = "ns",
        ["minute"] = "min", ["mins"] = "min",
        ["hour"] = "h", ["hr"] = "h",
        ["day"] = "d",
        ["byte"] = "By", ["octet"] = "By", ["B"] = "By",
        ["kilobyte"] = "kBy", ["megabyte"] = "MBy", ["gigabyte"] = "GBy", ["terabyte"] = "TBy",
        ["kb"] = "kBy", ["mb"] = "MBy", ["gb"] = "GBy", ["tb"] = "TBy",
        ["kibibyte"] = "KiBy", ["mebibyte"] = "MiBy", ["gibibyte"] = "GiBy",
        ["kib"] = "KiBy", ["mib"] = "MiBy", ["gib"] = "GiBy",
        ["bits"] = "bit",
        ["percent"] = "%", ["percentage"] = "%", ["pct"] = "%",
        ["ratio"] = "1", ["fraction"] = "1", ["unit"] = "1", ["none"] = "1",
        ["celsius"] = "Cel", ["°c"] = "Cel",
        ["hertz"] = "Hz", ["watt"] = "W", ["joule"] = "J", ["volt"] = "V", ["meter"] = "m", ["metre"] = "m", ["gram"] = "g", ["kilogram"] = "kg",
    };

    // A factor: a unit with its exponent, a number, or neither, and what is said of it in braces.
    private static readonly Regex Factor = new(@"^(?:(?<unit>[^\d{}]+?)(?:[+-]?\d+)?|\d+|10[*^][+-]?\d+)?(?<note>\{[^{}]*\})?$", RegexOptions.ExplicitCapture);

    private static readonly Regex Separators = new(@"[./](?![^{]*\})", RegexOptions.ExplicitCapture);

    private static readonly Regex Word = new("^[A-Za-z][A-Za-z _-]{2,}$", RegexOptions.ExplicitCapture);

    /// <summary>Whether the unit is one, or so unusual that one can't tell.</summary>
    public static bool IsValid(string unit)
    {
        // Terms in parentheses and units in brackets are rare, and right where they occur.
        if (unit.IndexOfAny(['(', '[']) >= 0)
            return true;
        return Separators.Split(unit).Skip(unit[0] == '/' ? 1 : 0).All(static f => IsFactor(f));
    }

    /// <summary>The unit that was meant; null where that can't be told.</summary>
    public static string? Corrected(string unit)
    {
        var factors = unit.Split('/');
        var corrected = factors.Select(static f => CorrectedFactor(f.Trim())).ToList();
        return corrected.Contains(null) ? null : string.Join("/", corrected);
    }

    private static string? CorrectedFactor(string factor)
    {
        if (Words.TryGetValue(factor, out var unit) || (factor.EndsWith("s", StringComparison.OrdinalIgnoreCase) && Words.TryGetValue(factor.Substring(0, factor.Length - 1), out unit)))
            return unit;
        if (IsFactor(factor))
            return factor;
        return Word.IsMatch(factor) ? "{" + Singular(factor.ToLowerInvariant()).Replace(' ', '_').Replace('-', '_') + "}" : null;
    }

    private static bool IsFactor(string factor)
    {
        var match = Factor.Match(factor);
        return match.Success && factor.Length > 0 && (match.Groups["unit"] is not { Success: true, Value: var unit } || IsUnit(unit));
    }

    private static bool IsUnit(string unit) =>
        Metric.Contains(unit) || Others.Contains(unit)
        || Enumerable.Range(1, Math.Min(2, unit.Length - 1)).Any(n => Prefixes.Contains(unit.Substring(0, n)) && Metric.Contains(unit.Substring(n)));

    // What is counted, one of it: {request}, {query}, {process}.
    private static string Singular(string word) => word switch
    {
        _ when word.EndsWith("ies", StringComparison.Ordinal) => word.Substring(0, word.Length - 3) + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) =>
            word.Substring(0, word.Length - 2),
        _ when word.EndsWith("s", StringComparison.Ordinal) && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) =>
            word.Substring(0, word.Length - 1),
        _ => word,
    };
}
