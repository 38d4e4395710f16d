using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>An option that rules take from <c>.editorconfig</c>.</summary>
internal abstract class RuleOption(string key)
{
    /// <summary>What the keys of all options begin with.</summary>
    public const string Prefix = "instrumentation.";

    /// <summary>What is written before the equals sign.</summary>
    public string Key { get; } = Prefix + key;

    /// <summary>What the value must be, as the end of a sentence; null where this text is that.</summary>
    public abstract string? Expects(string text);
}

/// <summary>A whole number from one up.</summary>
internal sealed class NumberOption(string key, int fallback) : RuleOption(key)
{
    /// <summary>The number for a file; the default where none, or no such number, is given.</summary>
    public int Of(AnalyzerConfigOptions options) => options.TryGetValue(Key, out var text) && Parse(text) is { } number ? number : fallback;

    public override string? Expects(string text) => Parse(text) is null ? "a whole number from 1 up" : null;

    private static int? Parse(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

/// <summary>Words with commas between, which are added to those that a rule knows by itself.</summary>
internal sealed class ListOption(string key) : RuleOption(key)
{
    /// <summary>The words for a file.</summary>
    public ImmutableArray<string> Of(AnalyzerConfigOptions options) => options.TryGetValue(Key, out var text) ? Parse(text) : [];

    public override string? Expects(string text) => Parse(text).IsEmpty ? "words with commas between them" : null;

    private static ImmutableArray<string> Parse(string text) =>
        [.. text.Split(',').Select(static w => w.Trim()).Where(static w => w.Length > 0)];
}
