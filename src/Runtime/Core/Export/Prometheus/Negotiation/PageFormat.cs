namespace Instrumentation.Export.Prometheus;

/// <summary>What a page is, as it was negotiated. Specification: Prometheus, Scrape protocol content negotiation.</summary>
/// <param name="Syntax">How it is written.</param>
/// <param name="Version">The version of that.</param>
/// <param name="Escaping">What becomes of names that are more than letters, digits and underscores.</param>
internal readonly record struct PageFormat(PageSyntax Syntax, string Version, NameEscaping Escaping)
{
    private const string Proto = "io.prometheus.client.MetricFamily";

    /// <summary>What everybody can read.</summary>
    public static PageFormat Default { get; } = new(PageSyntax.Text, "0.0.4", NameEscaping.Underscores);

    public string ContentType
    {
        get
        {
            var escaping = Version == "1.0.0" || Escaping != NameEscaping.Underscores ? $"; escaping={Word(Escaping)}" : "";
            return Syntax switch
            {
                PageSyntax.Text => $"text/plain; version={Version}; charset=utf-8{escaping}",
                PageSyntax.OpenMetrics => $"application/openmetrics-text; version={Version}; charset=utf-8{escaping}",
                _ => $"application/vnd.google.protobuf; proto={Proto}; encoding=delimited{escaping}",
            };
        }
    }

    /// <summary>The format that is wanted most of those that there are.</summary>
    /// <param name="accept">What the scraper takes: <c>Accept</c>.</param>
    public static PageFormat Of(string? accept)
    {
        foreach (var item in HeaderItem.Of(accept))
        {
            if (item.Quality > 0 && Of(item) is { } format)
                return format;
        }

        return Default;
    }

    private static PageFormat? Of(HeaderItem item)
    {
        var version = item.Parameters.GetValueOrDefault("version");
        var escaping = item.Parameters.GetValueOrDefault("escaping")?.ToUpperInvariant() switch
        {
            "ALLOW-UTF-8" or "ALLOW-UTF8" => NameEscaping.AllowUtf8,
            "DOTS" => NameEscaping.Dots,
            "VALUES" => NameEscaping.Values,
            _ => NameEscaping.Underscores,
        };
        return (item.Value.ToUpperInvariant(), version) switch
        {
            ("APPLICATION/OPENMETRICS-TEXT", "1.0.0") => new(PageSyntax.OpenMetrics, "1.0.0", escaping),
            ("APPLICATION/OPENMETRICS-TEXT", null or "0.0.1") => new(PageSyntax.OpenMetrics, "0.0.1", escaping),
            ("TEXT/PLAIN", "1.0.0") => new(PageSyntax.Text, "1.0.0", escaping),
            ("TEXT/PLAIN", null or "0.0.4") => new(PageSyntax.Text, "0.0.4", escaping),
            ("APPLICATION/VND.GOOGLE.PROTOBUF", _) when IsDelimited(item) => new(PageSyntax.Protobuf, "1.0.0", escaping),
            ("*/*" or "TEXT/*", _) => Default,
            _ => null,
        };
    }

    private static bool IsDelimited(HeaderItem item) =>
        item.Parameters.GetValueOrDefault("proto") == Proto && item.Parameters.GetValueOrDefault("encoding") == "delimited";

    private static string Word(NameEscaping escaping) => escaping switch
    {
        NameEscaping.AllowUtf8 => "allow-utf-8",
        NameEscaping.Dots => "dots",
        NameEscaping.Values => "values",
        _ => "underscores",
    };
}
