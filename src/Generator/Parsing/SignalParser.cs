using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads what the attributes ask for: the span, the instruments, the meaning of failure.</summary>
public static class SignalParser
{
    public static SpanModel? Span(Attributed attributed) => attributed.Traced is not { } traced ? null : new SpanModel(
        traced.NameOr("Name") ?? SpanName(attributed.Method),
        Member(traced, "Kind", "Internal"),
        Member(traced, "Level", "Normal"),
        traced.Named("NewRoot", false),
        Member(traced, "Recursion", "Every") == "Outermost");

    public static EquatableArray<MetricModel> Metrics(Attributed attributed, ScopeModel scope, string member)
    {
        var prefix = MetricName(attributed.Method, scope);
        return Metrics(attributed.Counted, MetricKind.Counted, prefix + ".calls", "{call}", member + "_Calls")
            .Concat(Metrics(attributed.Timed, MetricKind.Timed, prefix + ".duration", "s", member + "_Duration"))
            .Concat(Metrics(attributed.InFlight, MetricKind.InFlight, prefix + ".in_flight", "{call}", member + "_InFlight"))
            .ToEquatableArray();
    }

    /// <summary>What a member's metric is called by default, or begins with: <c>scope.type.member</c>.</summary>
    public static string MetricName(ISymbol member, ScopeModel scope) =>
        $"{Names.Snake(scope.Name)}.{Names.Snake(member.ContainingType.Name)}.{Names.Snake(member is IMethodSymbol method ? NameOf(method) : member.Name)}";

    public static ErrorModel Errors(Attributed attributed, IMethodSymbol called, Strategy strategy, Compilation compilation)
    {
        if (attributed.Traced is not { } traced)
            return new ErrorModel("Event", default, null);

        var expected = traced.NamedArray("ExpectedExceptions").Select(static c => c.Value).OfType<ITypeSymbol>()
            .Where(t => t.TypeKind == TypeKind.Class && CanExpect(t, called, strategy, compilation)).Select(Names.Of);
        return new ErrorModel(Member(traced, "Errors", "Event"), expected.ToEquatableArray(), Predicate(attributed.Method, called, traced, compilation));
    }

    /// <summary>Whether generated code can name an exception that is expected: in the method's own type it sees what that sees.</summary>
    public static bool CanExpect(ITypeSymbol exception, IMethodSymbol method, Strategy strategy, Compilation compilation) =>
        Access.CanName(exception, compilation) && !exception.Mentions(t => t is INamedTypeSymbol named
            && !(strategy is Strategy.Partial or Strategy.Wrapped
                ? compilation.IsSymbolAccessibleWithin(named.OriginalDefinition, method.ContainingType)
                : Access.IsDirect(named.OriginalDefinition, compilation)));

    // The declaring type without its type arguments; nested types by their own name.
    private static string SpanName(IMethodSymbol method) => $"{method.ContainingType.Name}.{NameOf(method)}";

    // An explicit implementation is called what the interface's method is, and an accessor what the compiler calls it: Total.get.
    private static string NameOf(IMethodSymbol method)
    {
        if (method.AccessorKeyword() is { } accessor)
            return $"{method.AssociatedSymbol!.MetadataName}.{accessor}";
        return method.ExplicitInterfaceImplementations.IsEmpty ? method.Name : method.ExplicitInterfaceImplementations[0].Name;
    }

    private static IEnumerable<MetricModel> Metrics(ImmutableArray<AttributeData> attributes, MetricKind kind, string defaultName, string unit, string field) =>
        attributes.Select((attribute, index) => new MetricModel(
            kind,
            index == 0 ? field : field + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            attribute.NameOr("Name") ?? defaultName,
            attribute.Named("Unit", unit)!,
            attribute.Named<string>("Description"),
            Member(attribute, "When", "Always"),
            attribute.NamedArray("Buckets").Select(static b => b.Value).OfType<double>().ToEquatableArray(),
            attribute.Named("Objective", 0d)));

    private static PredicateModel? Predicate(IMethodSymbol method, IMethodSymbol called, AttributeData traced, Compilation compilation)
    {
        if (traced.Named<string>("ErrorWhen") is not { Length: > 0 } name || MemberPath.ResolvePredicate(method, name, compilation) is not { } predicate)
            return null;

        // Accessors of a generic type share its type parameters with the called method.
        var isHidden = !Access.IsDirect(predicate, compilation);
        if (isHidden && predicate.ContainingType.Arity > 0 && !SymbolEqualityComparer.Default.Equals(predicate.ContainingType.OriginalDefinition, called.ContainingType))
            return null;

        var (form, type) = predicate switch
        {
            IMethodSymbol { IsStatic: true } m => (PredicateForm.StaticMethod, m.Parameters[0].Type),
            IMethodSymbol m => (PredicateForm.InstanceMethod, m.Parameters[0].Type),
            _ => (PredicateForm.ResultMember, ReturnShape.Result(method.ReturnType)!),
        };
        return new PredicateModel(
            form,
            Names.Escape(predicate.Name),
            Names.Of(predicate.ContainingType.WithNullableAnnotation(NullableAnnotation.None)),
            Names.Of(type),
            IsHidden: form != PredicateForm.ResultMember && isHidden,
            form == PredicateForm.ResultMember ? null : Names.HiddenOwner(predicate));
    }

    /// <summary>The name of the enumeration's member that an option is set to.</summary>
    private static string Member(AttributeData attribute, string option, string fallback)
    {
        var argument = attribute.NamedArguments.FirstOrDefault(a => a.Key == option).Value;
        if (argument.Kind != TypedConstantKind.Enum || argument.Type is null)
            return fallback;
        return argument.Type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, argument.Value))?.Name ?? fallback;
    }
}
