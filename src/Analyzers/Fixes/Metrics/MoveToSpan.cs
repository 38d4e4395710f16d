using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Instrumentation.CodeFixes;

/// <summary>Puts a measurement's tag on the current span instead.</summary>
internal static class MoveToSpan
{
    public const string RepairKey = "ToSpan";

    private const string Activity = "global::System.Diagnostics.Activity";

    /// <summary>The repair; null where no statement can be put before the measurement, or what remains does not compile.</summary>
    public static async Task<Repair?> FindAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        var repair = Of(tag);
        return repair is null || await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    /// <summary>The statement that writes a tag to the current span.</summary>
    public static StatementSyntax SetTag(ExpressionSyntax key, ExpressionSyntax value)
    {
        var statement = SyntaxFactory.ParseStatement($"{Activity}.Current?.SetTag({key.WithoutTrivia()}, {value.WithoutTrivia()});");
        var type = statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>().First(static a => a.ToString() == Activity);
        return statement.ReplaceNode(type, type.WithAdditionalAnnotations(Simplifier.Annotation)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static Repair? Of(WrittenTag tag)
    {
        // What is created with its tags is observed, when no span is current.
        if (tag.Sink is not InvocationExpressionSyntax)
            return null;

        var set = SetTag(tag.Key, tag.Value);
        if (tag.Element is not { } element)
        {
            return tag.Statement is { } adding && tag.Whole != tag.Sink
                ? Repair(tag, editor => editor.ReplaceNode(adding, (current, _) => set.WithTriviaFrom(current)))
                : null;
        }

        return PlaceOf(tag) switch
        {
            StatementSyntax { Parent: { } parent } statement and not LocalFunctionStatementSyntax => Repair(tag, editor =>
            {
                WrittenTag.Remove(editor, element);
                editor.TrackNode(statement);
                editor.ReplaceNode(parent is GlobalStatementSyntax ? parent.Parent! : parent, (current, _) => Before(current, statement, set));
            }),
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } when method.ReturnType.ToString() == "void" => Repair(tag, editor =>
            {
                WrittenTag.Remove(editor, element);
                var line = set.WithTrailingTrivia(CoreMethodSyntax.EndOfLine(method));
                editor.ReplaceNode(method, (current, _) => WithBlock((MethodDeclarationSyntax)current, line));
            }),
            _ => null,
        };
    }

    // The statement of the measurement, or the method that is nothing but it.
    private static SyntaxNode? PlaceOf(WrittenTag tag) =>
        tag.Whole.Ancestors().TakeWhile(static n => n is not AnonymousFunctionExpressionSyntax { ExpressionBody: not null })
            .FirstOrDefault(static n => n is StatementSyntax or ArrowExpressionClauseSyntax);

    private static Repair Repair(WrittenTag tag, Action<SyntaxEditor> apply) =>
        new("Put the tag on the span instead", RepairKey, tag.Whole, apply);

    // Comments, empty lines and directives that stand before the measurement now stand before both.
    private static SyntaxNode Before(SyntaxNode parent, StatementSyntax statement, StatementSyntax set)
    {
        var now = parent.GetCurrentNode(statement)!;
        set = set.WithLeadingTrivia(now.GetLeadingTrivia()).WithTrailingTrivia(CoreMethodSyntax.EndOfLine(statement));
        var rest = now.WithLeadingTrivia(now.GetLeadingTrivia().Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        return now.Parent switch
        {
            GlobalStatementSyntax global => parent.ReplaceNode(global, [SyntaxFactory.GlobalStatement(set), global.WithStatement(rest)]),
            BlockSyntax or SwitchSectionSyntax => parent.ReplaceNode(now, [set, rest]),
            _ => parent.ReplaceNode(now, SyntaxFactory.Block(set.WithoutLeadingTrivia(), rest.WithoutTrivia())
                .WithTrailingTrivia(now.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation)),
        };
    }

    private static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method, StatementSyntax set)
    {
        if (method is { Body: { } body, ExpressionBody: null })
            return method.WithBody(body.WithStatements(body.Statements.Insert(body.Statements.Count - 1, set)));

        var measurement = SyntaxFactory.ExpressionStatement(method.ExpressionBody!.Expression.WithoutTrivia());
        return method.WithExpressionBody(null).WithSemicolonToken(default)
            .WithParameterList(method.ParameterList.WithTrailingTrivia(SyntaxFactory.ElasticMarker))
            .WithBody(SyntaxFactory.Block(set, measurement).WithTrailingTrivia(method.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
    }
}
