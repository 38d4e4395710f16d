using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>Pushes metrics to a Pushgateway as the page that Prometheus would fetch. While the gateway is away the last page alone waits for it.</summary>
internal sealed class PushgatewayExporter : IExporter<Metric>, IQueueingExporter
{
    private readonly PushgatewaySettings _settings;
    private readonly ResourceResolution _resource;
    private readonly PageMaker _pages;

    [SuppressMessage("Reliability", "CA2000", Justification = "The queue disposes its destinations.")]
    public PushgatewayExporter(PushgatewaySettings settings, ExportSurroundings surroundings)
    {
        _settings = settings;
        _resource = surroundings.Resource;
        _pages = new(settings.Page);

        // Nothing on disk: a page that an earlier process has left is older than all that this one knows.
        Queue = new(
            [new PushgatewayDestination(settings, surroundings.Resource)],
            new(settings.MaxQueueBytes, MaxConcurrency: 1, settings.Timeout, Backoff.Default, LatestOnly: true),
            new(),
            disk: null);
    }

    public string Name => $"Prometheus Pushgateway at {_settings.Endpoint.Name}";

    public string ComponentType => "prometheus_pushgateway_exporter";

    public DeliveryQueue Queue { get; }

    public async ValueTask<ExportResult> ExportAsync(Batch<Metric> batch, CancellationToken cancellationToken)
    {
        var source = await _resource.Resource.WaitAsync(cancellationToken).ConfigureAwait(false);
        var points = batch.Sum(static metric => metric.PointList.Count);
        try
        {
            await Queue.TakeAsync(Pack(source, batch, points), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestTooLargeException)
        {
            const string TooLarge = "the page would be larger than 64 MiB";
            Queue.Counts.AddDropped(DropReason.TooLarge, points);
            Queue.Counts.Fail(TooLarge);
            Faults.Warn($"{Name}: {TooLarge}, and is not pushed. A view that drops tags, or a lower CardinalityLimit, makes it smaller.");
        }

        return ExportResult.Success;
    }

    private Parcel Pack(Resource source, Batch<Metric> metrics, int points)
    {
        var page = _pages.Make(PageFormat.Default, metrics, source);
        try
        {
            var bytes = page.Bytes;
            var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(buffer);
            return new(new(Signal.Metrics, ParcelFormat.PrometheusText, IsGzip: false), points, buffer, bytes.Length);
        }
        finally
        {
            page.Release();
        }
    }
}
