namespace Instrumentation.Export.Http;

/// <summary>Reads the body of an answer, as far as anybody may make this program read.</summary>
internal static class AnswerBody
{
    public const string TooLarge = "The answer is larger than 4 MiB.";

    // After decompression: the specification's limit.
    private const int MaxLength = 4 << 20;

    private const int FirstLength = 1_024;

    /// <summary>Reads all of it; null if it is too large. No more of it is read then.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > MaxLength)
            return null;

        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[FirstLength];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > MaxLength)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(2 * length, MaxLength + 1));
        }

        return buffer.AsMemory(0, length);
    }
}
