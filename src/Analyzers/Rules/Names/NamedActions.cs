using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>
/// Actions on code that mentions a name. An action on every call, of some forty rules, costs much of what compiling the call does, and has the
/// compiler make a tree of operations of each body; these are asked of a file once, and have only those bodies bound that they are about.
/// </summary>
internal static class NamedActions
{
    /// <summary>
    /// Calls the action for the written calls, creations, assignments and method groups that are called so, where they are of these kinds.
    /// </summary>
    public static void RegisterNamedAction(
        this CompilationStartAnalysisContext context, IEnumerable<string> names, Action<CodeContext> action, params OperationKind[] kinds)
    {
        var makesObjects = kinds.Contains(OperationKind.ObjectCreation);
        var all = makesObjects ? NameSet.Of(context.Compilation, names) : names as ICollection<string> ?? [.. names];
        if (makesObjects)
            all.Add(NameIndex.TargetTyped);

        context.RegisterSemanticModelAction(c =>
        {
            foreach (var named in Mentions(c, all))
            {
                var node = named.WhatIsNamed();
                if (kinds.Any(node.CanBe) && c.SemanticModel.GetOperation(node, c.CancellationToken) is { } operation && kinds.Contains(operation.Kind))
                    action(new CodeContext(c, node, operation));
            }
        });
    }

    /// <summary>Calls the action for the attributes that are called so.</summary>
    /// <param name="context">Where to register it.</param>
    /// <param name="names">The names of the attributes' classes.</param>
    /// <param name="action">The action.</param>
    /// <param name="isAboutArguments">Whether it has nothing to say of an attribute that has none.</param>
    public static void RegisterAttributeAction(
        this CompilationStartAnalysisContext context, IEnumerable<string> names, Action<CodeContext> action, bool isAboutArguments)
    {
        var all = NameSet.Of(context.Compilation, names);
        context.RegisterSemanticModelAction(c =>
        {
            foreach (var attribute in Mentions(c, all).Select(static n => n.WhatIsNamed()).OfType<AttributeSyntax>())
            {
                if ((!isAboutArguments || attribute.ArgumentList is { Arguments.Count: > 0 })
                    && c.SemanticModel.GetOperation(attribute, c.CancellationToken) is { } operation)
                {
                    action(new CodeContext(c, attribute, operation));
                }
            }
        });
    }

    /// <summary>Calls the action for each body, or initializer of a field or property, that mentions one of the names.</summary>
    public static void RegisterBodyAction(
        this CompilationStartAnalysisContext context, ICollection<string> names, Action<CodeContext, ControlFlowGraph> action) =>
        context.RegisterSemanticModelAction(c =>
        {
            var bodies = Mentions(c, names)
                .Select(static n => n.Ancestors().FirstOrDefault(IsPartOfBody))
                .OfType<SyntaxNode>()
                .Distinct()
                .Select(part => c.SemanticModel.GetOperation(part, c.CancellationToken)?.Root())
                .OfType<IOperation>()
                .Distinct();
            foreach (var body in bodies)
            {
                if (Graphs.Of(body) is { } graph)
                    action(new CodeContext(c, body.Syntax, body), graph);
            }
        });

    /// <summary>Calls the action for each node of that type that mentions one of the names; of nodes in each other, for the inner one.</summary>
    public static void RegisterMentionAction<TNode>(
        this CompilationStartAnalysisContext context, ICollection<string> names, Action<CodeContext> action)
        where TNode : SyntaxNode =>
        context.RegisterSemanticModelAction(c =>
        {
            foreach (var node in Mentions(c, names).Select(static n => n.FirstAncestorOrSelf<TNode>()).OfType<TNode>().Distinct())
                action(new CodeContext(c, node));
        });

    /// <summary>
    /// Calls the action for each local function and lambda that bears one of the attributes, or has a parameter that does: these are no symbols
    /// of the compilation.
    /// </summary>
    public static void RegisterFunctionAction(
        this CompilationStartAnalysisContext context, IEnumerable<string> attributes, Action<CodeContext> action)
    {
        var names = NameSet.Of(context.Compilation, attributes);
        context.RegisterSemanticModelAction(c =>
        {
            var functions = Mentions(c, names)
                .Select(static n => (n.WhatIsNamed() as AttributeSyntax)?.Parent?.Parent)
                .Select(static bearer => bearer is ParameterSyntax parameter ? parameter.Parent?.Parent : bearer)
                .Where(static n => n is LocalFunctionStatementSyntax or LambdaExpressionSyntax)
                .Distinct();
            foreach (var function in functions)
                action(new CodeContext(c, function!));
        });
    }

    private static bool IsPartOfBody(SyntaxNode node) =>
        node is StatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ConstructorInitializerSyntax;

    private static IEnumerable<SyntaxNode> Mentions(SemanticModelAnalysisContext context, ICollection<string> names)
    {
        var places = NameIndex.Of(context.SemanticModel.SyntaxTree).Places(names);
        if (places.Count == 0)
            return [];
        var root = context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken);
        return places.Select(place => root.FindToken(place).Parent!);
    }

    private static SyntaxNode WhatIsNamed(this SyntaxNode name)
    {
        if (name is ImplicitObjectCreationExpressionSyntax)
            return name;

        var node = name;
        while (node.Parent is { } around && Ends(around, node))
            node = around;
        return node.Parent switch
        {
            InvocationExpressionSyntax call when call.Expression == node => call,
            ObjectCreationExpressionSyntax creation when creation.Type == node => creation,
            AssignmentExpressionSyntax assignment when assignment.Left == node => assignment,
            AttributeSyntax attribute when attribute.Name == node => attribute,
            _ => node,
        };
    }

    // The name is the last part of a longer one.
    private static bool Ends(SyntaxNode around, SyntaxNode node) => around switch
    {
        MemberAccessExpressionSyntax access => access.Name == node,
        QualifiedNameSyntax qualified => qualified.Right == node,
        ElementAccessExpressionSyntax access => access.ArgumentList == node,
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax or ImplicitElementAccessSyntax => true,
        AliasQualifiedNameSyntax or ParenthesizedExpressionSyntax => true,
        _ => around.IsKind(SyntaxKind.SuppressNullableWarningExpression),
    };

    private static bool CanBe(this SyntaxNode node, OperationKind kind) => kind switch
    {
        OperationKind.Invocation => node is InvocationExpressionSyntax,
        OperationKind.ObjectCreation => node is BaseObjectCreationExpressionSyntax,
        OperationKind.SimpleAssignment => node is AssignmentExpressionSyntax,
        OperationKind.MethodReference => node is SimpleNameSyntax or MemberAccessExpressionSyntax or MemberBindingExpressionSyntax,
        _ => false,
    };

    private static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
