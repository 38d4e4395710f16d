using System.Text;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>What is answered in place of the page: a status, and a sentence for who looks at it.</summary>
internal static class Refusals
{
    public static ScrapeAnswer BadRequest { get; } = Of(400, "This is no request of HTTP/1.1 or 1.0.");

    public static ScrapeAnswer WrongHost { get; } = Of(403, "This page is for this machine alone, and was asked for by another name than localhost.");

    public static ScrapeAnswer MethodNotAllowed { get; } = Of(405, "The page can be read, by GET or HEAD, and nothing else.");

    public static ScrapeAnswer HeadTooSlow { get; } = Of(408, "The request took too long to come.");

    public static ScrapeAnswer HasBody { get; } = Of(413, "A request for this page has no body.");

    public static ScrapeAnswer RequestLineTooLong { get; } = Of(414, "The request's first line is too long.");

    public static ScrapeAnswer HeadTooLarge { get; } = Of(431, "The request's headers are too large.");

    public static ScrapeAnswer Failed { get; } = Of(500, "The page could not be made.");

    public static ScrapeAnswer ScrapeTooSlow { get; } = Of(503, "The page could not be made in time.");

    public static ScrapeAnswer TooManyConnections { get; } = Of(503, "There are as many scrapers at once as there may be.");

    public static ScrapeAnswer WrongVersion { get; } = Of(505, "This is a server of HTTP/1.");

    /// <param name="path">The path of the page.</param>
    public static ScrapeAnswer NotFound(string path) => Of(404, $"There is one page here, and its path is {path}.");

    private static ScrapeAnswer Of(int status, string reason) =>
        new(status, "text/plain; charset=utf-8", isGzip: false, Encoding.UTF8.GetBytes(reason + "\n"));
}
