using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using Instrumentation.Integration.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Instrumentation.Integration.Tests.Prometheus.Hosting;

/// <summary>The page as an endpoint of an application, asked for over HTTP.</summary>
[Collection(ProcessWide.Name)]
public sealed class PrometheusEndpointTests
{
    private const string Counted = "application_counted_total{otel_scope_name=\"Application\"} 3";

    [Fact]
    public async Task The_running_telemetrys_page_is_served_to_GET_and_HEAD_and_to_nothing_else()
    {
        await using var telemetry = Application.StartTelemetry();
        await using var application = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint());
        using var got = await application.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Head, "/metrics");
        using var head = await application.Http.SendAsync(request);
        using var posted = await application.Http.PostAsync(new Uri("/metrics", UriKind.Relative), null);

        Assert.Equal(("text/plain", HttpStatusCode.OK), (got.Content.Headers.ContentType?.MediaType, got.StatusCode));
        Assert.Contains(Counted, await got.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal("", await head.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task What_a_scraper_asks_for_decides_format_and_compression()
    {
        await using var telemetry = Application.StartTelemetry();
        await using var application = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint("/internal/page"));
        application.Http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        application.Http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        using var response = await application.Http.GetAsync(new Uri("/internal/page", UriKind.Relative));
        await using var unzipped = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);

        Assert.Equal("application/openmetrics-text", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.EndsWith("# EOF\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorization_is_that_of_any_endpoint()
    {
        await using var telemetry = Application.StartTelemetry();
        await using var application = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint().RequireAuthorization());
        using var refused = await application.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        application.Http.DefaultRequestHeaders.Add("Authorization", "Bearer key");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain("application_counted", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(Counted, await application.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_not_meant_has_no_page()
    {
        await using var telemetry = Application.StartTelemetry();
        await using var application = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint().RequireHost("shop.example"));
        using var other = await application.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        application.Http.DefaultRequestHeaders.Host = "shop.example";
        using var meant = await application.Http.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (other.StatusCode, meant.StatusCode));
    }

    [Fact]
    public async Task Telemetry_that_is_given_beats_a_service_which_beats_the_one_that_runs()
    {
        await using var given = Application.StartTelemetry("given");
        await using var service = Application.StartTelemetry("service");
        await using var running = Application.StartTelemetry("running");
        await using var application = await Application.StartAsync(
            app =>
            {
                app.MapPrometheusScrapingEndpoint("/given", given);
                app.MapPrometheusScrapingEndpoint("/service");
            },
            services => services.AddSingleton(service));
        await using var without = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint("/running"));

        foreach (var (name, http) in new[] { ("given", application.Http), ("service", application.Http), ("running", without.Http) })
            Assert.Contains($"service_name=\"{name}\"", await http.GetStringAsync(new Uri("/" + name, UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_telemetry_or_without_a_page_mapping_fails_and_says_what_to_do()
    {
        Assert.Null(Telemetry.Running);
        var none = await Assert.ThrowsAsync<InvalidOperationException>(static () => Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint()));
        await using var telemetry = Telemetry.Start(static t => t.AddConsoleExporter());
        var noPage = await Assert.ThrowsAsync<InvalidOperationException>(static () => Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint()));

        Assert.Contains("call Telemetry.Start(", none.Message, StringComparison.Ordinal);
        Assert.Contains("AddPrometheusExporter()", noPage.Message, StringComparison.Ordinal);
        Assert.Contains("OTEL_METRICS_EXPORTER=prometheus", noPage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_telemetry_has_ended_or_where_it_is_disabled_there_is_no_page_and_the_application_goes_on()
    {
        Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", "true");
        var disabled = Application.StartTelemetry();
        Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", null);
        await using var ended = Application.StartTelemetry();
        await using var application = await Application.StartAsync(app =>
        {
            app.MapPrometheusScrapingEndpoint("/disabled", disabled);
            app.MapPrometheusScrapingEndpoint("/ended", ended);
        });
        await ended.DisposeAsync();
        await disabled.DisposeAsync();

        foreach (var path in new[] { "/disabled", "/ended" })
        {
            using var response = await application.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
    }

    [Fact]
    public async Task Who_goes_away_in_the_middle_of_the_page_costs_nobody_else_anything()
    {
        await using var telemetry = Application.StartTelemetry();
        await using var application = await Application.StartAsync(static app => app.MapPrometheusScrapingEndpoint());
        using var meter = new Meter("Application");
        var counter = meter.CreateCounter<int>("application.many");
        for (var i = 0; i < 1_999; i++)
            counter.Add(1, new KeyValuePair<string, object?>("text", new string('x', 2_000) + i));

        var pages = new List<Task<string>>();
        for (var i = 0; i < 20; i++)
        {
            using var leaving = await application.Http.GetAsync(new Uri("/metrics", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            pages.Add(application.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
        }

        Assert.All(await Task.WhenAll(pages), static page => Assert.Equal(2_000, page.Split("\napplication_many_total{").Length));
    }
}
