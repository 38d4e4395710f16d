using System.Collections.Concurrent;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS011: a gauge of objects, none of which ever starts to be observed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObjectIsNeverObserved() : AttributeRule(Descriptors.ObjectIsNeverObserved)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (!BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            return;

        var observed = new ConcurrentBag<(ISymbol Member, DeclaredInstrument Instrument)>();
        var started = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        context.RegisterSymbolAction(c => Collect(c, observed), SymbolKind.Property, SymbolKind.Method);
        context.RegisterNamedAction(
            [KnownNames.StartObserving],
            c => Note(c.Operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)c.Operation).Method, started),
            OperationKind.Invocation,
            OperationKind.MethodReference);
        context.RegisterCompilationEndAction(c => Compare(c, observed, started));
    }

    private static void Collect(SymbolAnalysisContext context, ConcurrentBag<(ISymbol Member, DeclaredInstrument Instrument)> observed)
    {
        if (!context.Symbol.IsStatic && DeclaredInstrument.Of(context.Symbol) is { IsObserved: true } instrument && instrument.Check(context.Symbol, context.Compilation) == Obstacle.None)
            observed.Add((context.Symbol, instrument));
    }

    private static void Note(IMethodSymbol method, ConcurrentDictionary<ISymbol, bool> started)
    {
        if (method is { Name: KnownNames.StartObserving, Parameters.IsEmpty: true })
            started.TryAdd(method.ContainingType.OriginalDefinition, true);
    }

    private static void Compare(
        CompilationAnalysisContext context, ConcurrentBag<(ISymbol Member, DeclaredInstrument Instrument)> observed, ConcurrentDictionary<ISymbol, bool> started)
    {
        foreach (var (member, instrument) in observed.Where(o => !started.ContainsKey(o.Member.ContainingType)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ObjectIsNeverObserved, instrument.Attribute.Place(context.CancellationToken), instrument.Attribute.Bracketed(),
                member.ToDisplayString(SymbolDisplay.Member), member.ContainingType.Name));
        }
    }
}
