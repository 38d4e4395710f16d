using System.Globalization;

namespace Instrumentation.Export.Prometheus;

/// <summary>How long a scrape may take.</summary>
internal static class ScrapeLimit
{
    // Prometheus' own, where nothing is said.
    private const double Default = 10;

    private const double Longest = 3_600;

    // What is left of it to send the answer, where there is as much.
    private const double Margin = 0.5;

    /// <summary>A little less than the scraper waits, so that it hears why there is no page.</summary>
    /// <param name="header">How many seconds that is: <c>X-Prometheus-Scrape-Timeout-Seconds</c>. What makes no sense says nothing.</param>
    public static TimeSpan Of(string? header)
    {
        var isSaid = double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0;
        var limit = isSaid ? Math.Min(seconds, Longest) : Default;
        return TimeSpan.FromSeconds(Math.Max(0.9 * limit, limit - Margin));
    }
}
