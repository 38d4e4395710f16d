using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS014: an option of these rules in <c>.editorconfig</c> that none of them has, or whose value is none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionIsNotUnderstood() : TelemetryRule(Descriptors.OptionIsNotUnderstood)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        // Files to which the same sections apply share one set of options.
        var sets = new ConcurrentDictionary<AnalyzerConfigOptions, bool>();
        context.RegisterSyntaxTreeAction(c => sets.TryAdd(c.Options.AnalyzerConfigOptionsProvider.GetOptions(c.Tree), true));
        context.RegisterCompilationEndAction(c => Check(c, sets.Keys));
    }

    private static void Check(CompilationAnalysisContext context, IEnumerable<AnalyzerConfigOptions> sets)
    {
        var objections = sets
            .SelectMany(static o => o.Keys.Where(static k => k.StartsWith(RuleOption.Prefix, StringComparison.OrdinalIgnoreCase)).Select(k => Objection(o, k)))
            .OfType<string>()
            .Distinct();
        foreach (var objection in objections.OrderBy(static o => o, StringComparer.Ordinal))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.OptionIsNotUnderstood, Location.None, objection));
    }

    private static string? Objection(AnalyzerConfigOptions options, string key)
    {
        if (!options.TryGetValue(key, out var text))
            return null;
        if (RuleOptions.All.FirstOrDefault(o => string.Equals(o.Key, key, StringComparison.OrdinalIgnoreCase)) is { } option)
            return option.Expects(text) is { } expected ? $"'{key} = {text}' is ignored: the value must be {expected}" : null;

        var nearest = Nearest.To(key, RuleOptions.All.Select(static o => o.Key));
        return $"'{key}' is no option of these rules{(nearest is null ? "" : $"; did you mean '{nearest}'?")}";
    }
}
