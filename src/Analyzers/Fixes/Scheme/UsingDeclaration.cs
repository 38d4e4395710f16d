using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Puts <c>using</c> in front of the variable that a call's result is in, or declares one for it.</summary>
internal static class UsingDeclaration
{
    /// <summary>The repair; null where the result's variable is set again, or a <c>using</c> can't stand there.</summary>
    /// <param name="call">The call that gives what is to be disposed.</param>
    /// <param name="name">What a new variable is called.</param>
    /// <param name="isAsync">Whether it is <c>await using</c>.</param>
    public static Repair? Of(SyntaxNode call, string name, bool isAsync = false)
    {
        if (call is not ExpressionSyntax expression || call.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 })
            return null;

        var keywords = isAsync ? "await using" : "using";
        return Declaration(expression) switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration when IsSetOnce(declaration) && CanTakeUsing(declaration) =>
                new Repair(
                    $"Declare '{declaration.Declaration.Variables[0].Identifier.ValueText}' with '{keywords}'",
                    "AddUsing",
                    declaration,
                    e => e.ReplaceNode(declaration, WithUsing(declaration, isAsync))),
            ExpressionStatementSyntax statement when CanTakeUsing(statement) =>
                new Repair(
                    $"Keep it in a variable with '{keywords}'", "AddUsing", statement, e => e.ReplaceNode(statement, Declared(statement, name, keywords))),
            _ => null,
        };
    }

    // The statement whose result is that of the call, or of calls on it; or that declares what the call is made on.
    private static StatementSyntax? Declaration(ExpressionSyntax call)
    {
        var whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax
            or PostfixUnaryExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent switch
        {
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax local } } => local,
            ExpressionStatementSyntax when Receiver(call) is { } variable && DeclarationOf(variable) is { } declaration => declaration,
            ExpressionStatementSyntax statement => statement,
            _ => null,
        };
    }

    // activity.Start() starts what the variable holds.
    private static IdentifierNameSyntax? Receiver(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start", Expression: IdentifierNameSyntax variable } } =>
            variable,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Start" }, Parent: ConditionalAccessExpressionSyntax access } =>
            access.Expression as IdentifierNameSyntax,
        _ => null,
    };

    private static LocalDeclarationStatementSyntax? DeclarationOf(IdentifierNameSyntax variable) =>
        variable.Ancestors().OfType<BlockSyntax>().SelectMany(static b => b.Statements).OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(d => d.Declaration.Variables.Count == 1 && d.Declaration.Variables[0].Identifier.ValueText == variable.Identifier.ValueText);

    // The variable of a using can't be set, nor be passed by reference; and nothing jumps over its declaration.
    private static bool IsSetOnce(LocalDeclarationStatementSyntax declaration)
    {
        var name = declaration.Declaration.Variables[0].Identifier.ValueText;
        return declaration.Declaration.Variables[0].Initializer is not null
            && !declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == name && IsSet(n));
    }

    private static bool IsSet(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        RefExpressionSyntax => true,
        _ => false,
    };

    private static bool CanTakeUsing(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => !block.Statements.Any(static s => s is LabeledStatementSyntax),
        GlobalStatementSyntax => true,
        _ => false,
    };

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax declaration, bool isAsync)
    {
        var leading = declaration.GetLeadingTrivia();
        var with = declaration.WithoutLeadingTrivia().WithUsingKeyword(Word(SyntaxKind.UsingKeyword));
        return (isAsync ? with.WithAwaitKeyword(Word(SyntaxKind.AwaitKeyword)) : with).WithLeadingTrivia(leading);
    }

    private static StatementSyntax Declared(ExpressionStatementSyntax statement, string name, string keywords) =>
        SyntaxFactory.ParseStatement($"{keywords} var {FreeName.Of(name, statement)} = {statement.WithoutTrivia()}").WithTriviaFrom(statement);

    private static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
