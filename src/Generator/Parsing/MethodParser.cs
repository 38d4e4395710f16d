using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads a signature.</summary>
internal static class MethodParser
{
    public static MethodModel Parse(IMethodSymbol method, Strategy strategy, Compilation compilation)
    {
        var outer = method.ContainingType.SelfAndContaining().Reverse().SelectMany(static t => t.TypeParameters);
        // Only what stands outside of the type has to find a way to the method.
        var bridge = strategy == Strategy.Interceptor && Access.NeedsBridge(method, compilation) ? Bridge(method) : null;
        return new MethodModel(
            Names.Escape(method.Name),
            Names.Of(method.ContainingType.WithNullableAnnotation(NullableAnnotation.None)),
            ReceiverOf(method),
            ReceiverModifier(method),
            method.IsExtensionMethod,
            IsHidden: !Access.IsDirect(method, compilation) && bridge is null,
            Names.HiddenOwner(method),
            bridge,
            IsUnsafe: method.HasPointers(),
            IsUnscoped: method.IsUnscoped(),
            TypeParameters(outer.Concat(method.TypeParameters)),
            method.TypeParameters.Length,
            Parameters(method.Parameters),
            ReturnType(method.RefKind, method.ReturnType),
            ReturnShape.Of(method.ReturnType),
            ReturnShape.Result(method.ReturnType) is { } result ? Names.Of(result) : null);
    }

    public static EquatableArray<TypeParameterModel> TypeParameters(IEnumerable<ITypeParameterSymbol> parameters) =>
        parameters.Select(static p => new TypeParameterModel(Names.Escape(p.Name), Constraints(p), InheritedConstraint(p))).ToEquatableArray();

    public static EquatableArray<ParameterModel> Parameters(IEnumerable<IParameterSymbol> parameters) =>
        parameters.Select(static p => new ParameterModel(
            Names.Escape(p.Name),
            Names.Of(p.Type),
            Modifier(p),
            p.IsParams,
            p.Type.Is("System.Threading", "CancellationToken") && p.RefKind is RefKind.None or RefKind.In,
            p.RefKind != RefKind.None && p.IsUnscoped())).ToEquatableArray();

    public static string ReturnType(RefKind kind, ITypeSymbol type) =>
        kind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" } + Names.Of(type);

    private static BridgeModel Bridge(IMethodSymbol method) => new(
        CalleeParser.NamespaceOf(method.ContainingType),
        CalleeParser.TypeHeaders(method.ContainingType),
        "Instrumentation_" + Names.Member(method));

    private static Receiver ReceiverOf(IMethodSymbol method)
    {
        if (method.IsStatic)
            return Receiver.None;
        if (!method.ContainingType.IsValueType)
            return Receiver.Value;
        return method.IsReadOnly ? Receiver.In : Receiver.Ref;
    }

    // A struct's own methods can't return a reference to it or into it, unless they say so; a method outside must promise the same, and only
    // where something could be returned or kept is it asked to.
    private static string ReceiverModifier(IMethodSymbol method)
    {
        var reference = ReceiverOf(method) switch { Receiver.Ref => "ref ", Receiver.In => "in ", _ => "" };
        var canEscape = method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType.CanBeRefLike() || method.ContainingType.IsRefLikeType
            || method.Parameters.Any(static p => p.RefKind != RefKind.None && p.Type.CanBeRefLike());
        return reference.Length > 0 && canEscape && !method.IsUnscoped() ? "scoped " + reference : reference;
    }

    private static string Modifier(IParameterSymbol parameter)
    {
        var reference = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };

        // An out parameter is scoped by itself.
        return parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out ? "scoped " + reference : reference;
    }

    // Without it, T? of a method that inherits its constraints is a nullable value.
    private static string InheritedConstraint(ITypeParameterSymbol parameter) =>
        parameter.IsValueType ? "" : parameter.IsReferenceType ? "class" : "default";

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");

        constraints.AddRange(parameter.ConstraintTypes.Select(Names.Of));
        if (parameter.HasConstructorConstraint)
            constraints.Add("new()");
        if (parameter.AllowsRefLikeType)
            constraints.Add("allows ref struct");
        return string.Join(", ", constraints);
    }
}
