namespace Instrumentation.Export.Prometheus;

/// <summary>What a scraper is given: a page in pooled memory, or why there is none. Its owner disposes it once the bytes are sent.</summary>
/// <param name="status">The HTTP status: 200, or 503 where there is no page in time or telemetry has ended.</param>
/// <param name="contentType">What the bytes are.</param>
/// <param name="isGzip">Whether they are compressed with gzip.</param>
/// <param name="body">The bytes. Must not be read after <see cref="Dispose"/>.</param>
/// <param name="release">Is called once when the bytes are no longer needed; null where they are nobody's.</param>
internal sealed class ScrapeAnswer(int status, string contentType, bool isGzip, ReadOnlyMemory<byte> body, Action? release = null) : IDisposable
{
    private Action? _release = release;

    public int Status => status;

    public string ContentType => contentType;

    public bool IsGzip => isGzip;

    public ReadOnlyMemory<byte> Body => body;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
