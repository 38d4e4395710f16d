using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Small questions to symbols that the contract, the parser and the rules all ask.</summary>
public static class SymbolFacts
{
    /// <summary>Whether the attribute is the runtime's attribute of that class name.</summary>
    public static bool Is(this AttributeData attribute, string className) =>
        attribute.AttributeClass is { } type && type.Name == className && type.ContainingNamespace.Is(KnownNames.Namespace);

    /// <summary>Whether the attribute is one of the runtime's that instrument a method, or the methods of a type.</summary>
    public static bool InstrumentsMethods(this AttributeData attribute) =>
        attribute.AttributeClass is { } type && KnownNames.InstrumentsMethods(type.Name) && type.ContainingNamespace.Is(KnownNames.Namespace);

    /// <summary>Whether the symbol bears the runtime's attribute of that class name.</summary>
    public static bool Bears(this ISymbol symbol, string className) =>
        symbol.GetAttributes().Any(attribute => attribute.Is(className));

    /// <summary>Whether the namespace has exactly that full name.</summary>
    public static bool Is(this INamespaceSymbol? @namespace, string fullName)
    {
        var end = fullName.Length;
        while (@namespace is { IsGlobalNamespace: false })
        {
            var name = @namespace.Name;
            var start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, name, 0, name.Length) != 0)
                return false;
            @namespace = @namespace.ContainingNamespace;
            if (@namespace.IsGlobalNamespace)
                return start == 0;
            if (start == 0 || fullName[start - 1] != '.')
                return false;
            end = start - 1;
        }

        return false;
    }

    /// <summary>Whether the type, whatever its type arguments, is that one.</summary>
    public static bool Is(this ITypeSymbol? type, string @namespace, string name, int arity = 0) =>
        type is INamedTypeSymbol named && named.Name == name && named.Arity == arity && named.ContainingType is null
        && named.ContainingNamespace.Is(@namespace);

    /// <summary>The attribute's named argument; the default value when it is not given.</summary>
    public static T? Named<T>(this AttributeData attribute, string name, T? fallback = default)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value is { Kind: not TypedConstantKind.Array, Value: T value } ? value : fallback;
        }

        return fallback;
    }

    /// <summary>The attribute's named array; empty when it is not given.</summary>
    public static ImmutableArray<TypedConstant> NamedArray(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
                return argument.Value.Values;
        }

        return ImmutableArray<TypedConstant>.Empty;
    }

    /// <summary>The attribute's first positional argument, or the named one: the name of a signal, the key of a tag.</summary>
    public static string? NameOr(this AttributeData attribute, string named)
    {
        var given = attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;
        return attribute.Named(named, given) is { Length: > 0 } name ? name : null;
    }

    /// <summary>How the accessor of a property is called in C#: <c>get</c>, <c>set</c> or <c>init</c>; null for any other method.</summary>
    public static string? AccessorKeyword(this IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.PropertyGet => "get",
        MethodKind.PropertySet => method.IsInitOnly ? "init" : "set",
        _ => null,
    };

    /// <summary>Whether a value of the type can live on the stack alone.</summary>
    public static bool CanBeRefLike(this ITypeSymbol type) => type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true };

    /// <summary>Whether a reference to the parameter, or to the struct that the method is called on, may be returned though the language's rule says no.</summary>
    public static bool IsUnscoped(this ISymbol symbol) =>
        symbol.GetAttributes().Concat((symbol as IMethodSymbol)?.AssociatedSymbol?.GetAttributes() ?? []).Any(static a => a.AttributeClass.Is("System.Diagnostics.CodeAnalysis", "UnscopedRefAttribute"));

    /// <summary>Whether the signature can be written in an unsafe context only.</summary>
    public static bool HasPointers(this IMethodSymbol method) =>
        method.ReturnType.HasPointers() || method.Parameters.Any(static p => p.Type.HasPointers());

    /// <summary>Whether the type is, or is made of, a pointer.</summary>
    public static bool HasPointers(this ITypeSymbol type) => type.Mentions(static t => t is IPointerTypeSymbol or IFunctionPointerTypeSymbol);

    /// <summary>The type and the types it is nested in, innermost first.</summary>
    public static System.Collections.Generic.IEnumerable<INamedTypeSymbol> SelfAndContaining(this INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            yield return type;
    }

    /// <summary>The type and the types that it derives from, nearest first.</summary>
    public static System.Collections.Generic.IEnumerable<INamedTypeSymbol> SelfAndBase(this INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }

    /// <summary>Whether the type, or one that it is made of, satisfies the predicate.</summary>
    public static bool Mentions(this ITypeSymbol type, Func<ITypeSymbol, bool> predicate) => predicate(type) || type switch
    {
        IArrayTypeSymbol array => array.ElementType.Mentions(predicate),
        IPointerTypeSymbol pointer => pointer.PointedAtType.Mentions(predicate),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => argument.Mentions(predicate))
            || (named.ContainingType is { } outer && outer.Mentions(predicate)),
        _ => false,
    };
}
