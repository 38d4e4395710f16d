using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS308: an instrument without a description. Every instrument is public: whoever listens to its meter sees it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstrumentHasNoDescription() : TelemetryRule(Descriptors.InstrumentHasNoDescription)
{
    /// <summary>Diagnostic property, there when an argument of this name can be added.</summary>
    public const string Addable = nameof(Addable);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenInstrument.Register(context, symbols, static (c, instrument) =>
        {
            if (!instrument.Description.IsMissing)
                return;
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (instrument.Description.Syntax is null)
                properties = properties.Add(Addable, instrument.IsAttribute ? "Description" : "description");
            var name = instrument.Name.Value is { Length: > 0 } given ? $"'{given}'" : "This instrument";
            c.ReportDiagnostic(Diagnostic.Create(Descriptors.InstrumentHasNoDescription, instrument.Syntax.GetLocation(), properties, name));
        }, isAboutArguments: false);
}
