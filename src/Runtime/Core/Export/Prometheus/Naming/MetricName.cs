using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>
/// What a metric is called on a page. The samples of a counter end in <c>_total</c>, which is no part of the name by which OpenMetrics knows them
/// together. Specification: Prometheus and OpenMetrics Compatibility, Metric Metadata.
/// </summary>
/// <param name="Family">The name without it.</param>
/// <param name="Whole">The name as the samples have it.</param>
/// <param name="Unit">The unit, in words; null where there is none.</param>
internal readonly record struct MetricName(string Family, string Whole, string? Unit)
{
    private const string Total = "_total";

    /// <summary>Whether a counter's samples end in <c>_total</c>, without which it is none to OpenMetrics.</summary>
    public bool HasTotal => Whole.Length != Family.Length;

    /// <summary>The unit, if the name tells it, without which formats that have units have none.</summary>
    public string? KnownUnit => Unit is not null && HasSuffix(Family, "_" + Unit) ? Unit : null;

    public static MetricName Of(MetricDescription metric, PrometheusTranslation translation, NameEscaping escaping)
    {
        var isEscaped = translation is PrometheusTranslation.UnderscoreEscapingWithSuffixes or PrometheusTranslation.UnderscoreEscapingWithoutSuffixes;
        var hasSuffixes = translation is PrometheusTranslation.UnderscoreEscapingWithSuffixes or PrometheusTranslation.NoUtf8EscapingWithSuffixes;
        var name = isEscaped || metric.Name.Length == 0 ? LegacyName.Of(metric.Name, colons: true) : metric.Name;
        var unit = UnitWords.Of(metric.Unit, metric.Kind == MetricKind.Gauge);
        var hasTotal = metric.IsMonotonic && HasSuffix(name, Total);
        var family = hasTotal ? name[..^Total.Length] : name;
        if (hasSuffixes && unit is not null && !IsIn(family, unit))
            family = $"{WithoutEnd(family)}_{unit}";
        if (hasSuffixes && metric.IsMonotonic && !hasTotal)
            (family, hasTotal) = (WithoutEnd(family), true);
        return Escaped(family, hasTotal, unit, escaping);
    }

    // All of it is escaped, so that both names are of one piece.
    private static MetricName Escaped(string family, bool hasTotal, string? unit, NameEscaping escaping)
    {
        var whole = EscapedName.OfMetric(hasTotal ? family + Total : family, escaping);
        return new(hasTotal ? whole[..^Total.Length] : whole, whole, unit);
    }

    private static bool HasSuffix(string name, string suffix) => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal);

    // As a word: milliseconds are no seconds.
    private static bool IsIn(string name, string unit) =>
        name == unit || (HasSuffix(name, unit) && !char.IsAsciiLetterOrDigit(name[^(unit.Length + 1)]));

    private static string WithoutEnd(string name) => name.TrimEnd('_') is { Length: > 0 } left ? left : name;
}
