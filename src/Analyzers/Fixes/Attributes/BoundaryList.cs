using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Bucket boundaries that are written out as constants: <c>[0.1, 0.5]</c>, <c>new[] { 0.1, 0.5 }</c>.</summary>
internal sealed class BoundaryList
{
    private readonly ImmutableArray<(ExpressionSyntax Expression, double Value)> _boundaries;

    private BoundaryList(SyntaxNode syntax, ImmutableArray<(ExpressionSyntax Expression, double Value)> boundaries)
    {
        Syntax = syntax;
        _boundaries = boundaries;
    }

    /// <summary>The collection expression, or the array's initializer.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>The list in which the node stands.</summary>
    public static BoundaryList? Around(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        node.AncestorsAndSelf().FirstOrDefault(static a => a is CollectionExpressionSyntax or InitializerExpressionSyntax) is { } list
            ? Read(list, model, cancellation)
            : null;

    /// <summary>The list that the expression is.</summary>
    public static BoundaryList? Of(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) => expression switch
    {
        CollectionExpressionSyntax => Read(expression, model, cancellation),
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => Read(initializer, model, cancellation),
        ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => Read(initializer, model, cancellation),
        _ => null,
    };

    /// <summary>The list in ascending order, each finite boundary once; null where a comment would then stand beside another one.</summary>
    public SyntaxNode? Sorted()
    {
        var kept = _boundaries.Where(static b => !double.IsNaN(b.Value) && !double.IsInfinity(b.Value))
            .GroupBy(static b => b.Value).OrderBy(static g => g.Key).Select(static g => g.First().Expression).ToList();
        return HasComments() || kept.Count == 0 ? null : Written(kept, Separators().Take(kept.Count - 1));
    }

    /// <summary>The expression around the list, with one more boundary in its place; null where they are not in order.</summary>
    public SyntaxNode? With(ExpressionSyntax boundary, double value)
    {
        var values = _boundaries.Select(static b => b.Value).ToList();
        if (HasComments() || values.Count == 0 || !values.SequenceEqual(values.OrderBy(static v => v)))
            return null;

        var expressions = _boundaries.Select(static b => b.Expression).ToList();
        expressions.Insert(values.TakeWhile(v => v < value).Count(), boundary);
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var written = Written(expressions, Separators().Take(values.Count - 1).Append(separator));
        return Syntax.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
            ? Syntax.Parent.ReplaceNode(Syntax, written)
            : written;
    }

    private static BoundaryList? Read(SyntaxNode list, SemanticModel model, CancellationToken cancellation)
    {
        var expressions = list switch
        {
            CollectionExpressionSyntax collection => collection.Elements.Select(static e => (e as ExpressionElementSyntax)?.Expression),
            InitializerExpressionSyntax initializer => initializer.Expressions,
            _ => [],
        };
        var boundaries = expressions.OfType<ExpressionSyntax>()
            .Select(e => (Expression: e, model.GetConstantValue(e, cancellation).Value))
            .Where(static b => b.Value is IConvertible and not (string or char or bool))
            .Select(static b => (b.Expression, Value: Convert.ToDouble(b.Value, CultureInfo.InvariantCulture)))
            .ToImmutableArray();
        return boundaries.Length == expressions.Count() ? new BoundaryList(list, boundaries) : null;
    }

    private bool HasComments() => Syntax.ContainsDirectives || Syntax.HasComments();

    private IEnumerable<SyntaxToken> Separators() => Syntax switch
    {
        CollectionExpressionSyntax collection => collection.Elements.GetSeparators(),
        _ => ((InitializerExpressionSyntax)Syntax).Expressions.GetSeparators(),
    };

    // Each place keeps the white space around it, whatever comes to stand there; what stands before the bracket stays, a last comma too.
    private SyntaxNode Written(List<ExpressionSyntax> expressions, IEnumerable<SyntaxToken> separators)
    {
        var last = _boundaries.Length - 1;
        var placed = expressions.Select((e, i) => e
            .WithLeadingTrivia(i <= last ? _boundaries[i].Expression.GetLeadingTrivia() : default)
            .WithTrailingTrivia(_boundaries[i == expressions.Count - 1 ? last : Math.Max(0, Math.Min(i, last - 1))].Expression.GetTrailingTrivia()));
        var commas = separators.Concat(Separators().Skip(last));
        return Syntax is CollectionExpressionSyntax collection
            ? collection.WithElements(SyntaxFactory.SeparatedList<CollectionElementSyntax>(placed.Select(SyntaxFactory.ExpressionElement), commas))
            : ((InitializerExpressionSyntax)Syntax).WithExpressions(SyntaxFactory.SeparatedList(placed, commas));
    }
}
