using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Instrumentation.Integration.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Instrumentation.Integration.Tests.Prometheus.Hosting;

/// <summary>An application on Kestrel, on a port of its own, and one counter that has counted to 3.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly Meter _meter = new("Application");
    private readonly WebApplication _application;

    private Application(WebApplication application) => _application = application;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Telemetry with a page, which only the application serves.</summary>
    public static Telemetry StartTelemetry(string service = "application") => Telemetry.Start(t => t
        .ConfigureResource(r => r.AddService(service))
        .WithTracing(static t => t.AddProcessor(new SilentProcessor()))
        .WithMetrics(static m => m.AddMeter("Application").AddPrometheusExporter(static o => o.Listens = false)));

    public static async Task<Application> StartAsync(Action<WebApplication> map, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication("Key").AddScheme<AuthenticationSchemeOptions, KeyHandler>("Key", null);
        builder.Services.AddAuthorization();
        configure?.Invoke(builder.Services);
        var application = new Application(builder.Build());
        application._meter.CreateCounter<int>("application.counted").Add(3);
        try
        {
            application._application.UseAuthorization();
            map(application._application);
            await application._application.StartAsync();
            application.Http.BaseAddress = new Uri(application._application.Urls.Single());
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Http.Dispose();
        _meter.Dispose();
    }

    /// <summary>Knows who has the key.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "Authentication makes it.")]
    private sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.Authorization == "Bearer key"
                ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([], "Key")), "Key"))
                : AuthenticateResult.NoResult());
    }
}
