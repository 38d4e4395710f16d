using System.Text;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus;

/// <summary>
/// Makes the page that Prometheus fetches. There is one collection at a time: scrapes that come meanwhile share the next, and its page in each format,
/// so that nobody gets numbers from before they asked. Specification: Metrics Exporter, Prometheus.
/// </summary>
/// <param name="options">What is on the page.</param>
/// <param name="resource">What telemetry comes from.</param>
internal sealed class PrometheusReader(PrometheusExporterOptions options, ResourceResolution resource) : MetricReader(new MetricReaderOptions
{
    DefaultAggregation = options.DefaultAggregation,
    CardinalityLimit = options.CardinalityLimit,
})
{
    private readonly object _gate = new();
    private readonly PageMaker _pages = new(options);
    private List<Scrape> _waiting = [];
    private bool _isCollecting;
    private volatile bool _isOver;

    /// <summary>What is on the page, and where it is served.</summary>
    public PrometheusExporterOptions Page => options;

    private protected override string ComponentType => "prometheus_http_text_metric_exporter";

    /// <summary>Collects, and makes the page that a scraper asks for. Never throws but for cancellation.</summary>
    /// <param name="request">What it asks for.</param>
    /// <param name="cancellation">Says that it waits no longer.</param>
    /// <returns>The page, or why there is none; who asked disposes it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<ScrapeAnswer> ScrapeAsync(ScrapeRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scrape = new Scrape(PageFormat.Of(request.Accept), HeaderItem.HasGzip(request.AcceptEncoding));
        Enter(scrape);
        try
        {
            return await scrape.Answer.WaitAsync(ScrapeLimit.Of(request.Timeout), cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            scrape.GiveUp();
            return Without("The metrics could not be collected in the time that the scrape has.");
        }
        catch (OperationCanceledException)
        {
            scrape.GiveUp();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task ShutdownAsync(CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    private static ScrapeAnswer Without(string reason) => new(503, "text/plain; charset=utf-8", isGzip: false, Encoding.UTF8.GetBytes(reason + "\n"));

    private void Enter(Scrape scrape)
    {
        lock (_gate)
        {
            _waiting.Add(scrape);
            if (_isCollecting)
                return;

            _isCollecting = true;
        }

        _ = Background.Run(CollectAsync);
    }

    // As long as somebody waits.
    private async Task CollectAsync()
    {
        while (true)
        {
            List<Scrape> scrapes;
            lock (_gate)
            {
                _waiting.RemoveAll(static scrape => !scrape.IsWaiting);
                if (_waiting.Count == 0)
                {
                    _isCollecting = false;
                    return;
                }

                (scrapes, _waiting) = (_waiting, []);
            }

            try
            {
                await AnswerAsync(scrapes).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                Faults.Report("making the Prometheus page", fault);
                scrapes.ForEach(static scrape => scrape.Give(Without("The page could not be made; the program's log says why.")));
            }
        }
    }

    private async Task AnswerAsync(List<Scrape> scrapes)
    {
        if (_isOver)
        {
            scrapes.ForEach(static scrape => scrape.Give(Without("Telemetry has ended.")));
            return;
        }

        var source = await resource.Resource.ConfigureAwait(false);
        var metrics = CollectMetrics();
        foreach (var sameFormat in scrapes.GroupBy(static scrape => scrape.Format))
            Answer([.. sameFormat], sameFormat.Key, metrics, source);
    }

    private void Answer(List<Scrape> scrapes, PageFormat format, IReadOnlyList<Metric> metrics, Resource source)
    {
        SharedPage plain;
        try
        {
            plain = _pages.Make(format, metrics, source);
        }
        catch (RequestTooLargeException)
        {
            Faults.Warn("The Prometheus page would be larger than 64 MiB, and there is none. A view that drops tags, or a lower CardinalityLimit, makes it smaller.");
            scrapes.ForEach(static scrape => scrape.Give(Without("The page would be larger than 64 MiB.")));
            return;
        }

        try
        {
            Give(plain, scrapes.FindAll(static scrape => !scrape.IsGzip));
            GiveCompressed(plain, format, scrapes.FindAll(static scrape => scrape.IsGzip));
        }
        finally
        {
            plain.Release();
        }
    }

    private static void Give(SharedPage page, List<Scrape> scrapes) => scrapes.ForEach(scrape => scrape.Give(page.Lend()));

    private static void GiveCompressed(SharedPage plain, PageFormat format, List<Scrape> scrapes)
    {
        if (scrapes.Count == 0)
            return;

        var page = new SharedPage(format, isGzip: true, Gzip.Compress(plain.Bytes, out var length), length);
        Give(page, scrapes);
        page.Release();
    }
}
