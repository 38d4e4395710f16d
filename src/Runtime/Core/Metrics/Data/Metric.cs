namespace Instrumentation.Metrics;

/// <summary>What one stream of an instrument holds at the time of a collection.</summary>
public sealed class Metric
{
    private readonly PointList _points;

    internal Metric(MetricDescription description, Temporality temporality, PointList points)
    {
        Description = description;
        Temporality = temporality;
        _points = points;
    }

    /// <summary>Whom it belongs to and what it is called; the same object at each collection.</summary>
    public MetricDescription Description { get; }

    /// <summary>The metric's name.</summary>
    public string Name => Description.Name;

    /// <summary>What its points hold.</summary>
    public MetricKind Kind => Description.Kind;

    /// <summary>What its numbers are since. A gauge's have no beginning.</summary>
    public Temporality Temporality { get; }

    /// <summary>Its series, at least one.</summary>
    public IReadOnlyList<MetricPoint> Points => _points;

    /// <summary>The same, for who goes through many.</summary>
    internal PointList PointList => _points;

    /// <summary>The same metric with some of its points.</summary>
    internal Metric Part(int start, int count) => new(Description, Temporality, _points.Slice(start, count));
}
