namespace Instrumentation.Analyzers;

/// <summary>What the semantic conventions say about one metric.</summary>
public sealed class MetricConvention
{
    private readonly string[] _fields;

    // name|instrument|unit|deprecation|keys
    internal MetricConvention(string[] fields) => _fields = fields;

    public string Name => _fields[0];

    /// <summary>The kind of its instrument: <c>counter</c>, <c>updowncounter</c>, <c>gauge</c>, <c>histogram</c>.</summary>
    public string Instrument => _fields[1];

    /// <summary>Its unit: <c>s</c>, <c>By</c>, <c>{request}</c>.</summary>
    public string Unit => _fields[2];

    /// <summary>Whether the conventions have renamed or dropped it.</summary>
    public bool IsDeprecated => _fields[3].Length > 0;

    /// <summary>What it is called now; null where it is not deprecated, or has no successor of the same meaning.</summary>
    public string? Successor => _fields[3].Length > 1 ? _fields[3].Substring(1) : null;

    /// <summary>The keys of its measurements.</summary>
    public IReadOnlyList<string> Keys => _fields[4].Length > 0 ? _fields[4].Split(',') : [];
}
