using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What a rule would write in place of the text that it reports.</summary>
public static class Replacement
{
    /// <summary>Diagnostic property: the text.</summary>
    public const string Text = nameof(Text);

    /// <summary>The properties of a diagnostic with that text; none where there is nothing to write instead.</summary>
    internal static ImmutableDictionary<string, string?> By(string? text) =>
        text is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Text, text);
}
