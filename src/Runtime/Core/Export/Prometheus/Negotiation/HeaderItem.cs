using System.Globalization;

namespace Instrumentation.Export.Prometheus;

/// <summary>One thing that a scraper takes: an item of <c>Accept</c> or <c>Accept-Encoding</c>.</summary>
/// <param name="Value">What: <c>text/plain</c>, <c>gzip</c>.</param>
/// <param name="Parameters">How: <c>version=0.0.4</c>.</param>
/// <param name="Quality">How gladly, from 0, which is not at all, to 1.</param>
internal readonly record struct HeaderItem(string Value, IReadOnlyDictionary<string, string> Parameters, double Quality)
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The items of a header, the most wanted first; those as wanted as each other in their order.</summary>
    public static IEnumerable<HeaderItem> Of(string? header) =>
        (header ?? "").Split(',', Trimmed).Select(Parse).OrderByDescending(static item => item.Quality);

    /// <summary>Whether <c>Accept-Encoding</c> has gzip: by its name, or else as one of all.</summary>
    public static bool HasGzip(string? acceptEncoding)
    {
        var items = Of(acceptEncoding).ToLookup(static item => item.Value, static item => item.Quality > 0, StringComparer.OrdinalIgnoreCase);
        return items.Contains("gzip") ? items["gzip"].Contains(true) : items["*"].Contains(true);
    }

    private static HeaderItem Parse(string text)
    {
        var parts = text.Split(';', Trimmed);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                parameters[part[..equals].TrimEnd()] = part[(equals + 1)..].Trim().Trim('"');
        }

        return new(parts.FirstOrDefault() ?? "", parameters, QualityOf(parameters));
    }

    private static double QualityOf(Dictionary<string, string> parameters) =>
        parameters.TryGetValue("q", out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
            ? Math.Clamp(quality, 0, 1)
            : 1;
}
