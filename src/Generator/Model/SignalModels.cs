using System.Collections.Generic;
using System.Linq;

namespace Instrumentation.Generator.Model;

/// <summary>The name, version and schema URL of a source and a meter.</summary>
public sealed record ScopeModel(string Name, string? Version, string? SchemaUrl);

/// <summary>The span of a call. Enumerations are the names of their members.</summary>
public sealed record SpanModel(string Name, string Kind, string Level, bool NewRoot, bool OutermostOnly)
{
    /// <summary>What carries its parent or its links; null when nothing does.</summary>
    public CarrierModel? Carrier { get; init; }
}

public enum MetricKind
{
    Counted,
    Timed,
    InFlight,
}

/// <summary>One instrument of a method.</summary>
public sealed record MetricModel(
    MetricKind Kind,
    string Field,
    string Name,
    string Unit,
    string? Description,
    string When,
    EquatableArray<double> Buckets,
    double Objective)
{
    /// <summary>The method's tags that are the metric's: calls in flight have no result yet.</summary>
    public IEnumerable<TagModel> TagsOf(IEnumerable<TagModel> tags) =>
        tags.Where(t => t.OnMetrics && (Kind != MetricKind.InFlight || t.Origin != TagOrigin.Result));

    /// <summary>How many series its tags make at most, those of failures aside, which <c>error.type</c> tells apart; null where a tag has no bound.</summary>
    public long? SeriesCount(IEnumerable<TagModel> tags) => TagModel.SeriesCount(TagsOf(tags));
}

/// <summary>What counts as failure, and where it is recorded.</summary>
public sealed record ErrorModel(string Errors, EquatableArray<string> ExpectedExceptions, PredicateModel? Predicate);

public enum PredicateForm
{
    StaticMethod,
    InstanceMethod,
    ResultMember,
}

/// <summary>What tells whether a result means failure.</summary>
public sealed record PredicateModel(PredicateForm Form, string Name, string ContainingType, string ParameterType, bool IsHidden, string? OwnerName);
