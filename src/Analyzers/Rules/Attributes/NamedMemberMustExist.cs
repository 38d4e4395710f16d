using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>
/// INS004: the <c>Path</c> of a tag or a carrier or a span's <c>ErrorWhen</c> that names no member or one of the wrong type, an expected exception that is
/// none, a declared value that the tag can't have.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamedMemberMustExist() : AttributeRule(Descriptors.NamedMemberMustExist)
{
    /// <summary>Diagnostic property: the whole text that the argument was most likely meant to be.</summary>
    public const string Suggestion = nameof(Suggestion);

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols)
    {
        context.RegisterSymbolAction(CheckTagged, SymbolKind.Property, SymbolKind.Field);
        context.RegisterSymbolAction(
            static c =>
            {
                CheckTagged(c);
                CheckCarrier(c);
            },
            SymbolKind.Parameter);
        context.RegisterSymbolAction(
            c =>
            {
                CheckResult(c);
                foreach (var attribute in c.Symbol.GetAttributes().Where(static a => a.Is(KnownNames.Traced)))
                    CheckTraced(c, attribute, [(IMethodSymbol)c.Symbol], symbols);
            },
            SymbolKind.Method);
        context.RegisterSymbolAction(
            c =>
            {
                foreach (var attribute in c.Symbol.GetAttributes().Where(static a => a.Is(KnownNames.Traced)))
                    CheckTraced(c, attribute, [.. MethodsOf((INamedTypeSymbol)c.Symbol, attribute)], symbols);
            },
            SymbolKind.NamedType);
    }

    private static void CheckTagged(SymbolAnalysisContext context)
    {
        // What can't be a tag at all is INS003.
        if (IsImplementingPart(context.Symbol.ContainingSymbol) || TagEligibility.Check(context.Symbol) != TagObstacle.None)
            return;
        var type = context.Symbol is IParameterSymbol parameter ? parameter.Type : MemberPath.TypeOf(context.Symbol);
        foreach (var tag in context.Symbol.GetAttributes().Where(static a => a.Is(KnownNames.Tag)))
            CheckTag(context, tag, type);
    }

    private static void CheckCarrier(SymbolAnalysisContext context)
    {
        // What can carry nothing at all is INS016.
        var parameter = (IParameterSymbol)context.Symbol;
        if (!IsImplementingPart(parameter.ContainingSymbol) && CarrierEligibility.Of(parameter) is { } carrier
            && CarrierEligibility.Check(parameter, carrier, context.Compilation) == CarrierObstacle.None)
        {
            CheckPath(context, carrier, CarrierEligibility.MessageIn(parameter.Type, carrier, context.Compilation) ?? parameter.Type);
        }
    }

    private static void CheckResult(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (IsImplementingPart(method) || TagEligibility.CheckResult(method) != TagObstacle.None || ReturnShape.Result(method.ReturnType) is not { } type)
            return;
        foreach (var tag in method.GetReturnTypeAttributes().Where(static a => a.Is(KnownNames.Tag)))
            CheckTag(context, tag, type);
    }

    private static void CheckTag(SymbolAnalysisContext context, AttributeData tag, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error || CheckPath(context, tag, type) is not { } end)
            return;

        type = end;
        var values = tag.NamedArray("Values");
        var elements = tag.Elements("Values", context.CancellationToken);
        for (var i = 0; i < values.Length; i++)
        {
            if (!DeclaredValue.Fits(values[i], type))
            {
                var place = elements.Length == values.Length ? elements[i].GetLocation() : tag.PlaceOf("Values", context.CancellationToken);
                Report(context, place, $"a tag of type '{type.ToDisplayString(SymbolDisplay.Type)}' never has the value {values[i].ToCSharpString()}");
            }
        }
    }

    // The type that the path leads to; null where it leads nowhere.
    private static ITypeSymbol? CheckPath(SymbolAnalysisContext context, AttributeData attribute, ITypeSymbol type)
    {
        if (attribute.Named<string>("Path") is not { Length: > 0 } path)
            return type;

        MemberPath.Resolve(type, path, context.Compilation, out var missing, out var on);
        if (missing is null)
            return on;
        if (on.TypeKind == TypeKind.Error)
            return null;

        var name = on.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplay.Type);
        var nearest = Nearest.To(missing, MemberPath.Readable(on, context.Compilation).Select(static m => m.Name));
        var suggestion = nearest is null ? null : Replace(type, path, nearest, context.Compilation);
        var place = attribute.PlaceOf("Path", context.CancellationToken);
        Report(context, place, $"'{name}' has no property or field '{missing}' that generated code can read", nearest, suggestion);
        return null;
    }

    private static void CheckTraced(SymbolAnalysisContext context, AttributeData traced, IReadOnlyList<IMethodSymbol> methods, LibrarySymbols symbols)
    {
        if (methods.Count == 0 || IsImplementingPart(methods[0]))
            return;

        var types = traced.NamedArray("ExpectedExceptions");
        var elements = traced.Elements("ExpectedExceptions", context.CancellationToken);
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i].Value is not ITypeSymbol { TypeKind: not TypeKind.Error } type || symbols.Exception is not { } exception)
                continue;
            var place = elements.Length == types.Length ? elements[i].GetLocation() : traced.PlaceOf("ExpectedExceptions", context.CancellationToken);
            if (!DerivesFrom(type, exception))
                Report(context, place, $"'{type.ToDisplayString(SymbolDisplay.Type)}' is no exception, and no call fails with it");
            else if (methods.Any(m => !SignalParser.CanExpect(type, m, StrategyChoice.For(m), context.Compilation)))
                Report(context, place, $"generated code can't name '{type.ToDisplayString(SymbolDisplay.Type)}'; make it internal, or the method partial");
        }

        // On a type the predicate is for the methods whose result it fits.
        if (traced.Named<string>("ErrorWhen") is { Length: > 0 } name && methods.All(m => MemberPath.ResolvePredicate(m, name, context.Compilation) is null)
            && !methods.Any(static m => ReturnShape.Result(m.ReturnType)?.TypeKind == TypeKind.Error))
        {
            CheckPredicate(context, traced, methods, name);
        }
    }

    private static void CheckPredicate(SymbolAnalysisContext context, AttributeData traced, IReadOnlyList<IMethodSymbol> methods, string name)
    {
        var place = traced.PlaceOf("ErrorWhen", context.CancellationToken);
        var method = methods.FirstOrDefault(static m => ReturnShape.Result(m.ReturnType) is not null);
        if (method is null)
        {
            Report(context, place, $"'{name}' has no result to look at: '{methods[0].Name}' gives its caller none");
            return;
        }

        var result = ReturnShape.Result(method.ReturnType)!;
        var names = method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary)
            .Concat(MemberPath.Readable(result, context.Compilation)).Select(static m => m.Name).Distinct()
            .Where(candidate => MemberPath.ResolvePredicate(method, candidate, context.Compilation) is not null);
        var nearest = Nearest.To(name, names);
        var type = result.ToDisplayString(SymbolDisplay.Type);
        var message = $"'{name}' is neither a method of '{method.ContainingType.Name}' from '{type}' to 'bool' "
            + $"nor a 'bool' property or field of '{type}' that generated code can reach";
        Report(context, place, message, nearest, nearest);
    }

    private static void Report(SymbolAnalysisContext context, Location place, string message, string? nearest = null, string? suggestion = null)
    {
        var properties = suggestion is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Suggestion, suggestion);
        var text = nearest is null ? message : $"{message}; did you mean '{nearest}'?";
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.NamedMemberMustExist, place, properties, text));
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type, AttributeData traced) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(m => !m.IsImplicitlyDeclared && Attributed.Of(m)?.Traced == traced);

    // One name may stand in a path twice: the segment is the first up to which the path leads nowhere.
    private static string Replace(ITypeSymbol root, string path, string nearest, Compilation compilation)
    {
        var segments = path.Split('.');
        var index = 0;
        while (MemberPath.Resolve(root, string.Join(".", segments.Take(index + 1)), compilation, out var missing, out _).Length > 0 && missing is null)
            index++;
        segments[index] = nearest;
        return string.Join(".", segments);
    }

    private static bool DerivesFrom(ITypeSymbol type, INamedTypeSymbol exception)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, exception))
                return true;
        }

        return false;
    }

    private static bool IsImplementingPart(ISymbol symbol) => symbol is IMethodSymbol { PartialDefinitionPart: not null };
}
