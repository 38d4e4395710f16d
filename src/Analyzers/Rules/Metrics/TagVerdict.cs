using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// Which rule speaks of a metric's tag. One does: what a value is says more than how its text is made, and that more than what its key is called.
/// </summary>
internal static class TagVerdict
{
    /// <summary>The id of the rule; null where there is nothing to say.</summary>
    public static string? Of(TagWrite tag, Bound bound, AnalyzerConfigOptions options)
    {
        var key = tag.KeyText;
        if (bound.IsBounded || (key is not null && RuleOptions.BoundedKeys.Of(options).Contains(key)))
            return null;

        var isConventional = key is not null && SemanticConventions.Find(key) is { OnMetrics: true };
        var isFew = key is not null && (NameWords.SayFew(key) || (isConventional && IsAddress(key)));
        return bound switch
        {
            { IsUnbounded: true, Evidence: Evidence.Description } => RuleIds.MetricTagIsFreeText,
            { IsUnbounded: true, Evidence: Evidence.Composed } when !isConventional => RuleIds.MetricTagIsFreeText,
            { IsUnbounded: true, Evidence: Evidence.Type or Evidence.Request } when !isFew => RuleIds.MetricTagIsUnbounded,
            _ when key is not null && RuleOptions.UnboundedKeys.Of(options).Contains(key) => RuleIds.MetricTagKeySaysUnbounded,
            _ when isConventional => null,
            _ when key is not null && NameWords.SayUnbounded(key) => RuleIds.MetricTagKeySaysUnbounded,
            { IsUnbounded: true, Evidence: Evidence.Name } => RuleIds.MetricTagIsUnbounded,
            _ => null,
        };
    }

    // Servers and peers are few, though there could be as many as there are addresses.
    private static bool IsAddress(string key) => key.EndsWith(".address", StringComparison.Ordinal);
}
