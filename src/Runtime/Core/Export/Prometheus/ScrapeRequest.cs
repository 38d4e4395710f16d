namespace Instrumentation.Export;

/// <summary>What a scraper asks for, as its headers say it; null where there is no such header.</summary>
/// <param name="Accept">Which formats it takes: <c>Accept</c>.</param>
/// <param name="AcceptEncoding">Which compressions it takes: <c>Accept-Encoding</c>.</param>
/// <param name="Timeout">How many seconds it waits: <c>X-Prometheus-Scrape-Timeout-Seconds</c>.</param>
public readonly record struct ScrapeRequest(string? Accept, string? AcceptEncoding, string? Timeout);
