using System.Globalization;
using System.Text.Unicode;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>The head of an answer.</summary>
internal static class ResponseHead
{
    /// <summary>More than any has.</summary>
    public const int MaxSize = 1024;

    /// <summary>Writes it.</summary>
    /// <returns>How many bytes it has.</returns>
    public static int Write(Span<byte> to, ScrapeAnswer answer, bool keepsAlive)
    {
        var isWritten = Utf8.TryWrite(
            to,
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {answer.Status} {ReasonOf(answer.Status)}\r\nDate: {DateTime.UtcNow:R}\r\n" +
            $"Content-Type: {answer.ContentType}\r\nContent-Length: {answer.Body.Length}\r\n{(answer.IsGzip ? "Content-Encoding: gzip\r\n" : "")}" +
            $"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n{(answer.Status == 405 ? "Allow: GET, HEAD\r\n" : "")}" +
            $"Connection: {(keepsAlive ? "keep-alive" : "close")}\r\n\r\n",
            out var written);
        return isWritten ? written : throw new InvalidOperationException($"The head of an answer of type {answer.ContentType} is too large.");
    }

    private static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "",
    };
}
