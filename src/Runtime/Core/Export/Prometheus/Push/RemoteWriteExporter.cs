using System.Diagnostics.CodeAnalysis;
using Instrumentation.Export.Delivery;
using Instrumentation.Metrics;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>Sends metrics by remote-write: makes requests, and hands them to a queue that sees to their delivery.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The queue disposes its destinations.")]
internal sealed class RemoteWriteExporter : IExporter<Metric>, IQueueingExporter
{
    private readonly RemoteWriteSettings _settings;
    private readonly ResourceResolution _resource;
    private readonly RemoteWriteEncoder _encoder;
    private readonly RemoteWriteDestination _destination;

    public RemoteWriteExporter(RemoteWriteSettings settings, ExportSurroundings surroundings)
    {
        _settings = settings;
        _resource = surroundings.Resource;
        _encoder = new(settings.Page, settings.MaxSamples);
        _destination = new(settings);
        var (disk, counts) = surroundings.Place("prometheus-remote-write");

        // One at a time: a receiver takes the samples of a series in their order alone.
        Queue = new([_destination], new(settings.MaxQueueBytes, MaxConcurrency: 1, settings.Timeout, Backoff.Default), counts, disk);
    }

    public string Name => $"Prometheus remote-write to {_settings.Endpoint.Name}";

    public string ComponentType => "prometheus_remote_write_exporter";

    public DeliveryQueue Queue { get; }

    public async ValueTask<ExportResult> ExportAsync(Batch<Metric> batch, CancellationToken cancellationToken)
    {
        var source = await _resource.Resource.WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var parcel in _encoder.Encode(source, batch, _destination.IsV1))
            await Queue.TakeAsync(parcel, cancellationToken).ConfigureAwait(false);
        return ExportResult.Success;
    }
}
