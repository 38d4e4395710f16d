using System.Globalization;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS015, off by default: tells on each attributed method what a call of it emits: the span, the metrics, their tags and how many series.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodEmitsSignals() : AttributeRule(Descriptors.MethodEmitsSignals)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols) =>
        context.RegisterSymbolAction(static c => Tell(c), SymbolKind.Method);

    private static void Tell(SymbolAnalysisContext context)
    {
        // Both parts of a partial method have the attributes of both.
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is null && DeclaredInstrument.Of(method) is { IsObserved: false } declared && declared.Check(method, context.Compilation) == Obstacle.None)
        {
            var metric = DeclaredMetric.Of(method, context.Compilation, context.CancellationToken)[0];
            Report(context, method, $"the {DeclaredMetric.KindOf(declared.Kind)} '{metric.Name}'{Keys(metric.Tags)}: {Series(metric.Tags)}");
            return;
        }

        if (method.PartialDefinitionPart is not null || Attributed.Of(method) is not { } attributed
            || PartialWrapper.Obstacle(method, context.Compilation) != Obstacle.None)
        {
            return;
        }

        var span = SignalParser.Span(attributed);
        var metrics = SignalParser.Metrics(attributed, ScopeParser.Parse(method.ContainingAssembly), Names.Member(method));
        var tags = CallTags.Of(method, hasSpan: span is not null, hasMetrics: !metrics.IsEmpty, context.Compilation);
        var signals = metrics.Select(m => Text(m, tags)).ToList();
        if (span is not null)
            signals.Insert(0, $"the span '{span.Name}'{Keys(tags.Where(static t => t.OnSpan))}");
        Report(context, method, string.Join("; ", signals));
    }

    private static void Report(SymbolAnalysisContext context, IMethodSymbol method, string signals) => context.ReportDiagnostic(Diagnostic.Create(
        Descriptors.MethodEmitsSignals, method.Locations[0], method.ToDisplayString(SymbolDisplay.Member), signals));

    private static string Text(MetricModel metric, IReadOnlyCollection<TagModel> tags) =>
        $"the {DeclaredMetric.KindOf(metric)} '{metric.Name}' in {metric.Unit}{Keys(metric.TagsOf(tags))}: {Series(metric, tags)}";

    private static string Keys(IEnumerable<TagModel> tags)
    {
        var keys = tags.Select(static t => t.Key).Distinct().ToList();
        return keys.Count == 0 ? "" : $" ({string.Join(", ", keys)})";
    }

    // Each type of error makes them anew; a call in flight has not failed yet.
    private static string Series(MetricModel metric, IReadOnlyCollection<TagModel> tags)
    {
        var series = Series([.. metric.TagsOf(tags)]);
        if (metric.SeriesCount(tags) is null)
            return series;
        return (metric.Kind, metric.When) switch
        {
            (MetricKind.InFlight, _) or (_, "Success") => series,
            (_, "Failure") => series + " for each type of error",
            _ => series + ", and as many for each type of error",
        };
    }

    private static string Series(IReadOnlyCollection<TagModel> tags) => TagModel.SeriesCount(tags) is { } count
        ? string.Format(CultureInfo.InvariantCulture, "{0} series", count)
        : $"as many series as '{tags.First(static t => t.ValueCount is null).Key}' has values";
}
