using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS401: removes the tag, or writes in place of the value that there was one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TelemetryRevealsSecretsFixer)), Shared]
public sealed class TelemetryRevealsSecretsFixer() : RuleFixer(RuleIds.TelemetryRevealsSecrets)
{
    private const string Redacted = "[redacted]";

    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
            return [.. AttributeRemoval.Of(attribute)];

        var repairs = new List<Repair>();
        if (await WrittenTag.OfAsync(diagnostic, cancellation).ConfigureAwait(false) is { } tag
            && Removal(tag) is { } removal && await Repairs.TryAsync(document.Project.Solution, removal, cancellation).ConfigureAwait(false) is not null)
        {
            repairs.Add(removal);
        }

        if (node is ExpressionSyntax value && Redaction(value) is { } redaction
            && await Repairs.TryAsync(document.Project.Solution, redaction, cancellation).ConfigureAwait(false) is not null)
        {
            repairs.Add(redaction);
        }

        return repairs;
    }

    private static Repair? Removal(WrittenTag tag)
    {
        const string Title = "Remove the tag", Key = "Remove";
        if ((tag.Element ?? tag.Statement) is { } gone)
            return new Repair(Title, Key, gone, editor => WrittenTag.Remove(editor, gone));

        // One of several calls in a row.
        return tag.Whole is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax before } } link
            ? new Repair(Title, Key, link, editor => editor.ReplaceNode(link, (current, _) => Receiver(current).WithTriviaFrom(current)))
            : null;

        static SyntaxNode Receiver(SyntaxNode call) => ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)call).Expression).Expression;
    }

    private static Repair Redaction(ExpressionSyntax value)
    {
        const string Title = "Write '[redacted]' instead", Key = "Redact";
        return value.Parent is InterpolationSyntax hole
            ? new Repair(Title, Key, hole, editor => editor.ReplaceNode(hole, SyntaxFactory.InterpolatedStringText(SyntaxFactory.Token(
                default, SyntaxKind.InterpolatedStringTextToken, Redacted, Redacted, default))))
            : new Repair(Title, Key, value, editor => editor.ReplaceNode(
                value, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Redacted)).WithTriviaFrom(value)));
    }
}
