using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Records the name of a value's type in place of its text: for a failure as <c>error.type</c>.</summary>
internal static class ErrorType
{
    private const string Key = "error.type";

    /// <summary>The repair for a tag that is an exception, or text of one; null where the measurement has its type already.</summary>
    public static async Task<Repair?> FindAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (TypeName(tag.Value, "FullName", IsException) is not { } name
            || (model.GetConstantValue(tag.Key, cancellation).Value as string != Key && tag.Sink.DescendantNodes().OfType<ExpressionSyntax>().Any(e => model.GetConstantValue(e, cancellation).Value as string == Key)))
        {
            return null;
        }

        var repair = new Repair("Record the exception's type as 'error.type'", "ErrorType", tag.Whole, editor =>
        {
            editor.ReplaceNode(tag.Value, name);
            if (model.GetConstantValue(tag.Key, cancellation).Value as string != Key)
                editor.ReplaceNode(tag.Key, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Key)).WithTriviaFrom(tag.Key));
        });
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;

        bool IsException(ExpressionSyntax expression)
        {
            for (var type = model.GetTypeInfo(expression, cancellation).Type; type is not null; type = type.BaseType)
            {
                if (type is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                    return true;
            }

            return false;
        }
    }

    /// <summary>The repair for a tag that is the text of another object.</summary>
    public static async Task<Repair?> FindNameAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        if (tag.Value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(ToString) } }
            || TypeName(tag.Value, "Name", static _ => true) is not { } name)
        {
            return null;
        }

        var repair = new Repair("Record the name of its type", "TypeName", tag.Whole, editor => editor.ReplaceNode(tag.Value, name));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    // e, e.Message, e.ToString(), e?.Message: always the whole value, since part of a longer text has no place for a type's name.
    private static ExpressionSyntax? TypeName(ExpressionSyntax value, string property, Func<ExpressionSyntax, bool> isMeant)
    {
        var subject = value switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Message" or "StackTrace" } access => access.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(ToString) } access } => access.Expression,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Message" or "StackTrace" } } access => access.Expression,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: nameof(ToString) } } } access => access.Expression,
            _ => value,
        };
        if (!isMeant(subject))
            return null;
        var dot = value is ConditionalAccessExpressionSyntax ? "?." : ".";
        var receiver = subject is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ThisExpressionSyntax or ConditionalAccessExpressionSyntax
            ? subject.WithoutTrivia().ToString()
            : $"({subject.WithoutTrivia()})";
        return SyntaxFactory.ParseExpression($"{receiver}{dot}GetType().{property}").WithTriviaFrom(value);
    }
}
