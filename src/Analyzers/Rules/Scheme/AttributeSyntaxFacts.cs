using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>Where an attribute of the library stands in the source, and how it is called there.</summary>
internal static class AttributeSyntaxFacts
{
    /// <summary>The attribute as a reader knows it: <c>[Traced]</c>.</summary>
    public static string Bracketed(this AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return $"[{name.Substring(0, name.Length - nameof(System.Attribute).Length)}]";
    }

    public static AttributeSyntax? Syntax(this AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    public static Location Place(this AttributeData attribute, CancellationToken cancellation) =>
        attribute.Syntax(cancellation)?.GetLocation() ?? Location.None;

    /// <summary>The expression of the named argument; null when it is not given.</summary>
    public static ExpressionSyntax? Argument(this AttributeData attribute, string name, CancellationToken cancellation) =>
        attribute.Syntax(cancellation)?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    /// <summary>The place of the named argument, or of the attribute.</summary>
    public static Location PlaceOf(this AttributeData attribute, string name, CancellationToken cancellation) =>
        attribute.Argument(name, cancellation)?.GetLocation() ?? attribute.Place(cancellation);

    /// <summary>The expressions of the elements of the named argument, an array; empty when it is none or not written out.</summary>
    public static ImmutableArray<ExpressionSyntax> Elements(this AttributeData attribute, string name, CancellationToken cancellation)
    {
        // A syntax list of its own would take the nodes out of their tree.
        IEnumerable<ExpressionSyntax> elements = attribute.Argument(name, cancellation) switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.AsEnumerable(),
            ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions.AsEnumerable(),
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(static e => e.Expression),
            _ => Enumerable.Empty<ExpressionSyntax>(),
        };
        return elements.ToImmutableArray();
    }
}
