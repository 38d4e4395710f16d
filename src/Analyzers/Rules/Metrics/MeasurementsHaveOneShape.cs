using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS111: measurements of one instrument whose tags come in different orders, or have keys that the other has not, both ways. One that has some
/// more, such as <c>error.type</c> on failure, is what conventions ask for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MeasurementsHaveOneShape() : TelemetryRule(Descriptors.MeasurementsHaveOneShape)
{
    /// <summary>Diagnostic property, there when only the order differs: the keys in the order of the other measurement, a line each.</summary>
    public const string Order = nameof(Order);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (OneTimeCode.IsTests(context.Compilation))
            return;

        var measurements = new ConcurrentBag<MeasuredTags>();
        context.RegisterNamedAction(
            TelemetrySymbols.Measuring,
            c =>
            {
                if (c.ContainingMember is { } member && MeasuredTags.Of((IInvocationOperation)c.Operation, member, symbols) is { } measured)
                    measurements.Add(measured);
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(c => Compare(c, measurements));
    }

    private static void Compare(CompilationAnalysisContext context, ConcurrentBag<MeasuredTags> measurements)
    {
        foreach (var ofInstrument in measurements.GroupBy(static m => m.Instrument, SymbolEqualityComparer.Default))
        {
            // The first in the source is the one that the others should be like.
            var ordered = ofInstrument
                .OrderBy(static m => m.Call.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(static m => m.Call.SpanStart)
                .ToList();
            foreach (var other in ordered.Skip(1))
            {
                var isReordered = IsReordered(ordered[0], other);
                if (!isReordered && !HasOwnKeys(ordered[0], other))
                    continue;

                var properties = ImmutableDictionary<string, string?>.Empty;
                if (isReordered)
                    properties = properties.Add(Order, string.Join("\n", ordered[0].Keys));
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.MeasurementsHaveOneShape,
                    other.Call.GetLocation(),
                    [ordered[0].Call.GetLocation()],
                    properties,
                    other.Instrument.Name,
                    other.Text,
                    ordered[0].Text,
                    ordered[0].Member,
                    isReordered ? "give them in one order, which is looked up once" : "give both the same keys, or make them two instruments"));
            }
        }
    }

    private static bool IsReordered(MeasuredTags first, MeasuredTags other) =>
        first.Keys.Length == other.Keys.Length && !first.Keys.SequenceEqual(other.Keys) && !first.Keys.Except(other.Keys).Any();

    private static bool HasOwnKeys(MeasuredTags first, MeasuredTags other) =>
        first.Keys.Except(other.Keys).Any() && other.Keys.Except(first.Keys).Any();
}
