using System.Diagnostics;
using System.IO.Enumeration;

namespace Instrumentation.Tracing;

/// <summary>Spans of some kind, and the sampler that decides them. What is not set matches every span.</summary>
/// <param name="sampler">Decides the spans that match.</param>
public sealed class SamplingRule(Sampler sampler)
{
    /// <summary>Decides the spans that match.</summary>
    public Sampler Sampler { get; } = sampler ?? throw new ArgumentNullException(nameof(sampler));

    /// <summary>The span's name, <c>*</c> and <c>?</c> being wildcards; case matters.</summary>
    public string? Name { get; init; }

    /// <summary>The span's kind.</summary>
    public ActivityKind? Kind { get; init; }

    /// <summary>The name of the source that starts the span, <c>*</c> and <c>?</c> being wildcards; case does not matter.</summary>
    public string? Scope { get; init; }

    /// <summary>A tag that the span is started with, and its value as text, <c>*</c> and <c>?</c> being wildcards.</summary>
    public (string Key, string Value)? Tag { get; init; }

    internal bool Matches(in SamplingParameters parameters) =>
        (Kind is null || Kind == parameters.Kind)
        && (Name is null || FileSystemName.MatchesSimpleExpression(Name, parameters.Name, ignoreCase: false))
        && (Scope is null || (parameters.Source is { } source && FileSystemName.MatchesSimpleExpression(Scope, source.Name)))
        && (Tag is not { } tag || HasTag(parameters.Tags, tag.Key, tag.Value));

    private static bool HasTag(IEnumerable<KeyValuePair<string, object?>>? tags, string key, string pattern)
    {
        foreach (var (name, value) in tags ?? [])
        {
            if (name == key)
                return FileSystemName.MatchesSimpleExpression(pattern, TagText.Of(value), ignoreCase: false);
        }

        return false;
    }
}
