using System.IO.Compression;
using System.Text;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>Telemetry whose metrics are on a page, and nothing else.</summary>
internal static class Pages
{
    public const string OpenMetrics = "application/openmetrics-text;version=1.0.0";

    /// <summary>Telemetry of one meter, with a page that does not tell of the resource and of scopes unless that is asked for.</summary>
    public static Telemetry Start(
        string meter, Action<PrometheusExporterOptions>? configure = null, Action<MetricsBuilder>? metrics = null) =>
        Metered.Start(meter, m =>
        {
            metrics?.Invoke(m);
            m.AddPrometheusExporter(options =>
            {
                (options.ScopeLabels, options.TargetInfo, options.Listens) = (false, false, false);
                configure?.Invoke(options);
            });
        });

    public static async Task<string> PageAsync(this Telemetry telemetry, string? accept = null)
    {
        using var answer = await telemetry.AnswerAsync(new ScrapeRequest(accept, null, null));
        Assert.Equal(200, answer.Status);
        return answer.Text();
    }

    public static ValueTask<ScrapeAnswer> AnswerAsync(this Telemetry telemetry, ScrapeRequest request, CancellationToken cancellation = default) =>
        telemetry.Prometheus!.ScrapeAsync(request, cancellation);

    public static string Text(this ScrapeAnswer answer)
    {
        if (!answer.IsGzip)
            return Encoding.UTF8.GetString(answer.Body.Span);

        using var body = new GZipStream(new MemoryStream(answer.Body.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(body, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
