using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS016: <c>[Carrier]</c> where no span takes its parent or its links from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CarrierCarriesNothing() : AttributeRule(Descriptors.CarrierCarriesNothing)
{
    /// <summary>Diagnostic property: what is in the way, by its name in <see cref="CarrierObstacle"/>.</summary>
    public const string Obstacle = nameof(Obstacle);

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        context.RegisterSymbolAction(
            static c => Check((IParameterSymbol)c.Symbol, c.Compilation, c.ReportDiagnostic, c.CancellationToken), SymbolKind.Parameter);
        context.RegisterFunctionAction([KnownNames.Carrier], CheckFunction);
    }

    // Functions inside of methods are no symbols of the compilation.
    private static void CheckFunction(CodeContext context)
    {
        var parameters = (context.Node as LocalFunctionStatementSyntax)?.ParameterList ?? ((ParenthesizedLambdaExpressionSyntax)context.Node).ParameterList;
        foreach (var parameter in parameters.Parameters.Where(static p => p.AttributeLists.Count > 0))
        {
            if (context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken) is { } symbol)
                Check(symbol, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void Check(IParameterSymbol parameter, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // Of a partial method, both parts have the attributes of both.
        if (parameter.ContainingSymbol is IMethodSymbol { PartialDefinitionPart: not null }
            || CarrierEligibility.Of(parameter) is not { } carrier
            || CarrierEligibility.Check(parameter, carrier, compilation) is not (var obstacle and not CarrierObstacle.None))
        {
            return;
        }

        var properties = ImmutableDictionary<string, string?>.Empty.Add(Obstacle, obstacle.ToString());
        report(Diagnostic.Create(Descriptors.CarrierCarriesNothing, carrier.Place(cancellation), properties, parameter.Name, obstacle.Explain()));
    }
}
