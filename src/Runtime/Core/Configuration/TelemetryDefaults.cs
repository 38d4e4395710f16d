using Instrumentation.Context;
using Instrumentation.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation;

/// <summary>
/// Ready-made configurations. Each is no more than the calls that it consists of, which anybody could write: what is said after it beats it, and what
/// it says nothing of is as the variables <c>OTEL_*</c> say.
/// </summary>
public static class TelemetryDefaults
{
    private static readonly string[] Secrets = ["*password*", "*secret*", "*token*", "*authorization*", "*cookie*", "*api_key*", "*api-key*"];

    private static readonly string[] Probes = ["/health", "/healthz", "/health/*", "/livez", "/readyz", "/alive", "/ready"];

    /// <summary>For a program on its developer's machine: every span and all metrics, on the console.</summary>
    /// <param name="telemetry">The builder.</param>
    /// <returns>The builder.</returns>
    public static TelemetryBuilder UseBasicDefaults(this TelemetryBuilder telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        return telemetry
            .WithTracing(static t => t.SetSampler(new AlwaysOnSampler()))
            .AddConsoleExporter();
    }

    /// <summary>
    /// For a service with users: whole traces, of those that begin here ten a second; tags that look like secrets masked, and texts cut at 4,096
    /// characters.
    /// </summary>
    /// <param name="telemetry">The builder. Exporters are added after this: what they get is masked.</param>
    /// <returns>The builder.</returns>
    public static TelemetryBuilder UseProductionDefaults(this TelemetryBuilder telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        return telemetry.WithTracing(static t => t
            .SetSampler(new ParentBasedSampler(new RateLimitingSampler(tracesPerSecond: 10)))
            .SetLimits(new SpanLimits { TagValueLength = 4_096 })
            .AddProcessor(new RedactingSpanProcessor().Mask(Secrets)));
    }

    /// <summary>
    /// For a service in a cluster: as <see cref="UseProductionDefaults"/>, without the probes that ask whether it lives (by <c>url.path</c>, which
    /// ASP.NET Core gives from .NET 10 on), and with the B3 header beside W3C's, which service meshes speak.
    /// </summary>
    /// <param name="telemetry">The builder. Exporters are added after this: what they get is masked.</param>
    /// <returns>The builder.</returns>
    public static TelemetryBuilder UseCloudNativeDefaults(this TelemetryBuilder telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        return telemetry
            .UseProductionDefaults()
            .WithTracing(static t => t.SetSampler(new ParentBasedSampler(new RuleBasedSampler(
                new RateLimitingSampler(tracesPerSecond: 10),
                Array.ConvertAll(Probes, static path => new SamplingRule(new AlwaysOffSampler()) { Tag = ("url.path", path) })))))
            .SetPropagator(new CompositeTextMapPropagator(
                [new W3CTraceContextPropagator(), new W3CBaggagePropagator(), new B3TraceContextPropagator()]));
    }
}
