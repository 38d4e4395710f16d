using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS005: <c>[Tag]</c> on what no span and no metric takes its tags from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagBelongsToNoSignal() : AttributeRule(Descriptors.TagBelongsToNoSignal)
{
    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        var observed = new ObservedMethods(context.Compilation);
        context.RegisterSymbolAction(CheckParameter, SymbolKind.Parameter);
        context.RegisterSymbolAction(CheckResult, SymbolKind.Method);
        context.RegisterSymbolAction(c => CheckMember(c, observed), SymbolKind.Property, SymbolKind.Field);
    }

    private static void CheckParameter(SymbolAnalysisContext context)
    {
        var parameter = (IParameterSymbol)context.Symbol;
        var tags = TagsOf(parameter.GetAttributes());
        if (tags.Count == 0 || TagEligibility.Check(parameter) != TagObstacle.None)
            return;
        if (parameter.ContainingSymbol is IMethodSymbol method)
            CheckOfMethod(context, method, parameter, tags);
        else
            Report(context, tags, parameter.Name, "an indexer is neither traced nor measured");
    }

    private static void CheckResult(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        var tags = TagsOf(method.GetReturnTypeAttributes());
        if (tags.Count > 0 && TagEligibility.CheckResult(method) == TagObstacle.None)
            CheckOfMethod(context, method, null, tags);
    }

    private static void CheckOfMethod(SymbolAnalysisContext context, IMethodSymbol method, IParameterSymbol? parameter, IReadOnlyList<AttributeData> tags)
    {
        // Of a partial method, both parts have the attributes of both.
        if (method.PartialDefinitionPart is not null)
            return;

        var name = parameter?.Name ?? "return";
        if (Attributed.OfCall(method) is not { } attributed)
            Report(context, tags, name, WhyUnobserved(method));
        else if (!SymbolEqualityComparer.Default.Equals(attributed.Method, method))
            Report(context, tags, name, $"the attributes of '{attributed.Method.ToDisplayString(SymbolDisplay.Member)}' count, and so do its tags; put the tag there");
        else if (PartialWrapper.Obstacle(method, context.Compilation) == Obstacle.None)
            CheckDestinations(context, tags, name, parameter is null ? TagSource.Result(method) : TagSource.Parameter(parameter), [attributed]);
    }

    private static void CheckMember(SymbolAnalysisContext context, ObservedMethods observed)
    {
        var member = context.Symbol;
        var tags = TagsOf(member.GetAttributes());
        if (tags.Count == 0 || TagEligibility.Check(member) != TagObstacle.None)
            return;

        var methods = observed.Of(member.ContainingType);
        if (methods.Count > 0)
            CheckDestinations(context, tags, member.Name, TagSource.Member(member), methods);
        else if (!member.ContainingType.IsAbstract || member.ContainingType.TypeKind == TypeKind.Interface || member.ContainingType.IsStatic)
            Report(context, tags, member.Name, $"no method of '{member.ContainingType.Name}' bears an instrumenting attribute; to tag the calls that get such an object, use [Tag(Path = \"{member.Name}\")] on their parameter");
    }

    // Where tags go is the parser's to decide: what it leaves out goes nowhere.
    private static void CheckDestinations(
        SymbolAnalysisContext context, IReadOnlyList<AttributeData> tags, string name, TagSource source, IReadOnlyList<Attributed> methods)
    {
        foreach (var tag in tags)
        {
            if (source.IsResolved(tag, context.Compilation) && !methods.Any(m => source.IsTakenBy(m, tag, context.Compilation)))
                Report(context, [tag], name, WhyNowhere(tag, source, methods));
        }
    }

    private static string WhyNowhere(AttributeData tag, TagSource source, IReadOnlyList<Attributed> methods)
    {
        var on = tag.NamedArguments.FirstOrDefault(static a => a.Key == "On").Value.Value as int? ?? 0;
        var (traced, measured) = (methods.Any(static m => m.Traced is not null), methods.Any(static m => m.All.Any(a => a != m.Traced)));
        return on switch
        {
            0 when !traced => "its values are not bounded, so that it goes to the span alone, and there is no [Traced]; declare its Values, or say On = On.Metrics",
            1 when !traced => "it goes to the span alone, and there is no [Traced]",
            2 when !measured => "it goes to the metrics alone, and there is no [Counted], [Timed] or [InFlight]",
            _ => source.WhyUnreachable(methods),
        };
    }

    private static string WhyUnobserved(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.Constructor)
            return "constructors are neither traced nor measured; to tag the calls of a record, write [property: Tag]";
        return method.Bears(KnownNames.NotInstrumented)
            ? $"'{method.Name}' is left out by [NotInstrumented]"
            : $"'{method.ToDisplayString(SymbolDisplay.Member)}' bears none of [Traced], [Counted], [Timed] and [InFlight]";
    }

    private static List<AttributeData> TagsOf(IEnumerable<AttributeData> attributes) => [.. attributes.Where(static a => a.Is(KnownNames.Tag))];

    private static void Report(SymbolAnalysisContext context, IEnumerable<AttributeData> tags, string on, string why)
    {
        foreach (var tag in tags)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TagBelongsToNoSignal, tag.Place(context.CancellationToken), on, why));
    }
}
