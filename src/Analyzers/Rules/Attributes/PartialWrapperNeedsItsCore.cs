using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS009: an instrumented partial method, or accessor of a partial property, that nobody implements, because its core method is missing or does not match.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartialWrapperNeedsItsCore() : AttributeRule(Descriptors.PartialWrapperNeedsItsCore)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols) =>
        context.RegisterSymbolAction(Check, SymbolKind.Method);

    private static void Check(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!PartialWrapper.LacksCore(method) || !PartialWrapper.IsAskedFor(method))
            return;

        // The candidate is another place to look at, which editors offer to go to.
        var candidates = CoreMethod.Candidates(method).Where(static c => !c.IsImplicitlyDeclared).ToList();
        var expected = CoreSignature.Of(method);
        var message = candidates.Count == 1
            ? $"'{candidates[0].Name}' {CoreSignature.Difference(method, candidates[0])}; expected is '{expected}'"
            : $"write '{expected}'";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.PartialWrapperNeedsItsCore,
            method.Locations[0],
            candidates.SelectMany(static c => c.Locations),
            method.ToDisplayString(SymbolDisplay.Member),
            message));
    }
}
