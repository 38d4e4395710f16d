using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>The tags that a method's calls would have, as the generator reads them; read once, for all tags and all rules that ask.</summary>
internal static class CallTags
{
    private static readonly ConditionalWeakTable<IMethodSymbol, ConcurrentDictionary<(bool, bool), EquatableArray<TagModel>>> Known = new();

    /// <summary>The tags of the method's calls.</summary>
    /// <param name="method">The method that bears the attributes.</param>
    /// <param name="hasSpan">Whether there is a span to put them on.</param>
    /// <param name="hasMetrics">Whether there are metrics to put them on.</param>
    /// <param name="compilation">The method's compilation.</param>
    public static EquatableArray<TagModel> Of(IMethodSymbol method, bool hasSpan, bool hasMetrics, Compilation compilation) =>
        Known.GetOrCreateValue(method).GetOrAdd((hasSpan, hasMetrics), _ => TagParser.Parse(method, method, hasSpan, hasMetrics, compilation));
}
