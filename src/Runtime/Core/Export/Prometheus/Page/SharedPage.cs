using System.Buffers;

namespace Instrumentation.Export.Prometheus;

/// <summary>A page in an array of the shared pool, which several scrapes are given. The last to let go of it gives the array back.</summary>
/// <param name="format">What it is.</param>
/// <param name="isGzip">Whether it is compressed.</param>
/// <param name="array">The array.</param>
/// <param name="length">How much of it is the page.</param>
internal sealed class SharedPage(PageFormat format, bool isGzip, byte[] array, int length)
{
    private readonly string _contentType = format.ContentType;
    private int _holders = 1;

    public ReadOnlySpan<byte> Bytes => array.AsSpan(0, length);

    /// <summary>The page for one more scrape.</summary>
    public ScrapeAnswer Lend()
    {
        Interlocked.Increment(ref _holders);
        return new(200, _contentType, isGzip, array.AsMemory(0, length), Release);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            ArrayPool<byte>.Shared.Return(array);
    }
}
