namespace Instrumentation.Export.Prometheus;

/// <summary>What a label is called on a page.</summary>
internal static class LabelName
{
    /// <param name="key">The key of a tag.</param>
    /// <param name="translation">How names are translated.</param>
    /// <param name="escaping">What becomes of those that the scraper can't read.</param>
    public static string Of(string key, PrometheusTranslation translation, NameEscaping escaping)
    {
        var isEscaped = translation is PrometheusTranslation.UnderscoreEscapingWithSuffixes or PrometheusTranslation.UnderscoreEscapingWithoutSuffixes;
        return EscapedName.OfLabel(isEscaped ? LegacyName.Of(key, colons: false) : key, escaping);
    }
}
