namespace Instrumentation.Export.Prometheus;

/// <summary>What a family's samples are.</summary>
internal enum FamilyType
{
    Counter,
    Gauge,
    Histogram,
}
