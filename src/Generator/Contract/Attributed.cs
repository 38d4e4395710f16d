using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// The instrumenting attributes that count for a method: its own, and, for a public one, those of its type. Of one kind the method's own
/// replace the type's. A typed instrument has none: its body is generated.
/// </summary>
public sealed class Attributed
{
    private Attributed(IMethodSymbol method, AttributeData? traced, ImmutableArray<AttributeData> counted, ImmutableArray<AttributeData> timed, ImmutableArray<AttributeData> inFlight)
    {
        Method = method;
        Traced = traced;
        Counted = counted;
        Timed = timed;
        InFlight = inFlight;
    }

    /// <summary>The method that bears the attributes, or whose type does; its names and tags are what is recorded.</summary>
    public IMethodSymbol Method { get; }

    public AttributeData? Traced { get; }

    public ImmutableArray<AttributeData> Counted { get; }

    public ImmutableArray<AttributeData> Timed { get; }

    public ImmutableArray<AttributeData> InFlight { get; }

    public IEnumerable<AttributeData> All => (Traced is null ? [] : ImmutableArray.Create(Traced)).Concat(Counted).Concat(Timed).Concat(InFlight);

    /// <summary>The attributes that count for this declaration; null when there are none.</summary>
    public static Attributed? Of(IMethodSymbol method)
    {
        var own = method.GetAttributes();
        if (own.Any(static a => a.Is(KnownNames.NotInstrumented)) || DeclaredInstrument.IsTyped(method))
            return null;

        var typeWide = TakesTypesAttributes(method) ? method.ContainingType.GetAttributes() : ImmutableArray<AttributeData>.Empty;
        if (own.IsEmpty && typeWide.IsEmpty)
            return null;

        var attributed = new Attributed(
            method,
            Select(own, typeWide, KnownNames.Traced).FirstOrDefault(),
            Select(own, typeWide, KnownNames.Counted),
            Select(own, typeWide, KnownNames.Timed),
            Select(own, typeWide, KnownNames.InFlight));
        return attributed.All.Any() ? attributed : null;
    }

    /// <summary>
    /// The attributes that count for a call that is typed as this method: those of the declaration itself, or else of the nearest method that
    /// it overrides, or else of an interface's method that it implements. Null when the call is not observed.
    /// </summary>
    public static Attributed? OfCall(IMethodSymbol called)
    {
        if (called.Bears(KnownNames.NotInstrumented))
            return null;

        for (var method = called; method is not null; method = method.OverriddenMethod?.OriginalDefinition)
        {
            if (Of(method) is { } attributed)
                return attributed;
        }

        return called.IsStatic || called.ContainingType.TypeKind == TypeKind.Interface ? null : OfInterface(called);
    }

    /// <summary>Whether the interface asks for a decorator.</summary>
    public static bool IsDecorated(INamedTypeSymbol type) =>
        type.GetAttributes().Any(static a => a.Is(KnownNames.Traced) && a.Named("Decorate", false));

    private static Attributed? OfInterface(IMethodSymbol called)
    {
        foreach (var @interface in called.ContainingType.AllInterfaces)
        {
            foreach (var member in @interface.GetMembers(called.Name).OfType<IMethodSymbol>())
            {
                if (member.IsStatic || Of(member.OriginalDefinition) is not { } attributed || IsDecorated(@interface))
                    continue;

                var implementation = called.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition;
                for (var method = called; method is not null; method = method.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(implementation, method.OriginalDefinition))
                        return attributed;
                }
            }
        }

        return null;
    }

    // What every object has is not what anybody means by a type's methods.
    private static bool TakesTypesAttributes(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary }
        && (!method.IsImplicitlyDeclared || IsOfExtensionBlock(method))
        && !OverridesObject(method);

    // The compiler makes a static method of each member of an extension block, of an accessor too, and no other method of something that is written.
    private static bool IsOfExtensionBlock(IMethodSymbol method) =>
        method.IsStatic && method.DeclaringSyntaxReferences.Any(static d => d.GetSyntax() is MethodDeclarationSyntax);

    private static bool OverridesObject(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
            method = overridden;
        return method.ContainingType.SpecialType == SpecialType.System_Object;
    }

    private static ImmutableArray<AttributeData> Select(ImmutableArray<AttributeData> own, ImmutableArray<AttributeData> typeWide, string className)
    {
        var selected = own.Where(a => a.Is(className)).ToImmutableArray();
        return selected.IsEmpty ? typeWide.Where(a => a.Is(className)).ToImmutableArray() : selected;
    }
}
