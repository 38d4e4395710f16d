using System.Collections.Concurrent;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS007: two metrics of one name, which backends merge, with another kind, unit or set of tags. Spans of one name may differ: each is kept
/// by itself.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MetricsOfOneNameAreAlike() : AttributeRule(Descriptors.MetricsOfOneNameAreAlike)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        var metrics = new ConcurrentBag<DeclaredMetric>();
        context.RegisterSymbolAction(c => Collect(c, metrics), SymbolKind.Method);
        context.RegisterCompilationEndAction(c => Compare(c, metrics));
    }

    private static void Collect(SymbolAnalysisContext context, ConcurrentBag<DeclaredMetric> metrics)
    {
        // Both parts of a partial method have the attributes of both.
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null
            || (Attributed.Of(method) is not null && PartialWrapper.Obstacle(method, context.Compilation) != Obstacle.None))
        {
            return;
        }

        foreach (var metric in DeclaredMetric.Of(method, context.Compilation, context.CancellationToken))
            metrics.Add(metric);
    }

    private static void Compare(CompilationAnalysisContext context, ConcurrentBag<DeclaredMetric> metrics)
    {
        foreach (var named in metrics.GroupBy(static m => m.Name, StringComparer.OrdinalIgnoreCase))
        {
            // The first in the source is the one that the others should be like.
            var ordered = named.OrderBy(static m => m.Place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static m => m.Place.SourceSpan.Start).ToList();
            foreach (var other in ordered.Skip(1).Where(m => m.Shape != ordered[0].Shape))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.MetricsOfOneNameAreAlike, other.Place, [ordered[0].Place], other.Name, other.Shape, ordered[0].Shape, ordered[0].Method));
            }
        }
    }
}
