namespace Instrumentation.Export;

/// <summary>How names become names of Prometheus. Specification: Metrics Exporter, Prometheus, translation strategies.</summary>
public enum PrometheusTranslation
{
    /// <summary>Letters, digits and underscores alone, with the unit and <c>_total</c> at the end: <c>http.duration</c> is <c>http_duration_seconds</c>.</summary>
    UnderscoreEscapingWithSuffixes,

    /// <summary>Letters, digits and underscores alone: <c>http_duration</c>.</summary>
    UnderscoreEscapingWithoutSuffixes,

    /// <summary>Names as they are, with the unit and <c>_total</c> at the end: <c>http.duration_seconds</c>. Who can't read that gets underscores.</summary>
    NoUtf8EscapingWithSuffixes,

    /// <summary>Names as they are: <c>http.duration</c>. Who can't read that gets underscores.</summary>
    NoTranslation,
}
