namespace Instrumentation.Tracing;

/// <summary>
/// Lets the first rule that matches a span decide it: nothing of health checks, all of payments, a tenth of the rest. Specification: Trace
/// SDK, CompositeSampler, rule-based.
/// </summary>
/// <example><code>
/// new RuleBasedSampler(new TraceIdRatioSampler(0.1),
///     new SamplingRule(new AlwaysOffSampler()) { Name = "GET /health*" },
///     new SamplingRule(new AlwaysOnSampler()) { Scope = "Shop.Payments" })
/// </code></example>
public sealed class RuleBasedSampler : Sampler
{
    private readonly Sampler _otherwise;
    private readonly SamplingRule[] _rules;

    /// <summary>Lets the first rule that matches decide.</summary>
    /// <param name="otherwise">Decides the spans that no rule matches.</param>
    /// <param name="rules">The rules, in order.</param>
    /// <exception cref="ArgumentNullException">An argument, or one of the rules, is null.</exception>
    public RuleBasedSampler(Sampler otherwise, params SamplingRule[] rules)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
            ArgumentNullException.ThrowIfNull(rule, nameof(rules));
        _otherwise = otherwise;
        _rules = [.. rules];
    }

    /// <inheritdoc/>
    public override string Description =>
        $"RuleBased{{{string.Concat(_rules.Select(static r => r.Sampler.Description + ","))}otherwise={_otherwise.Description}}}";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        foreach (var rule in _rules)
        {
            if (rule.Matches(parameters))
                return rule.Sampler.ShouldSample(parameters);
        }

        return _otherwise.ShouldSample(parameters);
    }
}
