namespace Instrumentation.Export;

/// <summary>A version of Prometheus remote-write.</summary>
public enum PrometheusRemoteWriteVersion
{
    /// <summary>1.0: labels in full with each sample.</summary>
    V1,

    /// <summary>2.0: each text once, and types, help texts, units and beginnings beside the samples.</summary>
    V2,
}
