namespace Instrumentation.Export.Prometheus;

/// <summary>A scrape that waits for its page.</summary>
/// <param name="format">What the page shall be.</param>
/// <param name="isGzip">Whether it may be compressed.</param>
internal sealed class Scrape(PageFormat format, bool isGzip)
{
    private readonly TaskCompletionSource<ScrapeAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PageFormat Format => format;

    public bool IsGzip => isGzip;

    public Task<ScrapeAnswer> Answer => _answer.Task;

    /// <summary>Whether somebody still waits.</summary>
    public bool IsWaiting => !_answer.Task.IsCompleted;

    /// <summary>Gives it the answer, which is disposed where nobody waits any more.</summary>
    public void Give(ScrapeAnswer answer)
    {
        if (!_answer.TrySetResult(answer))
            answer.Dispose();
    }

    /// <summary>Waits no longer. What came in the last moment is disposed.</summary>
    public void GiveUp()
    {
        if (!_answer.TrySetCanceled() && _answer.Task.IsCompletedSuccessfully)
            _answer.Task.Result.Dispose();
    }
}
