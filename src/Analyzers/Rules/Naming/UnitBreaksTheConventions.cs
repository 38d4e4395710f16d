using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS302: a unit that is not in UCUM, or not the one that the semantic conventions ask for, or none where they ask for one. What an instrument of
/// one's own is measured in is nobody else's business, as long as it is no duration.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnitBreaksTheConventions() : TelemetryRule(Descriptors.UnitBreaksTheConventions)
{
    /// <summary>Diagnostic property: the unit to add where none is written.</summary>
    public const string Missing = nameof(Missing);

    /// <summary>Diagnostic property, there when the unit is a description and should be passed as that.</summary>
    public const string Description = nameof(Description);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenInstrument.Register(context, symbols, Check);

    private static void Check(CodeContext context, WrittenInstrument instrument)
    {
        var convention = instrument.Name.Value is { } name ? SemanticConventions.FindMetric(name) : null;
        if (instrument.Unit.IsMissing)
            CheckMissing(context, instrument, convention);
        else if (instrument.Unit is { Value: { } unit, Syntax: { } syntax } && unit != convention?.Unit)
            CheckWritten(context, instrument, convention, unit, syntax);
    }

    private static void CheckMissing(CodeContext context, WrittenInstrument instrument, MetricConvention? convention)
    {
        // Attributes know their unit.
        if (instrument.IsAttribute || instrument.Name is not { Value: { } name, Syntax: { } syntax })
            return;

        var asked = convention is { IsDeprecated: false } ? $"the semantic conventions ask for '{convention.Unit}'"
            : IsDuration(instrument) ? "seconds, milliseconds and ticks look alike; say 's', which the conventions ask for"
            : null;
        if (asked is null)
            return;

        // What is counted one by one is the same in any unit; what is measured may have to be converted.
        var properties = Replacement.By(null);
        if (IsCount(convention?.Unit) && instrument.Unit.Syntax is null)
            properties = properties.Add(Missing, convention!.Unit);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.UnitBreaksTheConventions, syntax.GetLocation(), properties, $"'{name}' has no unit: {asked}"));
    }

    private static void CheckWritten(
        CodeContext context, WrittenInstrument instrument, MetricConvention? convention, string unit, SyntaxNode syntax)
    {
        // CreateCounter("orders", "Orders that were placed"): the second parameter is the unit.
        if (Ucum.IsDescription(unit))
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (instrument.Description.Syntax is null && !instrument.IsAttribute)
                properties = properties.Add(Description, null);
            var sentence = $"'{unit}' is a description, and stands where the unit does; say 'description:' before it";
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnitBreaksTheConventions, syntax.GetLocation(), properties, sentence));
            return;
        }

        var corrected = Ucum.Corrected(unit);
        if (convention is { IsDeprecated: false })
        {
            var isSame = corrected == convention.Unit || (IsCount(corrected) && IsCount(convention.Unit));
            Report(
                $"'{convention.Name}' is in '{convention.Unit}' by the semantic conventions, not in '{unit}'; dashboards take it for that",
                isSame ? convention.Unit : null);
        }
        else if (!Ucum.IsValid(unit))
        {
            var instead = corrected is null
                ? "the conventions ask for a unit of UCUM, or for what is counted in braces: 's', 'By', '{request}'"
                : $"write '{corrected}'";
            Report($"'{unit}' is no unit that backends know: {instead}", corrected);
        }
        else if (unit is "ms" or "us" or "ns" or "min" or "h" or "d" && IsDuration(instrument))
        {
            Report(
                $"Durations are in seconds by the conventions, not in '{unit}', so that they can be compared; record seconds, fractions included",
                replacement: null);
        }

        void Report(string message, string? replacement) => context.ReportDiagnostic(
            Diagnostic.Create(Descriptors.UnitBreaksTheConventions, syntax.GetLocation(), Replacement.By(replacement), message));
    }

    private static bool IsDuration(WrittenInstrument instrument) =>
        instrument is { Kind: "histogram", Name.Value: { } name } && LastWord.Of(name) is "duration" or "latency";

    private static bool IsCount(string? unit) => unit == "1" || unit?.StartsWith("{", StringComparison.Ordinal) == true;
}
