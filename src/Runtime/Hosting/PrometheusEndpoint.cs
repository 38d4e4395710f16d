using Instrumentation.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Instrumentation;

/// <summary>The page that Prometheus fetches, as an endpoint of the application.</summary>
public static class PrometheusEndpoint
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>
    /// Serves the page of metrics at an endpoint like any other: who may read it, at which hosts, and what is cached is said by what is called on the result, as
    /// <c>RequireAuthorization</c> or <c>RequireHost</c>. <see cref="PrometheusExporterOptions.Listens"/> may then be false.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="telemetry">Whose metrics; null for the one that is registered as a service, or else <see cref="Telemetry.Running"/>.</param>
    /// <returns>The endpoint, to be said more of.</returns>
    /// <exception cref="InvalidOperationException">There is no telemetry, or it has no Prometheus exporter.</exception>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(
        this IEndpointRouteBuilder endpoints, string pattern = "/metrics", Telemetry? telemetry = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        telemetry ??= endpoints.ServiceProvider.GetService<Telemetry>() ?? Telemetry.Running ?? throw new InvalidOperationException(
            "There is no telemetry whose page could be served: call Telemetry.Start(t => t.WithMetrics(m => m.AddPrometheusExporter())) before "
            + $"{nameof(MapPrometheusScrapingEndpoint)}, or give it what that returned.");
        var page = telemetry.Prometheus ?? throw new InvalidOperationException(
            $"Telemetry has no page that {nameof(MapPrometheusScrapingEndpoint)} could serve: say t.WithMetrics(m => m.AddPrometheusExporter()) in Telemetry.Start, or set "
            + "OTEL_METRICS_EXPORTER=prometheus.");
        return endpoints.MapMethods(pattern, Methods, (RequestDelegate)(context => ServeAsync(page, context))).WithDisplayName("Prometheus scraping");
    }

    private static async Task ServeAsync(PrometheusPage page, HttpContext context)
    {
        var headers = context.Request.Headers;
        var request = new ScrapeRequest(
            TextOf(headers.Accept), TextOf(headers.AcceptEncoding), TextOf(headers["X-Prometheus-Scrape-Timeout-Seconds"]));
        using var answer = await page.ScrapeAsync(request, context.RequestAborted).ConfigureAwait(false);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.IsGzip)
            response.Headers.ContentEncoding = "gzip";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? TextOf(StringValues values) => values.Count == 0 ? null : string.Join(", ", values.AsEnumerable());
}
