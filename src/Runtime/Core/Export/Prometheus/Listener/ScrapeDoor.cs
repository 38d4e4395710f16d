using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>What a listener's connections share: whom they let in, and who makes the page.</summary>
/// <param name="scrape">Makes the page.</param>
/// <param name="path">The page's path.</param>
/// <param name="hosts">By which names it may be asked for.</param>
/// <param name="limits">What is borne.</param>
/// <param name="stop">Is cancelled when nothing more is answered.</param>
/// <param name="abort">Is cancelled when what is being answered must end too.</param>
internal sealed class ScrapeDoor(
    Func<ScrapeRequest, CancellationToken, ValueTask<ScrapeAnswer>> scrape,
    string path,
    HostRule hosts,
    ListenerLimits limits,
    CancellationToken stop,
    CancellationToken abort)
{
    private readonly ScrapeAnswer _notFound = Refusals.NotFound(path);

    public ListenerLimits Limits => limits;

    public CancellationToken Stop => stop;

    public CancellationToken Abort => abort;

    /// <summary>Answers a request. Never throws.</summary>
    public ValueTask<ScrapeAnswer> AnswerAsync(RequestHead head) =>
        RefusalOf(head) is { } refusal ? ValueTask.FromResult(refusal) : ScrapeAsync(head.Scrape);

    private ScrapeAnswer? RefusalOf(RequestHead head) => head switch
    {
        { Refusal: { } refusal } => refusal,
        _ when !hosts.Allows(head.Host) => Refusals.WrongHost,
        _ when head.Path != path => _notFound,
        { Method: not ("GET" or "HEAD") } => Refusals.MethodNotAllowed,
        { HasBody: true } => Refusals.HasBody,
        _ => null,
    };

    private async ValueTask<ScrapeAnswer> ScrapeAsync(ScrapeRequest request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(abort);
        limit.CancelAfter(limits.ScrapeTime);
        Task<ScrapeAnswer>? page = null;
        try
        {
            page = scrape(request, limit.Token).AsTask();
            return await page.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            _ = page?.ContinueWith(static late => late.Result.Dispose(), default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            return Refusals.ScrapeTooSlow;
        }
        catch (Exception fault)
        {
            Faults.Report("making the Prometheus page", fault);
            return Refusals.Failed;
        }
    }
}
