using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Makes a tag of each value that a text is put together from.</summary>
internal static class TagSplitting
{
    /// <summary>The repair; null where the values have no names of their own.</summary>
    public static async Task<Repair?> FindAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var parts = Parts(tag.Value).Where(p => !model.GetConstantValue(p, cancellation).HasValue).ToList();
        var names = parts.ConvertAll(static p => NameOf(p));
        if ((tag.Element ?? tag.Statement) is not { } element || model.GetConstantValue(tag.Key, cancellation).Value is not string key
            || names.Contains(null) || names.Distinct().Count() < Math.Max(2, names.Count))
        {
            return null;
        }

        var tags = parts.Zip(names, (part, name) => Copy(element, tag, $"{key}.{name}", part)).ToList();
        var repair = new Repair("Make a tag of each value", "Split", tag.Whole, editor =>
        {
            editor.TrackNode(element);
            editor.ReplaceNode(element.Parent!, (current, _) =>
                current.ReplaceNode(current.GetCurrentNode(element)!, tags).WithAdditionalAnnotations(Formatter.Annotation));
        });
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    private static SyntaxNode Copy(SyntaxNode element, WrittenTag tag, string key, ExpressionSyntax value)
    {
        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(key));
        return element.ReplaceNodes([tag.Key, tag.Value], (old, _) => (old == tag.Key ? literal : value.WithoutTrivia()).WithTriviaFrom(old));
    }

    private static IEnumerable<ExpressionSyntax> Parts(ExpressionSyntax text) => text switch
    {
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.OfType<InterpolationSyntax>().Select(static i => i.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Parts(sum.Left).Concat(Parts(sum.Right)),
        _ => [text],
    };

    private static string? NameOf(ExpressionSyntax part) => part switch
    {
        IdentifierNameSyntax name => Names.Snake(name.Identifier.ValueText.TrimStart('_')),
        MemberAccessExpressionSyntax access => Names.Snake(access.Name.Identifier.ValueText),
        _ => null,
    };
}
