using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>The local variable, or the private field of the object, that holds a value and nothing else: a static field takes its place.</summary>
internal sealed class Holder
{
    private Holder(ISymbol symbol, SyntaxNode declaration, StatementSyntax? assignment, ImmutableArray<ExpressionSyntax> references)
    {
        Name = symbol.Name;
        Declaration = declaration;
        Assignment = assignment;
        References = references;
    }

    public string Name { get; }

    /// <summary>Its declaration, which declares nothing else.</summary>
    public SyntaxNode Declaration { get; }

    /// <summary>Where a constructor gives it its value; null where the declaration does.</summary>
    public StatementSyntax? Assignment { get; }

    /// <summary>Where it is read: <c>_placed</c>, <c>this._placed</c>.</summary>
    public ImmutableArray<ExpressionSyntax> References { get; }

    /// <summary>Finds the holder of the value, if it has one that can go.</summary>
    /// <returns>Whether the value may live longer than it does: false where it is disposed of.</returns>
    public static bool TryFind(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation, out Holder? holder)
    {
        holder = null;
        var assignment = value.Parent as AssignmentExpressionSyntax;
        var symbol = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => model.GetDeclaredSymbol(variable, cancellation),
            AssignmentExpressionSyntax set when set.IsKind(SyntaxKind.SimpleAssignmentExpression) =>
                model.GetSymbolInfo(set.Left, cancellation).Symbol,
            _ => null,
        };
        if (symbol is not (ILocalSymbol or IFieldSymbol { IsStatic: false }))
            return value.Parent is not UsingStatementSyntax;
        if (Declarator(symbol, model, cancellation) is not { } declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: { } declaration })
        {
            return symbol is IFieldSymbol;
        }

        if (declaration is UsingStatementSyntax)
            return false;

        var uses = Uses(symbol, declarator, model, cancellation);
        if (uses.Any(static u => IsDisposed(u)))
            return false;

        var reads = uses.Where(u => assignment is null || !assignment.Left.Span.Contains(u.Span)).ToImmutableArray();
        if (reads.All(static u => !IsWritten(u)) && IsOnlyPlace(symbol, declarator, assignment, value) && !declaration.ContainsDirectives)
            holder = new Holder(symbol, declaration, assignment?.Parent as StatementSyntax, reads);
        return holder is not null || declaration is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
    }

    private static VariableDeclaratorSyntax? Declarator(ISymbol symbol, SemanticModel model, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && reference.SyntaxTree == model.SyntaxTree
            ? reference.GetSyntax(cancellation) as VariableDeclaratorSyntax
            : null;

    private static List<ExpressionSyntax> Uses(ISymbol symbol, SyntaxNode declarator, SemanticModel model, CancellationToken cancellation)
    {
        var scope = symbol is ILocalSymbol
            ? declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>()!
            : declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        return
        [
            .. scope.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(n => n.Identifier.ValueText == symbol.Name)
                .Where(n => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol, symbol))
                .Select(static n => n.Parent is MemberAccessExpressionSyntax access && access.Name == n ? access : (ExpressionSyntax)n),
        ];
    }

    // The value is given where the variable is declared, or by one statement of a constructor; a field is nobody else's.
    private static bool IsOnlyPlace(
        ISymbol symbol, VariableDeclaratorSyntax declarator, AssignmentExpressionSyntax? assignment, ExpressionSyntax value)
    {
        if (symbol is ILocalSymbol)
            return declarator.Initializer?.Value == value && declarator.Parent is { Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } };
        if (symbol.DeclaredAccessibility != Accessibility.Private || symbol.ContainingType.DeclaringSyntaxReferences.Length > 1)
            return false;
        return declarator.Initializer is { } initializer
            ? initializer.Value == value
            : assignment?.Parent is ExpressionStatementSyntax
            {
                ContainsDirectives: false,
                Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax },
            };
    }

    private static bool IsDisposed(ExpressionSyntax use) => use.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Dispose",
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } =>
            binding.Name.Identifier.ValueText == "Dispose",
        UsingStatementSyntax => true,
        _ => false,
    };

    private static bool IsWritten(ExpressionSyntax use) => use switch
    {
        MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } => true,
        { Parent: AssignmentExpressionSyntax assignment } => assignment.Left == use,
        { Parent: ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax or NameColonSyntax } => true,
        _ => false,
    };
}
