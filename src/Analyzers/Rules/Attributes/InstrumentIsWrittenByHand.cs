using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS017: an instrument in a private field, which is recorded on with the same tags each time, as a method that is an instrument does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstrumentIsWrittenByHand() : AttributeRule(Descriptors.InstrumentIsWrittenByHand)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        if (BuildProperties.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            context.RegisterMentionAction<FieldDeclarationSyntax>(HandwrittenInstrument.Names, Check);
    }

    private static void Check(CodeContext context)
    {
        if (HandwrittenInstrument.Of((FieldDeclarationSyntax)context.Node, context.SemanticModel, context.CancellationToken) is not { } instrument)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.InstrumentIsWrittenByHand, instrument.Variable.Identifier.GetLocation(), instrument.Variable.Identifier.ValueText, instrument.Kind));
    }
}
