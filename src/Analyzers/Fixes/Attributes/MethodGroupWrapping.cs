using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.CodeFixes;

/// <summary>Writes a lambda that calls the method in place of a method group.</summary>
internal static class MethodGroupWrapping
{
    /// <summary>The repair; null where no lambda compiles to the same delegate, or the receiver could be another one by the time of the call.</summary>
    public static async Task<Repair?> FindAsync(Document document, ExpressionSyntax name, CancellationToken cancellation)
    {
        var group = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (model.GetSymbolInfo(group, cancellation).Symbol is not IMethodSymbol method
            || DelegateOf(group, model, cancellation) is not { DelegateInvokeMethod: { } invoke } type
            || (group is MemberAccessExpressionSyntax { Expression: var receiver } && !IsConstant(receiver, model, cancellation)))
        {
            return null;
        }

        // Types are written out only where the lambda can't do without.
        foreach (var isTyped in new[] { false, true })
        {
            var mark = new SyntaxAnnotation();
            var lambda = Lambda(group, method, invoke, isTyped, model).WithAdditionalAnnotations(mark);
            var repair = new Repair("Call it from a lambda", "WrapInLambda", group, editor => editor.ReplaceNode(group, lambda));
            if (await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is { } changed
                && await IsOfTypeAsync(changed.GetDocument(document.Id)!, mark, type, cancellation).ConfigureAwait(false))
            {
                return repair;
            }
        }

        return null;
    }

    private static ExpressionSyntax Lambda(ExpressionSyntax group, IMethodSymbol method, IMethodSymbol invoke, bool isTyped, SemanticModel model)
    {
        // The delegate has no parameter for the receiver of an extension method.
        var taken = group.DescendantTokens().Select(static t => t.ValueText).ToList();
        var names = method.Parameters.Skip(method.Parameters.Length - invoke.Parameters.Length).Select(p => Unused(p.Name, taken)).ToList();
        var parameters = string.Join(", ", invoke.Parameters.Select((p, i) =>
            isTyped || p.RefKind != RefKind.None ? $"{Modifier(p.RefKind)}{p.Type.ToMinimalDisplayString(model, group.SpanStart)} {names[i]}" : names[i]));
        if (invoke.Parameters.Any(static p => p.RefKind != RefKind.None) && !isTyped)
            return Lambda(group, method, invoke, isTyped: true, model);

        var arguments = string.Join(", ", invoke.Parameters.Select((p, i) => Argument(p.RefKind) + names[i]));
        var head = names.Count == 1 && !isTyped ? parameters : $"({parameters})";
        var text = $"{head} => {group.WithoutTrivia()}({arguments})";
        return SyntaxFactory.ParseExpression(NeedsParentheses(group) ? $"({text})" : text).WithTriviaFrom(group);
    }

    private static string Unused(string name, List<string> taken)
    {
        var unused = name;
        for (var i = 1; taken.Contains(unused); i++)
            unused = name + i;
        taken.Add(unused);
        return SyntaxFacts.GetKeywordKind(unused) == SyntaxKind.None ? unused : "@" + unused;
    }

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    private static string Argument(RefKind kind) => kind == RefKind.RefReadOnlyParameter ? "in " : Modifier(kind);

    private static bool NeedsParentheses(ExpressionSyntax group) => group.Parent is CastExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax;

    private static async Task<bool> IsOfTypeAsync(Document document, SyntaxAnnotation mark, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var lambda = root.GetAnnotatedNodes(mark).Single().DescendantNodesAndSelf().OfType<LambdaExpressionSyntax>().First();
        return DelegateOf(lambda, model, cancellation)?.ToDisplayString() == type.ToDisplayString();
    }

    private static INamedTypeSymbol? DelegateOf(ExpressionSyntax function, SemanticModel model, CancellationToken cancellation) =>
        (model.GetOperation(function, cancellation)?.Parent as IDelegateCreationOperation)?.Type as INamedTypeSymbol;

    // A method group takes its receiver when it is made, a lambda when it is called.
    private static bool IsConstant(ExpressionSyntax receiver, SemanticModel model, CancellationToken cancellation) =>
        receiver is ThisExpressionSyntax or PredefinedTypeSyntax || model.GetSymbolInfo(receiver, cancellation).Symbol switch
        {
            ITypeSymbol => true,
            IFieldSymbol { IsReadOnly: true, IsStatic: true } => true,
            IFieldSymbol { IsReadOnly: true } => receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax },
            ISymbol { Kind: SymbolKind.Local or SymbolKind.Parameter } variable => !IsAssigned(variable, receiver, model, cancellation),
            _ => false,
        };

    private static bool IsAssigned(ISymbol variable, SyntaxNode receiver, SemanticModel model, CancellationToken cancellation)
    {
        var scope = receiver.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? receiver.SyntaxTree.GetRoot(cancellation);
        return scope.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.ValueText == variable.Name && IsWritten(n) && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol, variable));
    }

    private static bool IsWritten(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or ArgumentSyntax { Parent: TupleExpressionSyntax } or RefExpressionSyntax => true,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => true,
        _ => false,
    };
}
