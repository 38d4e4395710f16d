using System.Collections.Immutable;

namespace Instrumentation.Analyzers;

/// <summary>Every option that a rule takes.</summary>
internal static class RuleOptions
{
    /// <summary>INS104, INS105: tag keys that have few values in this program, whatever they are called.</summary>
    public static readonly ListOption BoundedKeys = new("bounded_keys");

    /// <summary>INS105: tag keys, beyond those that the rule knows, that have too many values for a metric.</summary>
    public static readonly ListOption UnboundedKeys = new("unbounded_keys");

    /// <summary>INS107: how many series an instrument may have.</summary>
    public static readonly NumberOption SeriesBudget = new("series_budget", fallback: 2_000);

    /// <summary>INS401: keys and names, beyond those that the rule knows, that say that a value is secret or personal.</summary>
    public static readonly ListOption SensitiveNames = new("sensitive_names");

    public static readonly ImmutableArray<RuleOption> All = [BoundedKeys, UnboundedKeys, SeriesBudget, SensitiveNames];
}
