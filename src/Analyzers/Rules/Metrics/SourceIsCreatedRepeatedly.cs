using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS103: a meter or an activity source that is created by what runs more than once. A meter factory keeps those that it makes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SourceIsCreatedRepeatedly() : TelemetryRule(Descriptors.SourceIsCreatedRepeatedly)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (OneTimeCode.IsTests(context.Compilation))
            return;

        var repetition = new Repetition(symbols, context.Compilation);
        context.RegisterNamedAction(["Meter", "ActivitySource"], c => Check(c, repetition, symbols), OperationKind.ObjectCreation);
    }

    private static void Check(CodeContext context, Repetition repetition, TelemetrySymbols symbols)
    {
        // Of a meter whose instruments are created along with it, INS101 speaks.
        var creation = (IObjectCreationOperation)context.Operation;
        if (!symbols.MakesScope(creation) || repetition.Of(creation, context.CancellationToken) is not { } repeats
            || Fates.FeedsInstrument(creation, symbols, context.CancellationToken))
        {
            return;
        }

        var kind = TelemetrySymbols.Is(creation.Type, symbols.Meter) ? "Meter" : "Activity source";
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SourceIsCreatedRepeatedly, creation.Syntax.GetLocation(), $"{kind} {InstrumentCreation.Called(creation)}", repeats));
    }
}
