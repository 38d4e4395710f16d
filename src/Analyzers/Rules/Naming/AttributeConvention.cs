namespace Instrumentation.Analyzers;

/// <summary>What the semantic conventions say about one key.</summary>
public sealed class AttributeConvention
{
    private const string TemplatePrefix = "template[";

    private readonly string[] _fields;

    // key|type|signals|deprecation|values
    internal AttributeConvention(string[] fields) => _fields = fields;

    /// <summary>The key, or that which the keys of a template begin with.</summary>
    public string Key => _fields[0];

    /// <summary>Whether it stands for all keys that begin with it: <c>http.request.header</c> for <c>http.request.header.accept</c>.</summary>
    public bool IsTemplate => _fields[1].StartsWith(TemplatePrefix, StringComparison.Ordinal);

    /// <summary>
    /// The type of its values, as the conventions call it: <c>string</c>, <c>int</c>, <c>double</c>, <c>boolean</c>, <c>string[]</c>, <c>int[]</c>,
    /// <c>any</c>.
    /// </summary>
    public string Type => IsTemplate ? _fields[1].Substring(TemplatePrefix.Length, _fields[1].Length - TemplatePrefix.Length - 1) : _fields[1];

    /// <summary>Whether a metric of the conventions has it. If none does, that is a hint that it has too many values for one, and no proof.</summary>
    public bool OnMetrics => _fields[2].IndexOf('m') >= 0;

    /// <summary>Whether a span of the conventions has it.</summary>
    public bool OnSpans => _fields[2].IndexOf('s') >= 0;

    /// <summary>Whether the conventions have renamed or dropped it.</summary>
    public bool IsDeprecated => _fields[3].Length > 0;

    /// <summary>What it is called now; null where it is not deprecated, or has no successor of the same meaning.</summary>
    public string? Successor => _fields[3].Length > 1 ? _fields[3].Substring(1) : null;

    /// <summary>Whether the conventions list values. Others may be written too: the lists are open.</summary>
    public bool HasKnownValues => _fields[4].Length > 0;

    /// <summary>The values that the conventions list and have not deprecated; empty where any value is one.</summary>
    public IEnumerable<string> KnownValues => Members.Where(static m => m.IndexOf('>') < 0);

    /// <summary>Whether the conventions have renamed or dropped the value.</summary>
    /// <param name="value">A value.</param>
    /// <param name="successor">What is written instead; null where nothing is.</param>
    public bool IsDeprecatedValue(string value, out string? successor)
    {
        var member = Members.FirstOrDefault(m => m.StartsWith(value + ">", StringComparison.Ordinal));
        successor = member is null || member.Length == value.Length + 1 ? null : member.Substring(value.Length + 1);
        return member is not null;
    }

    private string[] Members => HasKnownValues ? _fields[4].Split(',') : [];
}
