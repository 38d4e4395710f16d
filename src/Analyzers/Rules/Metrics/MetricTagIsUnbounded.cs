using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS104: a metric's tag that has as many values as there are users, requests or moments, by its type or by where it comes from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MetricTagIsUnbounded() : MetricTagRule(Descriptors.MetricTagIsUnbounded)
{
    private protected override void Register(CompilationStartAnalysisContext context, TelemetrySymbols symbols)
    {
        base.Register(context, symbols);
        if (LibrarySymbols.Of(context.Compilation) is null)
            return;
        context.RegisterSymbolAction(CheckDeclared, SymbolKind.Parameter, SymbolKind.Property, SymbolKind.Field);
        context.RegisterSymbolAction(c => CheckResult(c, (IMethodSymbol)c.Symbol), SymbolKind.Method);
    }

    private protected override object[] Arguments(TagWrite tag, Bound bound) =>
    [
        SeriesText.Code(tag.Value.Syntax),
        bound.What,
        SeriesText.From(bound.Origin),
        SeriesText.Thing(bound, SeriesText.NameOf(tag.Value), tag.KeyText),
        TypeBounds.IsMeasured(tag.Value.Type) ? "put it on the span, or its range here" : "put it on the span instead",
    ];

    private static void CheckDeclared(SymbolAnalysisContext context)
    {
        var symbol = context.Symbol;
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { PartialDefinitionPart: null } typed } ofInstrument && DeclaredInstrument.IsTyped(typed))
            CheckOfInstrument(context, ofInstrument);
        else if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { PartialDefinitionPart: null } method } parameter)
            Check(context, symbol.GetAttributes(), TagSource.Parameter(parameter), symbol.Name, [method]);
        else if (symbol is IPropertySymbol or IFieldSymbol)
            Check(context, symbol.GetAttributes(), TagSource.Member(symbol), symbol.Name.TrimStart('_'), MethodsOf(symbol.ContainingType));
    }

    // A call of an instrument says its tags in so many words: only what can't but be unbounded is spoken of.
    private static void CheckOfInstrument(SymbolAnalysisContext context, IParameterSymbol parameter)
    {
        var source = TagSource.Parameter(parameter);
        foreach (var tag in parameter.GetAttributes().Where(static a => a.Is(KnownNames.Tag) && a.NamedArray("Values").IsEmpty))
        {
            if (tag.Syntax(context.CancellationToken) is { } syntax && source.TypeOf(tag, context.Compilation) is { } type && TypeBounds.Of(type) is { IsUnbounded: true } bound
                && !BoundedKeys(context, syntax).Contains(tag.NameOr("Key") ?? Names.Snake(parameter.Name)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.MetricTagIsUnbounded, syntax.GetLocation(), parameter.Name, bound.What, "", SeriesText.Thing(bound, parameter.Name, tag.NameOr("Key")), "put it on the span instead"));
            }
        }
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>();

    private static void CheckResult(SymbolAnalysisContext context, IMethodSymbol method)
    {
        if (method.PartialDefinitionPart is null)
            Check(context, method.GetReturnTypeAttributes(), TagSource.Result(method), "result", [method]);
    }

    // What is bounded, and which metric takes the tag, is the generator's to say.
    private static void Check(
        SymbolAnalysisContext context, IEnumerable<AttributeData> attributes, TagSource source, string name, IEnumerable<IMethodSymbol> methods)
    {
        foreach (var tag in attributes.Where(static a => a.Is(KnownNames.Tag) && IsOnMetrics(a)))
        {
            if (tag.Syntax(context.CancellationToken) is not { } syntax
                || source.TypeOf(tag, context.Compilation) is not { TypeKind: not TypeKind.Error } type
                || BoundedKeys(context, syntax).Contains(tag.NameOr("Key") ?? Names.Snake(name))
                || !methods.Select(Attributed.Of).OfType<Attributed>().Any(m => source.IsUnboundedOnMetrics(m, tag, context.Compilation)))
            {
                continue;
            }

            var bound = TypeBounds.Of(type);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.MetricTagIsUnbounded,
                syntax.GetLocation(),
                name,
                bound.IsUnbounded ? bound.What : $"'{type.ToDisplayString(SymbolDisplay.Type)}' without declared values",
                "",
                SeriesText.Thing(bound, name, tag.NameOr("Key")),
                "leave out On, so that it goes to the span alone, or declare its Values"));
        }
    }

    // Said in so many words: without On, what is unbounded goes to the span.
    private static bool IsOnMetrics(AttributeData tag) => tag.NamedArguments.FirstOrDefault(static n => n.Key == "On").Value.Value is 2 or 3;

    private static ImmutableArray<string> BoundedKeys(SymbolAnalysisContext context, SyntaxNode place) =>
        RuleOptions.BoundedKeys.Of(context.Options.AnalyzerConfigOptionsProvider.GetOptions(place.SyntaxTree));
}
