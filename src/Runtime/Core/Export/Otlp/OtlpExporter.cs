using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Otlp;

/// <summary>Sends spans or metrics as OTLP: makes requests of batches, and hands them to a queue that sees to their delivery.</summary>
/// <typeparam name="T">What is sent.</typeparam>
/// <param name="settings">Where to, and how.</param>
/// <param name="encoder">Makes the requests.</param>
/// <param name="halve">Makes two of what alone is larger than a request may be; nothing where that can't be.</param>
/// <param name="resource">What telemetry comes from.</param>
/// <param name="queue">The queue.</param>
internal sealed class OtlpExporter<T>(
    OtlpSettings settings, IOtlpEncoder<T> encoder, Func<T, T[]?> halve, ResourceResolution resource, DeliveryQueue queue) : IExporter<T>, IQueueingExporter
{
    public string Name => $"OTLP to {settings.Endpoint.Name}";

    public string ComponentType => settings.Protocol switch
    {
        OtlpProtocol.Grpc => "otlp_grpc_exporter",
        OtlpProtocol.HttpJson => "otlp_http_json_exporter",
        _ => "otlp_http_exporter",
    };

    public DeliveryQueue Queue => queue;

    public async ValueTask<ExportResult> ExportAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        var source = await resource.Resource.WaitAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync(source, batch.Memory, cancellationToken).ConfigureAwait(false);
        return ExportResult.Success;
    }

    private async ValueTask SendAsync(Resource source, ReadOnlyMemory<T> items, CancellationToken cancellation)
    {
        while (true)
        {
            if (encoder.Encode(source, items.Span) is { } parcel)
            {
                await queue.TakeAsync(parcel, cancellation).ConfigureAwait(false);
                return;
            }

            // Too large: in halves.
            if (items.Length == 1 && halve(items.Span[0]) is { } halves)
            {
                items = halves;
            }
            else if (items.Length == 1)
            {
                queue.Counts.AddDropped(DropReason.TooLarge, 1);
                queue.Counts.Fail("a single span or point is larger than a request may be");
                Faults.Warn($"{Name}: a single span or point is larger than a request may be, 64 MiB, and is lost. Limits on tags keep it smaller.");
                return;
            }

            await SendAsync(source, items[..(items.Length / 2)], cancellation).ConfigureAwait(false);
            items = items[(items.Length / 2)..];
        }
    }
}

/// <summary>Makes exporters of OTLP.</summary>
internal static class OtlpExporter
{
    public static OtlpExporter<Activity> OfSpans(OtlpSettings settings, ExportSurroundings surroundings) => new(
        settings, OtlpEncoder.OfSpans(settings.Kind.Format, settings.Kind.IsGzip), static _ => null, surroundings.Resource, QueueOf(settings, surroundings));

    public static OtlpExporter<Metric> OfMetrics(OtlpSettings settings, ExportSurroundings surroundings) => new(
        settings, OtlpEncoder.OfMetrics(settings.Kind.Format, settings.Kind.IsGzip), HalvesOf, surroundings.Resource, QueueOf(settings, surroundings));

    private static Metric[]? HalvesOf(Metric metric)
    {
        var half = metric.Points.Count / 2;
        return half == 0 ? null : [metric.Part(0, half), metric.Part(half, metric.Points.Count - half)];
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The queue disposes its destinations.")]
    private static DeliveryQueue QueueOf(OtlpSettings settings, ExportSurroundings surroundings)
    {
        var (disk, counts) = surroundings.Place($"otlp-{(settings.Signal == Signal.Traces ? "traces" : "metrics")}");
        return new(
            [OtlpDestination.Create(settings), .. settings.Backup is { } backup ? [OtlpDestination.Create(backup)] : Array.Empty<OtlpDestination>()],
            new(settings.MaxQueueBytes, settings.MaxConcurrency, settings.Timeout, Backoff.Default),
            counts,
            disk);
    }
}
