using Instrumentation.Export.Prometheus;

namespace Instrumentation.Export;

/// <summary>The page of metrics that Prometheus fetches, for servers other than the listener: they say what was asked for, and send what they get.</summary>
public sealed class PrometheusPage
{
    private static readonly ScrapeAnswer Disabled = new(503, "text/plain; charset=utf-8", isGzip: false, "Telemetry is disabled.\n"u8.ToArray());

    private readonly PrometheusReader? _reader;

    /// <param name="reader">Makes it; null where telemetry is disabled.</param>
    internal PrometheusPage(PrometheusReader? reader) => _reader = reader;

    /// <summary>Collects the metrics, and makes the page; scrapes at the same time share a collection.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Says that nobody waits any more.</param>
    /// <returns>The page, or why there is none; dispose it once it is sent. Where telemetry is disabled there is none, with status 503.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ValueTask<ScrapeAnswer> ScrapeAsync(ScrapeRequest request, CancellationToken cancellationToken = default) =>
        _reader?.ScrapeAsync(request, cancellationToken) ?? ValueTask.FromResult(Disabled);
}
