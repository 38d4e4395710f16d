using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>Units as Prometheus has them: words, in the plural. Specification: Prometheus and OpenMetrics Compatibility, Metric Metadata.</summary>
internal static class UnitWords
{
    private static readonly Dictionary<string, string> Plural = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["TiBy"] = "tebibytes",
        ["kBy"] = "kilobytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["TBy"] = "terabytes",
        ["m"] = "meters",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
    };

    private static readonly Dictionary<string, string> Singular = new(StringComparer.Ordinal)
    {
        ["a"] = "year",
        ["mo"] = "month",
        ["wk"] = "week",
        ["d"] = "day",
        ["h"] = "hour",
        ["min"] = "minute",
        ["s"] = "second",
        ["ms"] = "millisecond",
        ["us"] = "microsecond",
        ["ns"] = "nanosecond",
    };

    /// <summary>The words for a unit of UCUM; null where there are none: a count of things has no unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="isGauge">Whether it is a gauge's: what has the unit 1 is a ratio then.</param>
    public static string? Of(string? unit, bool isGauge)
    {
        var measured = WithoutAnnotations(unit ?? "");
        if (measured == "1")
            return isGauge ? "ratio" : null;

        var slash = measured.IndexOf('/', StringComparison.Ordinal);
        var (of, per) = slash < 0 ? (measured, "") : (measured[..slash], measured[(slash + 1)..]);
        var ofWords = of == "1" ? "" : Words(of, Plural);
        var perWords = Words(per, Singular);
        return (ofWords, perWords) switch
        {
            ("", "") => null,
            (_, "") => ofWords,
            ("", _) => $"per_{perWords}",
            _ => $"{ofWords}_per_{perWords}",
        };
    }

    private static string Words(string unit, Dictionary<string, string> known) =>
        known.TryGetValue(unit, out var words) ? words : LegacyName.Of(unit, colons: false).Trim('_');

    private static string WithoutAnnotations(string unit)
    {
        if (!unit.Contains('{', StringComparison.Ordinal))
            return unit.Trim();

        var left = new StringBuilder();
        var depth = 0;
        foreach (var character in unit)
        {
            if (character == '{')
                depth++;
            else if (character == '}')
                depth = Math.Max(0, depth - 1);
            else if (depth == 0)
                left.Append(character);
        }

        return left.ToString().Trim();
    }
}
