using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS303: an instrument's name that ends with its kind or its unit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameRepeatsKindOrUnit() : TelemetryRule(Descriptors.NameRepeatsKindOrUnit)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols) =>
        WrittenInstrument.Register(context, symbols, Check);

    private static void Check(CodeContext context, WrittenInstrument instrument)
    {
        if (instrument.Name is not { Value: { } name, Syntax: { } syntax } || LastWord.Without(name) is not { Length: > 0 } rest
            || SemanticConventions.FindMetric(name) is not null)
        {
            return;
        }

        var last = LastWord.Of(name);
        if (IsKind(last, instrument.Kind))
            Report("kind", Ending(rest, instrument) ?? rest);
        else if (UnitOf(last) is { } unit && (instrument.Unit.IsMissing || instrument.Unit.Value == unit))
            Report("unit", WithoutUnit(name, rest, unit, instrument));

        void Report(string what, string? replacement) => context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NameRepeatsKindOrUnit,
            syntax.GetLocation(),
            Replacement.By(replacement),
            name,
            what,
            name.Substring(LastWord.StartIn(name))));
    }

    // orders_seconds_total: what stood before the kind may be the unit.
    private static string? Ending(string rest, WrittenInstrument instrument) =>
        UnitOf(LastWord.Of(rest)) is { } unit && instrument.Unit.Value == unit && LastWord.Without(rest) is { Length: > 0 } shorter
            ? WithoutUnit(rest, shorter, unit, instrument)
            : null;

    private static bool IsKind(string word, string kind) => word switch
    {
        "total" => kind == "counter",
        "counter" => kind is "counter" or "updowncounter",
        "gauge" or "histogram" => kind == word,
        _ => false,
    };

    private static string? UnitOf(string word) => word switch
    {
        "seconds" => "s",
        "milliseconds" or "millis" or "ms" => "ms",
        "microseconds" => "us",
        "nanoseconds" => "ns",
        "minutes" => "min",
        "hours" => "h",
        "bytes" => "By",
        "kilobytes" => "kBy",
        "megabytes" => "MBy",
        "percent" or "percentage" => "%",
        _ => null,
    };

    // A name must not lose what is measured, and the unit must be said somewhere: a time becomes a duration, a number of bytes a size.
    private static string? WithoutUnit(string name, string rest, string unit, WrittenInstrument instrument)
    {
        if (instrument.Unit.Value != unit)
            return null;

        var noun = unit switch
        {
            "%" => "utilization",
            "By" or "kBy" or "MBy" => "size",
            _ => instrument.Kind == "histogram" ? "duration" : "time",
        };
        if (LastWord.Of(rest) is "duration" or "latency" or "time" or "uptime" or "age" or "delay" or "lag"
            or "size" or "length" or "io" or "usage" or "utilization")
        {
            return rest;
        }

        return LastWord.IsSeparator(name[rest.Length]) ? rest + name[rest.Length] + noun : rest + char.ToUpperInvariant(noun[0]) + noun.Substring(1);
    }
}
