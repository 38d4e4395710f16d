namespace Instrumentation.Export;

/// <summary>What a scraper is given: a page in pooled memory, or why there is none. Its owner disposes it once the bytes are sent.</summary>
public sealed class ScrapeAnswer : IDisposable
{
    private Action? _release;

    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">What the bytes are.</param>
    /// <param name="isGzip">Whether they are compressed with gzip.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="release">Is called once when the bytes are no longer needed; null where they are nobody's.</param>
    internal ScrapeAnswer(int status, string contentType, bool isGzip, ReadOnlyMemory<byte> body, Action? release = null) =>
        (Status, ContentType, IsGzip, Body, _release) = (status, contentType, isGzip, body, release);

    /// <summary>The HTTP status: 200, or 503 where there is no page in time or telemetry has ended.</summary>
    public int Status { get; }

    /// <summary>What the bytes are: <c>Content-Type</c>.</summary>
    public string ContentType { get; }

    /// <summary>Whether they are compressed: <c>Content-Encoding: gzip</c>.</summary>
    public bool IsGzip { get; }

    /// <summary>The bytes. Must not be read after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Gives the bytes back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
