using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What counts of <see cref="PrometheusRemoteWriteOptions"/> and defaults.</summary>
internal sealed record RemoteWriteSettings : PushSettings
{
    /// <exception cref="ArgumentException">An option can't be what it is.</exception>
    [SetsRequiredMembers]
    public RemoteWriteSettings(PrometheusRemoteWriteOptions options)
        : base(options, "http://localhost:9090/api/v1/write")
    {
        Version = ExporterOption.Defined<PrometheusRemoteWriteVersion>(options.Version, nameof(options.Version)) ?? default;
        MaxSamples = (int)ExporterOption.Above0(options.MaxSamplesPerRequest, nameof(options.MaxSamplesPerRequest));
        MaxQueueBytes = ExporterOption.Above0(options.MaxQueueBytes, nameof(options.MaxQueueBytes));
    }

    public PrometheusRemoteWriteVersion Version { get; }

    /// <summary>How many samples a request has at most.</summary>
    public int MaxSamples { get; }
}
