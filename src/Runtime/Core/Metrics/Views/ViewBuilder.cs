using System.IO.Enumeration;
using Instrumentation.Metrics.Streams;
using Instrumentation.Metrics.Views;

namespace Instrumentation.Metrics;

/// <summary>
/// Says which instruments a view is of, and what it makes of them. An instrument that several views match has a stream of each; one that none
/// matches has its own. Specification: Metrics SDK, View.
/// </summary>
public sealed class ViewBuilder
{
    private readonly string _pattern;
    private InstrumentKind? _kind;
    private string? _unit;
    private string? _meter;
    private string? _meterVersion;
    private string? _meterSchemaUrl;
    private string? _name;
    private string? _description;
    private TagFilter? _filter;
    private Aggregation _aggregation = Metrics.Aggregation.Default;
    private int? _limit;
    private Func<ExemplarReservoir>? _reservoir;

    internal ViewBuilder(string pattern) => _pattern = pattern;

    /// <summary>The view is of instruments of that kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder OfKind(InstrumentKind kind)
    {
        _kind = kind;
        return this;
    }

    /// <summary>The view is of instruments with that unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder OfUnit(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        _unit = unit;
        return this;
    }

    /// <summary>The view is of instruments of that meter.</summary>
    /// <param name="name">The meter's name, or a pattern with <c>*</c> and <c>?</c>.</param>
    /// <param name="version">Its version; null for any.</param>
    /// <param name="schemaUrl">Its schema URL; null for any.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder OfMeter(string name, string? version = null, string? schemaUrl = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (_meter, _meterVersion, _meterSchemaUrl) = (name, version, schemaUrl);
        return this;
    }

    /// <summary>Gives the metric another name. The view must be of one instrument, or several metrics would have that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the view is of a pattern.</exception>
    public ViewBuilder Rename(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_pattern.AsSpan().ContainsAny('*', '?'))
            throw new ArgumentException($"The view of \"{_pattern}\" may match several instruments, which can't all be called \"{name}\". Name one instrument.", nameof(name));

        _name = name;
        return this;
    }

    /// <summary>Gives the metric another description.</summary>
    /// <param name="description">The description.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder Describe(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        _description = description;
        return this;
    }

    /// <summary>Leaves these tags out: series that differ in them alone become one.</summary>
    /// <param name="keys">Their keys.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder DropTags(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _filter = new TagFilter(keys, keeps: false);
        return this;
    }

    /// <summary>Leaves all tags out but these.</summary>
    /// <param name="keys">Their keys.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder KeepTags(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _filter = new TagFilter(keys, keeps: true);
        return this;
    }

    /// <summary>Says how measurements become points.</summary>
    /// <param name="aggregation">How.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder Aggregate(Aggregation aggregation)
    {
        ArgumentNullException.ThrowIfNull(aggregation);
        _aggregation = aggregation;
        return this;
    }

    /// <summary>Says how many series there may be; what is beyond goes to one, whose tag is <c>otel.metric.overflow</c>.</summary>
    /// <param name="limit">How many; at least 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public ViewBuilder LimitSeries(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _limit = limit;
        return this;
    }

    /// <summary>Says what chooses the exemplars of a series.</summary>
    /// <param name="createReservoir">Makes it, once for each series and reader.</param>
    /// <returns>This builder.</returns>
    public ViewBuilder ChooseExemplars(Func<ExemplarReservoir> createReservoir)
    {
        ArgumentNullException.ThrowIfNull(createReservoir);
        _reservoir = createReservoir;
        return this;
    }

    internal bool Matches(InstrumentInfo instrument) =>
        FileSystemName.MatchesSimpleExpression(_pattern, instrument.Name, ignoreCase: true)
        && (_kind is null || _kind == instrument.Kind)
        && (_unit is null || _unit == (instrument.Unit ?? ""))
        && (_meter is null || FileSystemName.MatchesSimpleExpression(_meter, instrument.Scope.Name, ignoreCase: true))
        && (_meterVersion is null || _meterVersion == instrument.Scope.Version)
        && (_meterSchemaUrl is null || _meterSchemaUrl == instrument.Scope.SchemaUrl);

    internal StreamSettings Of(InstrumentInfo instrument) =>
        new(_name ?? instrument.Name, _description ?? instrument.Description, _aggregation, _filter, _limit, _reservoir);
}
