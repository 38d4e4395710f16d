using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Instrumentation.Diagnostics;
using Instrumentation.Metrics;
using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Prometheus.Push;

/// <summary>A meter, and telemetry that pushes what it measures.</summary>
internal sealed class PushedMetrics : IAsyncDisposable
{
    /// <summary>As long as anything may take.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<TelemetryError> _told = new();
    private readonly Telemetry _telemetry;

    /// <param name="configure">Says where to.</param>
    /// <param name="more">What else there is to say.</param>
    /// <param name="scope">The name of the meter, where it matters.</param>
    public PushedMetrics(Action<MetricsBuilder> configure, Action<TelemetryBuilder>? more = null, string? scope = null)
    {
        Meter = new(scope ?? $"Push.{Guid.NewGuid():N}", "1.0");
        _telemetry = Telemetry.Start(t =>
        {
            t.OnError(_told.Enqueue)
                .ConfigureResource(static r => r.AddService("orders", "2.1", "shop", "one"))
                .WithTracing(static tracing => tracing.AddProcessor(new FilteringSpanProcessor(static _ => false)))
                .WithMetrics(metrics => configure(metrics.AddMeter(Meter.Name)));
            more?.Invoke(t);
        });
    }

    public Meter Meter { get; }

    public ExporterHealth Health => _telemetry.Health.Metrics[0];

    /// <summary>Reads and pushes.</summary>
    /// <returns>Whether it has arrived.</returns>
    public Task<bool> FlushAsync(TimeSpan? limit = null) => _telemetry.ForceFlushAsync(limit ?? Bound);

    /// <summary>What was told of until now.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync()
    {
        await Diagnostics.Faults.FlushAsync().WaitAsync(Bound);
        return [.. _told.Select(static error => error.Message)];
    }

    /// <summary>Only what is asked for is read.</summary>
    public static void OnDemand(PeriodicReaderOptions reading) => reading.Interval = Timeout.InfiniteTimeSpan;

    public async ValueTask DisposeAsync()
    {
        await _telemetry.DisposeAsync();
        Meter.Dispose();
    }
}
