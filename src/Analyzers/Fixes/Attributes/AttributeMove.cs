using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Simplification;

namespace Instrumentation.CodeFixes;

/// <summary>Moves a method's attributes and tags to the interface's or base's method that it implements: they count for calls typed as either.</summary>
internal static class AttributeMove
{
    /// <summary>
    /// The repair; null where it would not compile, or change more than what is observed: when there are other implementations, or something of
    /// the implementing type is a part of the telemetry.
    /// </summary>
    public static async Task<Repair?> FindAsync(
        Solution solution, MethodDeclarationSyntax implementation, MethodDeclarationSyntax called, CancellationToken cancellation)
    {
        var from = await SymbolAsync(solution, implementation, cancellation).ConfigureAwait(false);
        var to = await SymbolAsync(solution, called, cancellation).ConfigureAwait(false);
        if (from is null || to is null || HasPartsInType(from) || !await IsOnlyAsync(solution, from, to, cancellation).ConfigureAwait(false))
            return null;

        var moved = Attributes(from, implementation, called, cancellation).ToList();
        if (!moved.Exists(static m => m.Data.InstrumentsMethods()))
            return null;

        var added = new Repair.Edit(called.SyntaxTree, editor =>
        {
            foreach (var (data, syntax, target) in moved)
                Add(editor, target, syntax, data);
        });
        var removed = new Repair.Edit(implementation.SyntaxTree, editor =>
        {
            foreach (var (_, syntax, _) in moved)
                AttributeRemoval.Remove(editor, syntax);
        });
        var names = string.Join(", ", moved.Where(static m => m.Data.InstrumentsMethods()).Select(static m => $"[{m.Syntax.Name}]").Distinct());
        var repair = new Repair($"Move {names} to '{to.ContainingType.Name}.{to.Name}'", "MoveAttribute", called, added, removed);
        return await Repairs.TryAsync(solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    // What is tagged in a type, and the predicates that attributes name, the declaration does not have.
    private static bool HasPartsInType(IMethodSymbol method) =>
        method.GetAttributes().Any(static a => a.NamedArguments.Any(static n => n.Key == "ErrorWhen"))
        || method.ContainingType.GetMembers().Any(static m => m is IFieldSymbol or IPropertySymbol && m.Bears(KnownNames.Tag))
        || method.ContainingType.GetAttributes().Any(static a => a.InstrumentsMethods());

    private static async Task<bool> IsOnlyAsync(Solution solution, IMethodSymbol implementation, IMethodSymbol called, CancellationToken cancellation)
    {
        var found = called.ContainingType.TypeKind == TypeKind.Interface
            ? await SymbolFinder.FindImplementationsAsync(called, solution, cancellationToken: cancellation).ConfigureAwait(false)
            : await SymbolFinder.FindOverridesAsync(called, solution, cancellationToken: cancellation).ConfigureAwait(false);
        return found.All(f => SymbolEqualityComparer.Default.Equals(f.OriginalDefinition, implementation));
    }

    /// <summary>The method's attributes and tags that are part of its telemetry, and which node of the other declaration each goes to.</summary>
    public static IEnumerable<(AttributeData Data, AttributeSyntax Syntax, SyntaxNode Target)> Attributes(
        IMethodSymbol method, MethodDeclarationSyntax implementation, MethodDeclarationSyntax called, CancellationToken cancellation)
    {
        var all = method.GetAttributes().Select(a => (data: a, target: (SyntaxNode)called))
            .Concat(method.GetReturnTypeAttributes().Select(a => (data: a, target: (SyntaxNode)called)))
            .Concat(method.Parameters.SelectMany((p, i) => p.GetAttributes().Select(a => (data: a, target: (SyntaxNode)called.ParameterList.Parameters[i]))));
        foreach (var (data, target) in all)
        {
            if ((data.InstrumentsMethods() || data.Is(KnownNames.Tag) || data.Is(KnownNames.NotInstrumented))
                && data.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax && implementation.Span.Contains(syntax.Span))
            {
                yield return (data, syntax, target);
            }
        }
    }

    /// <summary>Adds the attribute to the node, by a name that leads to it there.</summary>
    public static void Add(SyntaxEditor editor, SyntaxNode target, AttributeSyntax syntax, AttributeData data)
    {
        var name = (NameSyntax)editor.Generator.TypeExpression(data.AttributeClass!).WithAdditionalAnnotations(Simplifier.Annotation);
        var attribute = syntax.WithName(name).WithoutTrivia();
        if (syntax.Parent is AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.ReturnKeyword })
            editor.AddReturnAttribute(target, attribute);
        else
            editor.AddAttribute(target, attribute);
    }

    private static async Task<IMethodSymbol?> SymbolAsync(Solution solution, MethodDeclarationSyntax declaration, CancellationToken cancellation) =>
        solution.GetDocument(declaration.SyntaxTree) is { } document
        && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? model.GetDeclaredSymbol(declaration, cancellation)
            : null;
}
