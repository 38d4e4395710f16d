using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        context.RegisterFunctionAction([KnownNames.Tag], CheckLocalFunction);
    }

    // Functions inside of methods are no symbols of the compilation.
    private static void CheckLocalFunction(CodeContext context)
    {
        if (context.Node is not LocalFunctionStatementSyntax function)
            return;

        foreach (var parameter in function.ParameterList.Parameters.Where(static p => p.AttributeLists.Count > 0))
        {
            if (context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken) is { } symbol && TagEligibility.Check(symbol) is var obstacle and TagObstacle.Unused)
                Report(context.ReportDiagnostic, symbol.GetAttributes(), $"'{symbol.Name}'", obstacle, context.CancellationToken);
        }
    }

    private static void CheckSymbol(SymbolAnalysisContext context)
    {
        // Of a partial method, both parts have the attributes of both.
        if (context.Symbol.ContainingSymbol is IMethodSymbol { PartialDefinitionPart: not null })
            return;
        if (TagEligibility.Check(context.Symbol) is var obstacle and not TagObstacle.None)
            Report(context.ReportDiagnostic, context.Symbol.GetAttributes(), $"'{context.Symbol.Name}'", obstacle, context.CancellationToken);
    }

    private static void CheckResult(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is null && TagEligibility.CheckResult(method) is var obstacle and not TagObstacle.None)
            Report(context.ReportDiagnostic, method.GetReturnTypeAttributes(), $"the return value of '{method.Name}'", obstacle, context.CancellationToken);
    }

    private static void Report(
        Action<Diagnostic> report, IEnumerable<AttributeData> attributes, string on, TagObstacle obstacle, CancellationToken cancellation)
    {
        foreach (var tag in attributes.Where(static a => a.Is(KnownNames.Tag)))
            report(Diagnostic.Create(Descriptors.TagCanHaveNoValue, tag.Place(cancellation), on, obstacle.Explain()));
    }
}
