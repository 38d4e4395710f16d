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
        var hasKey = IsKey(tag.Key);
        if (TypeName(tag.Value, "FullName", IsException) is not { } name || (!hasKey && tag.Sink.DescendantNodes().OfType<ExpressionSyntax>().Any(IsKey)))
            return null;

        var repair = new Repair("Record the exception's type as 'error.type'", "ErrorType", tag.Whole, editor =>
        {
            editor.ReplaceNode(tag.Value, name);
            if (!hasKey)
                editor.ReplaceNode(tag.Key, Text(Key).WithTriviaFrom(tag.Key));
        });
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;

        bool IsKey(ExpressionSyntax expression) => model.GetConstantValue(expression, cancellation).Value as string == Key;

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

    private static LiteralExpressionSyntax Text(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    // e, e.Message, e.ToString(), e?.Message: always the whole value, since part of a longer text has no place for a type's name.
    private static ExpressionSyntax? TypeName(ExpressionSyntax value, string property, Func<ExpressionSyntax, bool> isMeant)
    {
        var read = value is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } ? rest : value;
        var member = read is InvocationExpressionSyntax call ? call.Expression : read;
        var name = (member as MemberAccessExpressionSyntax)?.Name ?? (member as MemberBindingExpressionSyntax)?.Name;
        var isText = name?.Identifier.ValueText is "Message" or "StackTrace" or nameof(ToString);
        var subject = !isText ? value : (value as ConditionalAccessExpressionSyntax)?.Expression ?? ((MemberAccessExpressionSyntax)member).Expression;
        if (!isMeant(subject))
            return null;
        var dot = isText && value is ConditionalAccessExpressionSyntax ? "?." : ".";
        var isPrimary = subject is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ThisExpressionSyntax;
        var receiver = isPrimary ? subject.WithoutTrivia().ToString() : $"({subject.WithoutTrivia()})";
        return SyntaxFactory.ParseExpression($"{receiver}{dot}GetType().{property}").WithTriviaFrom(value);
    }
}
