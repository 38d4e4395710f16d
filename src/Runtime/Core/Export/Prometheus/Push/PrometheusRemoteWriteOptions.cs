namespace Instrumentation.Export;

/// <summary>Where metrics are sent to by Prometheus remote-write, and how.</summary>
public sealed class PrometheusRemoteWriteOptions : PrometheusPushOptions
{
    /// <summary>
    /// What the receiver is sent at first; by default the first version, which all take. A receiver of the second that answers that it does not know it
    /// is sent the first from then on.
    /// </summary>
    public PrometheusRemoteWriteVersion Version { get; set; }

    /// <summary>How many samples one request has at most; 2,000. A bucket of a histogram is one.</summary>
    public int MaxSamplesPerRequest { get; set; } = 2_000;

    /// <summary>How many bytes wait in memory for the receiver at most, as they go over the network; 16 MiB.</summary>
    public long MaxQueueBytes { get; set; } = 16 << 20;
}
