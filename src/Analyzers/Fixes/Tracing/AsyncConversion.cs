using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Makes a method that returns tasks an async one, which awaits them.</summary>
internal static class AsyncConversion
{
    /// <summary>The repair; null where the method can't be async, or returns something else than tasks too.</summary>
    public static Repair? Of(SyntaxNode function, SemanticModel model, CancellationToken cancellation)
    {
        if (function is AnonymousFunctionExpressionSyntax || BodyOf(function) is not { } body
            || model.GetDeclaredSymbol(function, cancellation) is not IMethodSymbol { IsAsync: false, ReturnType: INamedTypeSymbol task } method
            || !CanBeAsync(method, body, model, cancellation))
        {
            return null;
        }

        var returns = ReturnsOf(body);
        return !returns.TrueForAll(CanAwait) ? null : new Repair($"Make '{method.Name}' async, and await the task", "Await", function, editor =>
        {
            foreach (var statement in returns)
                Await(editor, statement, givesResult: task.Arity > 0);
            editor.ReplaceNode(function, static (current, _) => WithAsync(current));
        });
    }

    private static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        _ => null,
    };

    private static List<ReturnStatementSyntax> ReturnsOf(BlockSyntax body) =>
        [.. Own(body).OfType<ReturnStatementSyntax>()];

    private static IEnumerable<SyntaxNode> Own(BlockSyntax body) =>
        body.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    // References and what lives on the stack alone don't outlast an await.
    private static bool CanBeAsync(IMethodSymbol method, BlockSyntax body, SemanticModel model, CancellationToken cancellation) =>
        method.Parameters.All(static p => p.RefKind == RefKind.None && !p.Type.IsRefLikeType)
        && !method.ReturnsByRef && !method.ReturnsByRefReadonly
        && !Own(body).Any(static n =>
            n is UnsafeStatementSyntax or FixedStatementSyntax or LockStatementSyntax or RefTypeSyntax or StackAllocArrayCreationExpressionSyntax)
        && !body.Ancestors().Any(static n => n is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
        && Own(body).OfType<VariableDeclaratorSyntax>().All(v => model.GetDeclaredSymbol(v, cancellation) is not ILocalSymbol { Type.IsRefLikeType: true });

    // A null or a default is no task.
    private static bool CanAwait(ReturnStatementSyntax statement) =>
        statement.Expression is not (null or LiteralExpressionSyntax or DefaultExpressionSyntax or ImplicitObjectCreationExpressionSyntax);

    private static void Await(SyntaxEditor editor, ReturnStatementSyntax statement, bool givesResult)
    {
        var value = statement.Expression!;
        if (givesResult)
        {
            var awaited = Result(value) ?? Awaited(value);
            editor.ReplaceNode(value, awaited.WithTriviaFrom(value));
            return;
        }

        if (IsDone(value))
        {
            editor.ReplaceNode(statement, SyntaxFactory.ParseStatement("return;").WithTriviaFrom(statement));
            return;
        }

        var wait = SyntaxFactory.ExpressionStatement(Awaited(value).WithoutTrivia());
        if (IsLast(statement))
        {
            editor.ReplaceNode(statement, wait.WithTriviaFrom(statement));
        }
        else if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            editor.InsertAfter(statement, Layout.After(statement, "return;"));
            editor.ReplaceNode(statement, wait.WithTriviaFrom(statement));
        }
        else
        {
            var both = SyntaxFactory.Block(wait, SyntaxFactory.ReturnStatement());
            editor.ReplaceNode(statement, both.WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
        }
    }

    // Where nothing follows, the method is over by itself.
    private static bool IsLast(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } block => block.Statements.Last() == statement,
        BlockSyntax { Parent: UsingStatementSyntax around } block => block.Statements.Last() == statement && IsLast(around),
        UsingStatementSyntax around => IsLast(around),
        _ => false,
    };

    private static AwaitExpressionSyntax Awaited(ExpressionSyntax task)
    {
        var operand = task.WithoutTrivia();
        var isPrimary = operand is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax
            or ObjectCreationExpressionSyntax or ElementAccessExpressionSyntax;
        return SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            isPrimary ? operand : SyntaxFactory.ParenthesizedExpression(operand));
    }

    // Task.FromResult(x) is x, Task.CompletedTask is nothing.
    private static ExpressionSyntax? Result(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" },
                Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" },
            },
            ArgumentList.Arguments: { Count: 1 } arguments,
        }
            ? arguments[0].Expression
            : null;

    private static bool IsDone(ExpressionSyntax value) =>
        value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask", Expression: IdentifierNameSyntax { Identifier.ValueText: var type } }
        && type is "Task" or "ValueTask";

    private static SyntaxNode WithAsync(SyntaxNode function)
    {
        var word = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return function switch
        {
            MethodDeclarationSyntax { Modifiers.Count: 0, ReturnType: var type } method =>
                method.WithReturnType(type.WithoutLeadingTrivia()).WithModifiers([word.WithLeadingTrivia(type.GetLeadingTrivia())]),
            LocalFunctionStatementSyntax { Modifiers.Count: 0, ReturnType: var type } local =>
                local.WithReturnType(type.WithoutLeadingTrivia()).WithModifiers([word.WithLeadingTrivia(type.GetLeadingTrivia())]),
            MethodDeclarationSyntax method => method.WithModifiers(BeforePartial(method.Modifiers, word)),
            LocalFunctionStatementSyntax local => local.AddModifiers(word),
            _ => function,
        };
    }

    private static SyntaxTokenList BeforePartial(SyntaxTokenList modifiers, SyntaxToken word)
    {
        var index = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return index < 0 ? modifiers.Add(word) : modifiers.Insert(index, word);
    }
}
