using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A metric that a method's attributes declare, as the generator will make it.</summary>
internal sealed class DeclaredMetric
{
    private DeclaredMetric(string name, IReadOnlyList<TagModel> tags, string shape, string method, Location place)
    {
        Name = name;
        Tags = tags;
        Shape = shape;
        Method = method;
        Place = place;
    }

    public string Name { get; }

    public IReadOnlyList<TagModel> Tags { get; }

    /// <summary>In words, what metrics of one name must agree in: <c>a counter in {call} with the tags 'a', 'b'</c>.</summary>
    public string Shape { get; }

    /// <summary>The method that it measures, for people.</summary>
    public string Method { get; }

    /// <summary>Its attribute; the method, where the attribute is the type's and stands for several metrics.</summary>
    public Location Place { get; }

    public static IEnumerable<DeclaredMetric> Of(Attributed attributed, Compilation compilation, CancellationToken cancellation)
    {
        var method = attributed.Method;
        var attributes = attributed.Counted.Concat(attributed.Timed).Concat(attributed.InFlight).ToList();
        if (attributes.Count == 0)
            yield break;

        var own = method.GetAttributes();
        var metrics = SignalParser.Metrics(attributed, ScopeParser.Parse(method.ContainingAssembly), Names.Member(method));
        var tags = TagParser.Parse(method, method, hasSpan: false, hasMetrics: true, compilation);
        foreach (var (metric, attribute) in metrics.Zip(attributes, static (m, a) => (m, a)))
        {
            yield return new DeclaredMetric(
                metric.Name,
                [.. metric.TagsOf(tags)],
                ShapeOf(metric, tags),
                method.ToDisplayString(SymbolDisplay.Member),
                own.Contains(attribute) ? attribute.Place(cancellation) : method.Locations[0]);
        }
    }

    private static string ShapeOf(MetricModel metric, IEnumerable<TagModel> tags)
    {
        var keys = metric.TagsOf(tags).Select(static t => $"'{t.Key}'").Distinct().OrderBy(static k => k, StringComparer.Ordinal).ToList();
        return $"{(metric.Kind == MetricKind.InFlight ? "an" : "a")} {KindOf(metric)} in {metric.Unit} with {keys.Count switch { 0 => "no tags", 1 => "the tag ", _ => "the tags " }}{string.Join(", ", keys)}";
    }

    /// <summary>What people call the metric's instrument.</summary>
    public static string KindOf(MetricModel metric) => metric.Kind switch
    {
        MetricKind.Counted => "counter",
        MetricKind.Timed => "histogram",
        _ => "up-down counter",
    };
}
