using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>All metrics of one name on a page: they stand together, and have one type, one unit and one help text.</summary>
/// <param name="name">What they are called.</param>
/// <param name="type">What they are.</param>
/// <param name="first">The first of them.</param>
internal sealed class Family(MetricName name, FamilyType type, MetricDescription first)
{
    public MetricName Name => name;

    public FamilyType Type => type;

    public MetricDescription First => first;

    public string? Help { get; set; } = first.Text;

    /// <summary>Its metrics: the place of each in a collection, and the labels of its series.</summary>
    public List<(int Place, StreamLabels Labels)> Metrics { get; } = [];

    /// <summary>Whether it has been told that two of its series have the same labels.</summary>
    public bool HasToldOfTwin { get; set; }

    /// <summary>Whether it has been told that it is a counter below 0.</summary>
    public bool HasToldOfNegative { get; set; }

    public static FamilyType TypeOf(MetricDescription metric) => metric.Kind switch
    {
        MetricKind.Sum when metric.IsMonotonic => FamilyType.Counter,
        MetricKind.Sum or MetricKind.Gauge => FamilyType.Gauge,
        _ => FamilyType.Histogram,
    };

    /// <summary>The names that belong to it, in one format or another, or that readers give it: a counter without <c>_total</c> gets that.</summary>
    public IEnumerable<string> Claims() => type switch
    {
        FamilyType.Gauge => [name.Family],
        FamilyType.Histogram => [name.Family, name.Family + "_bucket", name.Family + "_count", name.Family + "_sum", name.Family + "_created"],
        _ => [name.Family, name.Family + "_total", name.Family + "_created"],
    };
}
