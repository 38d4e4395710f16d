using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS102: a property whose body creates a meter, an activity source or an instrument, and returns it without keeping it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PropertyCreatesAtEachRead() : TelemetryRule(Descriptors.PropertyCreatesAtEachRead)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (OneTimeCode.IsTests(context.Compilation))
            return;
        context.RegisterNamedAction(
            [.. symbols.Creators, "Meter", "ActivitySource"], c => Check(c, symbols), OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void Check(CodeContext context, TelemetrySymbols symbols)
    {
        var creation = context.Operation;
        var isCreation = creation switch
        {
            IInvocationOperation call => symbols.MakesInstrument(call),
            IObjectCreationOperation made => symbols.MakesScope(made),
            _ => false,
        };
        if (!isCreation
            || !IsBody(creation.Syntax.EnclosingFunction())
            || context.ContainingMember is not IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property }
            || Fates.Of(creation, symbols, context.CancellationToken) != Fate.Returned
            || Fates.FeedsInstrument(creation, symbols, context.CancellationToken))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.PropertyCreatesAtEachRead,
            creation.Syntax.GetLocation(),
            property.ToDisplayString(SymbolDisplay.Member),
            KindOf(creation, symbols)));
    }

    // An expression body belongs to the property, a block to its accessor.
    private static bool IsBody(SyntaxNode function) =>
        function is PropertyDeclarationSyntax { ExpressionBody: not null } or AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax };

    private static string KindOf(IOperation creation, TelemetrySymbols symbols) =>
        creation is IInvocationOperation ? "an instrument" : TelemetrySymbols.Is(creation.Type, symbols.Meter) ? "a meter" : "an activity source";
}
