using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS110: makes a counter that is lowered an up-down counter, where it is declared and created.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CounterOnlyIncreasesFixer)), Shared]
public sealed class CounterOnlyIncreasesFixer() : RuleFixer(RuleIds.CounterOnlyIncreases)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var instrument } }
            || model.GetSymbolInfo(instrument, cancellation).Symbol is not { } symbol || !IsNearBy(symbol)
            || symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || reference.SyntaxTree != model.SyntaxTree
            || await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false) is not VariableDeclaratorSyntax declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1 } declaration)
        {
            return [];
        }

        // What is declared a counter is created as one, there or where it is assigned.
        var names = Creations(symbol, declarator, model, cancellation).Select(static c => NameOf(c)).ToList();
        var typeName = declaration.Type.DescendantNodesAndSelf().OfType<GenericNameSyntax>()
            .FirstOrDefault(static n => n.Identifier.ValueText == "Counter");
        if (names.Count == 0 || names.Contains(null) || (typeName is null && !declaration.Type.IsVar))
            return [];

        var changed = names.OfType<SimpleNameSyntax>().Concat(typeName is null ? [] : [typeName]).ToList();
        var repair = new Repair($"Make '{symbol.Name}' an UpDownCounter", "UpDown", declarator, editor => Change(editor, changed));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? [] : [repair];
    }

    private static bool IsNearBy(ISymbol symbol) => symbol is ILocalSymbol
        || (symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } && symbol.ContainingType.DeclaringSyntaxReferences.Length == 1);

    private static IEnumerable<ExpressionSyntax> Creations(
        ISymbol symbol, VariableDeclaratorSyntax declarator, SemanticModel model, CancellationToken cancellation)
    {
        var scope = declarator.Ancestors().First(static a => a is TypeDeclarationSyntax or CompilationUnitSyntax);
        var assigned = scope.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(a.Left, cancellation).Symbol, symbol))
            .Select(static a => a.Right);
        return declarator.Initializer is { Value: var value } ? assigned.Prepend(value) : assigned;
    }

    private static SimpleNameSyntax? NameOf(ExpressionSyntax creation) =>
        creation is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "CreateCounter" } name } }
            ? name
            : null;

    private static void Change(SyntaxEditor editor, List<SimpleNameSyntax> names)
    {
        foreach (var name in names)
        {
            var changed = SyntaxFactory.Identifier(name.Identifier.ValueText == "Counter" ? "UpDownCounter" : "CreateUpDownCounter");
            editor.ReplaceNode(name, (current, _) => ((SimpleNameSyntax)current).WithIdentifier(changed.WithTriviaFrom(name.Identifier)));
        }
    }
}
