using System.Collections.Immutable;
using System.Globalization;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS006: bucket boundaries that are out of order, there twice or no numbers, in <c>[Timed]</c> and <c>[Histogram]</c>, in an instrument's advice and in a view; an
/// objective that is no boundary.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BucketsMustAscend() : TelemetryRule(Descriptors.BucketsMustAscend)
{
    /// <summary>Diagnostic property, there when what is wrong is that the objective is no boundary.</summary>
    public const string Objective = nameof(Objective);

    /// <summary>The boundaries of a duration that names none: those of <c>Instrumentation.Instruments.Durations</c>.</summary>
    public static readonly ImmutableArray<double> DefaultBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly ImmutableDictionary<string, string?> OfObjective = ImmutableDictionary<string, string?>.Empty.Add(Objective, null);

    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        if (LibrarySymbols.Of(context.Compilation) is not null)
            context.RegisterSymbolAction(CheckTimed, SymbolKind.Method, SymbolKind.NamedType);
        context.RegisterNamedAction(["HistogramBucketBoundaries", "Boundaries"], CheckAssigned, OperationKind.SimpleAssignment);
    }

    private static void CheckTimed(SymbolAnalysisContext context)
    {
        // Both parts of a partial method have the attributes of both.
        if (context.Symbol is IMethodSymbol { PartialDefinitionPart: not null })
            return;
        foreach (var timed in context.Symbol.GetAttributes().Where(static a => a.Is(KnownNames.Timed) || a.Is(KnownNames.Histogram)))
        {
            var boundaries = timed.NamedArray("Buckets").Select(static b => b.Value).OfType<double>().ToList();
            if (FirstWrong(boundaries, mustBeFinite: true) is { } wrong)
            {
                var elements = timed.Elements("Buckets", context.CancellationToken);
                var place = wrong.Index < elements.Length ? elements[wrong.Index].GetLocation() : timed.PlaceOf("Buckets", context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.BucketsMustAscend, place, wrong.Objection));
            }

            var objective = timed.Named("Objective", 0d);
            if (objective != 0 && !(boundaries.Count == 0 ? DefaultBoundaries : boundaries.AsEnumerable()).Contains(objective))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.BucketsMustAscend,
                    timed.PlaceOf("Objective", context.CancellationToken),
                    OfObjective,
                    $"The objective {Text(objective)} is no bucket boundary, so that nobody can tell how many calls meet it; make it one"));
            }
        }
    }

    private static void CheckAssigned(CodeContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "HistogramBucketBoundaries" or "Boundaries" } property }
            || !IsOfBoundaries(property.ContainingType))
        {
            return;
        }

        var elements = ElementsOf(assignment.Value);
        var values = elements.Select(static e => Number(e)).OfType<double>().ToList();
        if (values.Count == elements.Length && FirstWrong(values, mustBeFinite: false) is { } wrong)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.BucketsMustAscend, elements[wrong.Index].Syntax.GetLocation(), wrong.Objection));
    }

    private static bool IsOfBoundaries(INamedTypeSymbol type) =>
        type.Is("System.Diagnostics.Metrics", "InstrumentAdvice", arity: 1)
        || type.Is("OpenTelemetry.Metrics", "ExplicitBucketHistogramConfiguration");

    private static ImmutableArray<IOperation> ElementsOf(IOperation value) => value switch
    {
        IConversionOperation conversion => ElementsOf(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [],
    };

    private static double? Number(IOperation element) =>
        element.ConstantValue is { HasValue: true, Value: IConvertible number and not (string or char or bool) }
            ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
            : null;

    private static (int Index, string Objection)? FirstWrong(List<double> boundaries, bool mustBeFinite)
    {
        for (var i = 0; i < boundaries.Count; i++)
        {
            var boundary = boundaries[i];
            if (double.IsNaN(boundary) || (mustBeFinite && double.IsInfinity(boundary)))
                return (i, $"The bucket boundary {Text(boundary)} is no finite number; remove it");
            if (i > 0 && boundary == boundaries[i - 1])
                return (i, $"The bucket boundary {Text(boundary)} is there twice; remove one");
            if (i > 0 && boundary < boundaries[i - 1])
                return (i, $"The bucket boundary {Text(boundary)} comes after {Text(boundaries[i - 1])}; sort them in ascending order");
        }

        return null;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
