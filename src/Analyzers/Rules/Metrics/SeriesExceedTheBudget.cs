using System.Globalization;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>INS107: a metric whose tags, each bounded, have more combinations than an instrument is meant to have series.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeriesExceedTheBudget() : TelemetryRule(Descriptors.SeriesExceedTheBudget)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        context.RegisterNamedAction(
            TagWrites.Names(symbols), c => CheckMeasurement(c, symbols), OperationKind.Invocation, OperationKind.ObjectCreation);
        if (LibrarySymbols.Of(context.Compilation) is not null)
            context.RegisterSymbolAction(CheckMethod, SymbolKind.Method);
    }

    private static void CheckMeasurement(CodeContext context, TelemetrySymbols symbols)
    {
        var tags = TagWrites.Of(context.Operation, symbols).Where(static t => t is { Signal: Signal.Metric, KeyText: not null }).ToList();
        if (tags.Count < 2)
            return;

        // Of one key, the branches of a condition may each give a value.
        var dimensions = tags.GroupBy(static t => t.KeyText!, StringComparer.Ordinal)
            .Select(g => (First: g.First(), Dimension: new Dimension(g.Key, CountOf(g, context.CancellationToken))))
            .ToList();
        if (Message(dimensions.ConvertAll(static d => d.Dimension), BudgetOf(context.Options, context.Operation.Syntax.SyntaxTree)) is not { } message)
            return;

        var widest = dimensions.OrderByDescending(static d => d.Dimension.Values ?? 0).First().First;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SeriesExceedTheBudget,
            context.Operation.Syntax.GetLocation(),
            TagLocations.Of(widest),
            null,
            [NameOf(widest.Sink), .. message]));
    }

    private static int? CountOf(IEnumerable<TagWrite> values, CancellationToken cancellation) =>
        Bound.AnyOf(values.Select(t => ValueFlow.Of(t.Value, cancellation))).Count;

    private static void CheckMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
            return;

        foreach (var metric in DeclaredMetric.Of(method, context.Compilation, context.CancellationToken))
        {
            if (metric.Place.SourceTree is not { } tree)
                continue;
            var dimensions = metric.Tags.Select(static t => new Dimension(t.Key, t.ValueCount)).ToList();
            if (Message(dimensions, metric.CardinalityLimit ?? BudgetOf(context.Options, tree)) is not { } message)
                continue;
            var widest = dimensions.OrderByDescending(static d => d.Values ?? 0).First().Key;
            var places = Attributes(method, widest, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SeriesExceedTheBudget, metric.Place, places, null, [metric.Name, .. message]));
        }
    }

    // The attribute whose tag has that key.
    private static IEnumerable<Location> Attributes(IMethodSymbol method, string key, CancellationToken cancellation) =>
        method.Parameters.Concat(TagParser.Members(method, method))
            .SelectMany(static s => s.GetAttributes().Select(a => (Attribute: a, s.Name)))
            .Concat(method.GetReturnTypeAttributes().Select(static a => (Attribute: a, Name: "result")))
            .Where(tag => tag.Attribute.Is(KnownNames.Tag) && (tag.Attribute.NameOr("Key") ?? Names.Snake(tag.Name.TrimStart('_'))) == key)
            .Select(tag => tag.Attribute.Place(cancellation))
            .Take(1);

    /// <summary>What the message takes after the metric's name; null within the budget.</summary>
    private static object[]? Message(IReadOnlyList<Dimension> dimensions, int budget)
    {
        var counted = dimensions.Where(static d => d.Values > 1).OrderByDescending(static d => d.Values).ToList();
        var product = counted.Aggregate(1L, static (p, d) => Math.Min(int.MaxValue, p * d.Values!.Value));
        return counted.Count < 2 || product <= budget
            ? null
            : [Number(product), string.Join(" × ", counted.Select(static d => $"{d.Values} of '{d.Key}'")), Number(budget), counted[0].Key];
    }

    private static int BudgetOf(AnalyzerOptions options, SyntaxTree tree) => RuleOptions.SeriesBudget.Of(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string NameOf(IOperation sink) => (sink as IInvocationOperation)?.Instance?.NameOf() ?? "This measurement";

    private readonly struct Dimension(string key, long? values)
    {
        public string Key { get; } = key;

        /// <summary>How many values there are; null where that isn't known, which leaves it out of the product.</summary>
        public long? Values { get; } = values;
    }
}
