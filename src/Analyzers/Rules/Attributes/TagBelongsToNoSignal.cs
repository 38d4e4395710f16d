using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>INS005: <c>[Tag]</c> on what no span and no metric takes its tags from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagBelongsToNoSignal() : AttributeRule(Descriptors.TagBelongsToNoSignal)
{
    private const string InFunction = "local functions and lambdas are neither traced nor measured; make it a method";

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        var observed = new ObservedMethods(context.Compilation);
        context.RegisterSymbolAction(CheckParameter, SymbolKind.Parameter);
        context.RegisterSymbolAction(CheckResult, SymbolKind.Method);
        context.RegisterSymbolAction(c => CheckMember(c, observed), SymbolKind.Property, SymbolKind.Field);
        context.RegisterFunctionAction([KnownNames.Tag], CheckFunction);
    }

    // Functions inside of methods are no symbols of the compilation.
    private static void CheckFunction(CodeContext context)
    {
        var parameters = (context.Node as LocalFunctionStatementSyntax)?.ParameterList ?? (context.Node as ParenthesizedLambdaExpressionSyntax)?.ParameterList;
        foreach (var parameter in parameters!.Parameters)
        {
            if (parameter.AttributeLists.Count == 0 || context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken) is not { } symbol)
                continue;
            if (symbol.ContainingSymbol is IMethodSymbol function && StrategyChoice.For(function) == Strategy.Builder && Attributed.Of(function) is not null)
                continue;
            foreach (var tag in TagsOf(symbol.GetAttributes()))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TagBelongsToNoSignal, tag.Place(context.CancellationToken), symbol.Name, InFunction));
            }
        }
    }

    private static void CheckParameter(SymbolAnalysisContext context)
    {
        var parameter = (IParameterSymbol)context.Symbol;
        var tags = TagsOf(parameter.GetAttributes());
        if (tags.Count == 0 || TagEligibility.Check(parameter) != TagObstacle.None)
            return;
        if (parameter.ContainingSymbol is IMethodSymbol method)
            CheckOfMethod(context, method, parameter, tags);
        else if (parameter.ContainingSymbol is INamedTypeSymbol block)
            CheckOfBlock(context, block, parameter, tags);
        else if (parameter.ContainingSymbol is IPropertySymbol { GetMethod: var get, SetMethod: var set } && new[] { get, set }.All(static a => a is null || Attributed.Of(a) is null))
            Report(context, tags, parameter.Name, "no accessor of the indexer bears an instrumenting attribute");
    }

    // What an extension block extends is the first parameter of all its methods.
    private static void CheckOfBlock(SymbolAnalysisContext context, INamedTypeSymbol block, IParameterSymbol parameter, IReadOnlyList<AttributeData> tags)
    {
        if (!block.GetMembers().OfType<IMethodSymbol>().Any(static m => !m.IsStatic && Attributed.OfCall(m.Declaration()) is not null))
            Report(context, tags, parameter.Name, "no method of the extension block bears an instrumenting attribute");
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

        if (DeclaredInstrument.IsTyped(method))
        {
            Report(context, tags.Where(static t => DestinationOf(t) == 1), parameter?.Name ?? "return", "it goes to the span alone, and an instrument has none");
            return;
        }

        // A class's own attributes count for the methods of its extension blocks.
        var name = parameter?.Name ?? "return";
        if (method.ExtensionImplementation() is { } implementation && Attributed.Of(method) is null && Attributed.Of(implementation) is not null)
            return;
        if (Attributed.OfCall(method) is not { } attributed)
            Report(context, tags, name, WhyUnobserved(method));
        else if (!SymbolEqualityComparer.Default.Equals(attributed.Method, method))
            Report(context, tags, name, $"the attributes of '{attributed.Method.ToDisplayString(SymbolDisplay.Member)}' count, and so do its tags; put the tag there");
        else if (PartialWrapper.Obstacle(method, context.Compilation) == Obstacle.None)
            CheckDestinations(context, tags, name, parameter is null ? TagSource.Result(method) : TagSource.Parameter(parameter), [attributed]);
    }

    private static void CheckMember(SymbolAnalysisContext context, ObservedMethods observed)
    {
        var (member, type) = (context.Symbol, context.Symbol.ContainingType);
        if (member is IPropertySymbol && type.GetMembers($"<{member.Name}>k__BackingField").FirstOrDefault() is { } field)
            Report(context, TagsOf(field.GetAttributes()), member.Name, "a property's backing field is not read; tag the property");

        var tags = TagsOf(member.GetAttributes());
        if (tags.Count == 0 || TagEligibility.Check(member) != TagObstacle.None)
            return;

        var (source, own) = (TagSource.Member(member), ObservedMethods.Own(type).ToList());
        tags.RemoveAll(tag => own.Exists(m => source.IsTakenBy(m, tag, context.Compilation)));
        if (!member.IsStatic && tags.Count > 0 && observed.AsksObjectsOf(type))
            tags.RemoveAll(static tag => DestinationOf(tag) != 1);
        if (tags.Count == 0)
            return;

        // Tags of an abstract class may be meant for what other assemblies derive from it.
        var methods = own.Concat(observed.Derived(type)).ToList();
        if (methods.Count > 0)
            CheckDestinations(context, tags, member.Name, source, methods);
        else if (!type.IsAbstract || type.IsStatic || type.TypeKind == TypeKind.Interface)
        {
            Report(context, tags, member.Name, $"no method of '{type.Name}' bears an instrumenting attribute; "
                + $"to tag the calls that get such an object, use [Tag(Path = \"{member.Name}\")] on their parameter");
        }
    }

    private static void CheckDestinations(
        SymbolAnalysisContext context, IReadOnlyList<AttributeData> tags, string name, TagSource source, IReadOnlyList<Attributed> methods)
    {
        foreach (var tag in tags.Where(t => source.IsResolved(t, context.Compilation)))
        {
            if (!methods.Any(m => source.IsReadBy(m, tag, context.Compilation)))
                Report(context, [tag], name, source.WhyUnread(methods));
            else if (!methods.Any(m => source.IsTakenBy(m, tag, context.Compilation)))
                Report(context, [tag], name, WhyNowhere(tag, methods.Any(m => source.IsForMetrics(m, tag, context.Compilation))));
        }
    }

    private static string WhyNowhere(AttributeData tag, bool isForMetrics) => DestinationOf(tag) switch
    {
        0 when !isForMetrics => "its values are not bounded, so that it goes to the span alone, and there is no [Traced]; declare its Values, or say On = On.Metrics",
        1 => "it goes to the span alone, and there is no [Traced]",
        2 => "it goes to the metrics alone, and there is no [Counted] or [Timed] that could take it",
        _ => "calls in flight have no result yet, and there is no other signal",
    };

    private static int DestinationOf(AttributeData tag) => tag.NamedArguments.FirstOrDefault(static a => a.Key == "On").Value.Value as int? ?? 0;

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
