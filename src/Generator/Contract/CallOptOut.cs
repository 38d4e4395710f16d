using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Where code asks for its calls to be left as they are: by <c>[NotIntercepted]</c> on something around them.</summary>
public static class CallOptOut
{
    /// <summary>Whether a use of the method that stands at that node is to be left.</summary>
    public static bool Covers(SyntaxNode place, IMethodSymbol called, SemanticModel model, CancellationToken cancellation)
    {
        for (var around = model.GetEnclosingSymbol(place.SpanStart, cancellation); around is not null and not INamespaceSymbol; around = around.ContainingSymbol)
        {
            if (IsSaidOn(around, called) || Owner(around) is { } owner && IsSaidOn(owner, called))
                return true;
        }

        return IsSaidOn(model.Compilation.Assembly, called) || IsSaidOn(model.Compilation.SourceModule, called);
    }

    private static bool IsSaidOn(ISymbol symbol, IMethodSymbol called) =>
        symbol.GetAttributes().Any(a => a.Is(KnownNames.NotIntercepted) && Names(a, called.Name));

    private static bool Names(AttributeData attribute, string method) =>
        attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Array, Values: { IsDefaultOrEmpty: false } names }
        || names.Any(name => name.Value as string == method);

    // An accessor, and the field behind a property or an event, stand in their type and belong to their member.
    private static ISymbol? Owner(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.AssociatedSymbol,
        IFieldSymbol field => field.AssociatedSymbol,
        _ => null,
    };
}
