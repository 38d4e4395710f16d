namespace Instrumentation.Export.Prometheus;

/// <summary>How a page is written.</summary>
internal enum PageSyntax
{
    /// <summary>Prometheus' own text.</summary>
    Text,

    /// <summary>OpenMetrics' text: with units, start times and exemplars.</summary>
    OpenMetrics,

    /// <summary>Prometheus' own protobuf, in which exponential histograms keep their buckets.</summary>
    Protobuf,
}
