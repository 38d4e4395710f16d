using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>
/// The method that holds the body of a partial wrapper: <c>PlaceCore</c> for <c>Place</c>; <c>GetTotalCore</c> and <c>SetTotalCore</c> for the
/// accessors of <c>Total</c>.
/// </summary>
public static class CoreMethod
{
    /// <summary>The core method's name.</summary>
    public static string NameOf(IMethodSymbol partial) => partial.MethodKind switch
    {
        MethodKind.PropertyGet => "Get" + partial.AssociatedSymbol!.MetadataName,
        MethodKind.PropertySet => "Set" + partial.AssociatedSymbol!.MetadataName,
        _ => partial.Name,
    } + KnownNames.CoreSuffix;

    /// <summary>The core method; null when there is none of that signature.</summary>
    public static IMethodSymbol? Find(IMethodSymbol partial) => Candidates(partial).FirstOrDefault(candidate => Matches(partial, candidate));

    /// <summary>Methods with the core method's name, whatever their signature.</summary>
    public static IEnumerable<IMethodSymbol> Candidates(IMethodSymbol partial) =>
        partial.ContainingType.GetMembers(NameOf(partial)).OfType<IMethodSymbol>();

    /// <summary>
    /// Whether another generator may implement the partial method or property, by what attributes it and its types bear: then a missing core method is
    /// no mistake, and a second implementing part would be one.
    /// </summary>
    public static bool IsLeftToAnotherGenerator(IMethodSymbol partial) =>
        partial.GetAttributes().Concat(partial.AssociatedSymbol?.GetAttributes() ?? []).Concat(partial.ContainingType.SelfAndContaining().SelectMany(static t => t.GetAttributes()))
            .Any(static a => a.AttributeClass is { } type && !IsKnown(type.ContainingNamespace));

    // Attributes of these say something of the method or its type, and make nothing.
    private static bool IsKnown(INamespaceSymbol @namespace) => @namespace.ToDisplayString() is var name
        && name is KnownNames.Namespace or KnownNames.InstrumentsNamespace or "System" or "System.ComponentModel" or "System.Diagnostics"
            or "System.Diagnostics.CodeAnalysis" or "System.Runtime.CompilerServices";

    private static bool Matches(IMethodSymbol partial, IMethodSymbol core)
    {
        if (core.IsStatic != partial.IsStatic || core.Arity != partial.Arity || core.Parameters.Length != partial.Parameters.Length
            || core.RefKind != partial.RefKind)
        {
            return false;
        }

        // Type parameters of the two methods correspond by position.
        var comparable = core.Arity == 0 ? core : core.Construct([.. partial.TypeParameters]);
        return Same(comparable.ReturnType, partial.ReturnType)
            && comparable.Parameters.Zip(partial.Parameters, static (c, p) => c.RefKind == p.RefKind && Same(c.Type, p.Type)).All(static same => same);
    }

    private static bool Same(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
