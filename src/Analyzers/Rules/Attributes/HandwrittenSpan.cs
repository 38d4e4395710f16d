using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>
/// A method whose body is a span by hand and nothing around it: <c>using var activity = source.StartActivity(…)</c>, tags of parameters, and the
/// rest, in a <c>try</c> whose handler sets the status and throws again, or without one.
/// </summary>
public sealed class HandwrittenSpan
{
    private HandwrittenSpan(LocalDeclarationStatementSyntax declaration, InvocationExpressionSyntax start) => (Declaration, Start) = (declaration, start);

    /// <summary>The statement that declares the span.</summary>
    public LocalDeclarationStatementSyntax Declaration { get; }

    /// <summary>The call that starts it.</summary>
    public InvocationExpressionSyntax Start { get; }

    /// <summary>What the call gives for the name; null where it gives none.</summary>
    public ExpressionSyntax? Name { get; private set; }

    /// <summary>What the call gives for the kind; null where it gives none.</summary>
    public ExpressionSyntax? Kind { get; private set; }

    /// <summary>The statements that write a parameter as a tag, with the key.</summary>
    public ImmutableArray<(ExpressionStatementSyntax Statement, string Key, string Parameter)> Tags { get; private set; } = [];

    /// <summary>The <c>try</c> around the rest; null where there is none.</summary>
    public TryStatementSyntax? Try { get; private set; }

    /// <summary>What is left when the span is taken away.</summary>
    public ImmutableArray<StatementSyntax> Rest { get; private set; } = [];

    /// <summary>The span that the method is; null where it is something else, or does more with its span than <c>[Traced]</c> does.</summary>
    public static HandwrittenSpan? Of(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        if (method.Body is not { ContainsDiagnostics: false, Statements: { Count: > 1 } statements }
            || statements[0] is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, AwaitKeyword.RawKind: 0 } declaration
            || declaration.Declaration.Variables is not { Count: 1 } variables
            || variables[0].Initializer?.Value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } start
            || called.Name.Identifier.ValueText != "StartActivity")
        {
            return null;
        }

        var span = new HandwrittenSpan(declaration, start);
        return span.ReadsStart(model, cancellation) && span.ReadsBody([.. statements.Skip(1)], variables[0].Identifier.ValueText, method) ? span : null;
    }

    private bool ReadsStart(SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(Start, cancellation).Symbol is not IMethodSymbol called || !called.ContainingType.Is("System.Diagnostics", "ActivitySource"))
            return false;

        foreach (var argument in Start.ArgumentList.Arguments)
        {
            // A parent, links and tags have no place in the attribute.
            if (!model.GetConstantValue(argument.Expression, cancellation).HasValue || model.GetTypeInfo(argument.Expression, cancellation).Type is not { } type)
                return false;
            if (type.SpecialType == SpecialType.System_String)
                Name = argument.Expression;
            else if (type.Name == "ActivityKind")
                Kind = argument.Expression;
            else
                return false;
        }

        return true;
    }

    private bool ReadsBody(ImmutableArray<StatementSyntax> statements, string span, MethodDeclarationSyntax method)
    {
        var tags = statements.Select(s => TagOf(s, span, method)).TakeWhile(static t => t is not null).Select(static t => t!.Value).ToImmutableArray();
        var rest = statements.RemoveRange(0, tags.Length);
        if (rest.Length == 1 && rest[0] is TryStatementSyntax { Finally: null, Catches.Count: 1 } attempt && IsStatusAndThrow(attempt.Catches[0], span))
            (Try, rest) = (attempt, [.. attempt.Block.Statements]);

        (Tags, Rest) = (tags, rest);
        return !rest.Any(s => Mentions(s, span)) && tags.Select(static t => t.Parameter).Distinct().Count() == tags.Length;
    }

    // activity?.SetTag("order.id", id);
    private static (ExpressionStatementSyntax Statement, string Key, string Parameter)? TagOf(StatementSyntax statement, string span, MethodDeclarationSyntax method) =>
        statement is ExpressionStatementSyntax expression && CallOn(expression, span) is ("SetTag" or "AddTag", { Count: 2 } arguments)
        && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string key }
        && arguments[1].Expression is IdentifierNameSyntax { Identifier.ValueText: var name }
        && method.ParameterList.Parameters.Any(p => p.Identifier.ValueText == name)
            ? (expression, key, name)
            : null;

    private static bool IsStatusAndThrow(CatchClauseSyntax clause, string span) =>
        clause is { Filter: null, Declaration.Type: var type } && type.SimpleName() == "Exception"
        && clause.Block.Statements is { Count: > 1 } statements
        && statements.Last() is ThrowStatementSyntax { Expression: null }
        && statements.Take(statements.Count - 1).All(s => s is ExpressionStatementSyntax expression && Tells(expression, span))
        && statements.Any(s => s is ExpressionStatementSyntax expression && CallOn(expression, span)?.Name == "SetStatus");

    // What [Traced] says of a failure by itself.
    private static bool Tells(ExpressionStatementSyntax statement, string span) => CallOn(statement, span) switch
    {
        ("SetStatus", { Count: > 0 } arguments) => arguments[0].Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Error" },
        ("AddException" or "RecordException", { Count: 1 }) => true,
        ("SetTag" or "AddTag", { Count: 2 } arguments) => arguments[0].Expression is LiteralExpressionSyntax { Token.Value: "error.type" or "error" },
        _ => false,
    };

    private static (string Name, SeparatedSyntaxList<ArgumentSyntax> Arguments)? CallOn(ExpressionStatementSyntax statement, string span) => statement.Expression switch
    {
        ConditionalAccessExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: var variable },
            WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } call,
        } when variable == span => (binding.Name.Identifier.ValueText, call.ArgumentList.Arguments),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var variable } } access } call
            when variable == span => (access.Name.Identifier.ValueText, call.ArgumentList.Arguments),
        _ => null,
    };

    // The current span by its other name too: there it is the same one, and stays it.
    private static bool Mentions(SyntaxNode node, string span) => node.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == span);
}
