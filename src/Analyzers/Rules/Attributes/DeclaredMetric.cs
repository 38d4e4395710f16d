using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A metric that a method's attributes declare, as the generator will make it.</summary>
internal sealed class DeclaredMetric
{
    private static readonly ConditionalWeakTable<IMethodSymbol, IReadOnlyList<DeclaredMetric>> Known = new();

    private DeclaredMetric(string name, IReadOnlyList<TagModel> tags, string shape, string method, Location place, int? limit = null)
    {
        Name = name;
        CardinalityLimit = limit;
        Tags = tags;
        Shape = shape;
        Method = method;
        Place = place;
    }

    public string Name { get; }

    public IReadOnlyList<TagModel> Tags { get; }

    /// <summary>How many series it says that it may have; null where it says nothing.</summary>
    public int? CardinalityLimit { get; }

    /// <summary>In words, what metrics of one name must agree in: <c>a counter in {call} with the tags 'a', 'b'</c>.</summary>
    public string Shape { get; }

    /// <summary>The method that it measures, for people.</summary>
    public string Method { get; }

    /// <summary>Its attribute; the method, where the attribute is the type's and stands for several metrics.</summary>
    public Location Place { get; }

    /// <summary>The metrics of the method's calls, or the one that it is; found out once, for all rules that ask.</summary>
    public static IReadOnlyList<DeclaredMetric> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        Known.TryGetValue(method, out var known) ? known : Remember(method, [.. Find(method, compilation, cancellation)]);

    // Most methods have none, and that is found out quickly. What another thread finds is the same.
    private static IReadOnlyList<DeclaredMetric> Remember(IMethodSymbol method, IReadOnlyList<DeclaredMetric> metrics) =>
        metrics.Count == 0 ? metrics : Known.GetValue(method, _ => metrics);

    private static IEnumerable<DeclaredMetric> Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (DeclaredInstrument.Of(method) is { IsObserved: false } declared)
            return declared.Check(method, compilation) == Obstacle.None ? [OfInstrument(method, declared, compilation, cancellation)] : [];
        return Attributed.Of(method) is { } attributed ? OfCalls(attributed, compilation, cancellation) : [];
    }

    private static DeclaredMetric OfInstrument(IMethodSymbol method, DeclaredInstrument declared, Compilation compilation, CancellationToken cancellation)
    {
        var instrument = InstrumentParser.Instrument(method, declared, null);
        var tags = TagParser.OfInstrument(method, compilation);
        return new DeclaredMetric(
            instrument.Name, tags, ShapeOf(KindOf(instrument.Kind), instrument.Unit, tags), method.ToDisplayString(SymbolDisplay.Member), declared.Attribute.Place(cancellation), instrument.CardinalityLimit);
    }

    private static IEnumerable<DeclaredMetric> OfCalls(Attributed attributed, Compilation compilation, CancellationToken cancellation)
    {
        var method = attributed.Method;
        var attributes = attributed.Counted.Concat(attributed.Timed).Concat(attributed.InFlight).ToList();
        if (attributes.Count == 0)
            yield break;

        var own = method.GetAttributes();
        var metrics = SignalParser.Metrics(attributed, ScopeParser.Parse(method.ContainingAssembly), Names.Member(method));
        var tags = CallTags.Of(method, hasSpan: false, hasMetrics: true, compilation);
        foreach (var (metric, attribute) in metrics.Zip(attributes, static (m, a) => (m, a)))
        {
            yield return new DeclaredMetric(
                metric.Name,
                [.. metric.TagsOf(tags)],
                ShapeOf(KindOf(metric), metric.Unit, metric.TagsOf(tags)),
                method.ToDisplayString(SymbolDisplay.Member),
                own.Contains(attribute) ? attribute.Place(cancellation) : method.Locations[0]);
        }
    }

    private static string ShapeOf(string kind, string? unit, IEnumerable<TagModel> tags)
    {
        var keys = tags.Select(static t => $"'{t.Key}'").Distinct().OrderBy(static k => k, StringComparer.Ordinal).ToList();
        var count = keys.Count switch { 0 => "no tags", 1 => "the tag ", _ => "the tags " };
        return $"{(kind[0] == 'u' ? "an" : "a")} {kind}{(unit is null ? "" : $" in {unit}")} with {count}{string.Join(", ", keys)}";
    }

    /// <summary>What people call an instrument of that kind.</summary>
    public static string KindOf(InstrumentKind kind) => kind == InstrumentKind.UpDownCounter ? "up-down counter" : kind.ToString().ToLowerInvariant();

    /// <summary>What people call the metric's instrument.</summary>
    public static string KindOf(MetricModel metric) => metric.Kind switch
    {
        MetricKind.Counted => "counter",
        MetricKind.Timed => "histogram",
        _ => "up-down counter",
    };
}
