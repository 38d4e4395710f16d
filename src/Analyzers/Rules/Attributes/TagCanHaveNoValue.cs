using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS003: <c>[Tag]</c> on what has no value that could be kept as a tag.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagCanHaveNoValue() : AttributeRule(Descriptors.TagCanHaveNoValue)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        context.RegisterSymbolAction(CheckSymbol, SymbolKind.Parameter, SymbolKind.Property, SymbolKind.Field);
        context.RegisterSymbolAction(CheckResult, SymbolKind.Method);
    }

    private static void CheckSymbol(SymbolAnalysisContext context)
    {
        // Of a partial method, both parts have the attributes of both.
        if (context.Symbol.ContainingSymbol is IMethodSymbol { PartialDefinitionPart: not null })
            return;
        if (TagEligibility.Check(context.Symbol) is var obstacle and not TagObstacle.None)
            Report(context, context.Symbol.GetAttributes(), $"'{context.Symbol.Name}'", obstacle);
    }

    private static void CheckResult(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is null && TagEligibility.CheckResult(method) is var obstacle and not TagObstacle.None)
            Report(context, method.GetReturnTypeAttributes(), $"the return value of '{method.Name}'", obstacle);
    }

    private static void Report(SymbolAnalysisContext context, IEnumerable<AttributeData> attributes, string on, TagObstacle obstacle)
    {
        foreach (var tag in attributes.Where(static a => a.Is(KnownNames.Tag)))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TagCanHaveNoValue, tag.Place(context.CancellationToken), on, obstacle.Explain()));
    }
}
