using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>
/// Makes what an expression creates a static field of its type, with the meter that it is created on. Several in one type share the fields that are
/// initialised alike, one after the other: each looks at the type as the ones before have left it.
/// </summary>
internal sealed class Hoisting
{
    private readonly ExpressionSyntax _creation;
    private readonly TypeDeclarationSyntax _type;
    private readonly TypeSyntax _fieldType;
    private readonly HoistedMeter? _meter;
    private readonly Holder? _holder;
    private readonly FieldNames _names;
    private readonly string? _after;
    private readonly string[] _wanted;

    private Hoisting(
        ExpressionSyntax creation,
        IOperation made,
        TypeDeclarationSyntax type,
        HoistedMeter? meter,
        Holder? holder,
        string? after,
        SemanticModel model)
    {
        _creation = creation;
        _type = type;
        _meter = meter;
        _holder = holder;
        _after = after;
        _names = new FieldNames(type, model);
        var named = FieldNames.Pascal(InstrumentCreation.ConstantName(made) ?? "");
        _fieldType = StaticFields.TypeOf(creation, model);
        _wanted = (holder, creation) switch
        {
            ({ Name: var name }, _) => [FieldNames.Pascal(name)],
            (_, BaseObjectCreationExpressionSyntax) => [ScopeName(made.Type!), named + ScopeName(made.Type!)],
            _ => [named],
        };
    }

    /// <summary>The repair; null where the field could not be initialised, or would be disposed of.</summary>
    public static async Task<Repair?> FindAsync(Document document, ExpressionSyntax creation, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || !StaticFields.CanStandIn(type))
            return null;

        var meter = HoistedMeter.Of(creation, model, cancellation);
        if (!StaticExpression.Is(creation, model, meter?.Receiver, cancellation)
            || !StaticOrder.TryFind(creation, type, model, cancellation, out var after)
            || !Holder.TryFind(creation, model, cancellation, out var holder)
            || model.GetOperation(creation, cancellation) is not { } made)
        {
            return null;
        }

        var hoisting = new Hoisting(creation, made, type, meter, holder, after, model);
        var repair = new Repair("Create it once, in a static readonly field", "Hoist", creation, hoisting.Apply);
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    private static string ScopeName(ITypeSymbol type) => type.Name == "Meter" ? "Meter" : "Source";

    private void Apply(SyntaxEditor editor)
    {
        foreach (var node in Tracked())
            editor.TrackNode(node);
        editor.ReplaceNode(_type, (current, _) => Apply((TypeDeclarationSyntax)current));
    }

    private IEnumerable<SyntaxNode> Tracked()
    {
        SyntaxNode?[] own = [_creation, _holder?.Declaration, _holder?.Assignment];
        return own.OfType<SyntaxNode>().Concat(_holder?.References ?? []);
    }

    private TypeDeclarationSyntax Apply(TypeDeclarationSyntax type)
    {
        var initializer = _creation.WithoutTrivia();
        var after = _after;
        if (_meter is not null)
        {
            type = WithField(type, _meter.Type, [_meter.Name], _meter.Creation, after: null, leading: default, out after);
            var access = (MemberAccessExpressionSyntax)((InvocationExpressionSyntax)initializer).Expression;
            initializer = ((InvocationExpressionSyntax)initializer).WithExpression(access.WithExpression(SyntaxFactory.IdentifierName(after)));
        }

        var leading = _holder?.Declaration is FieldDeclarationSyntax field ? field.GetLeadingTrivia() : default;
        type = WithField(type, _fieldType, _wanted, initializer, after, leading, out var name);
        if (_holder is null)
            return WithoutMeter(Replace(type, [_creation], name));
        type = Remove(Replace(type, _holder.References, name), _holder.Declaration);
        return WithoutMeter(_holder.Assignment is { } assignment ? Remove(type, assignment) : type);
    }

    // The last instrument that is created on the meter takes it along.
    private TypeDeclarationSyntax WithoutMeter(TypeDeclarationSyntax type)
    {
        var local = _meter?.Holder;
        var unused = type.DescendantNodes().FirstOrDefault(n => n.IsEquivalentTo(local?.Declaration) && IsUnused(n, local!.Name));
        return unused is null ? type : RemoveCurrent(type, unused);
    }

    private static bool IsUnused(SyntaxNode declaration, string name) =>
        !declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == name);

    private TypeDeclarationSyntax WithField(
        TypeDeclarationSyntax type,
        TypeSyntax fieldType,
        string[] wanted,
        ExpressionSyntax initializer,
        string? after,
        SyntaxTriviaList leading,
        out string name)
    {
        name = StaticFields.Find(type, fieldType, initializer) ?? "";
        if (name.Length > 0)
            return type;

        name = _names.Unused(wanted, type);
        return StaticFields.Add(type, fieldType, name, initializer, after, leading);
    }

    private static TypeDeclarationSyntax Replace(TypeDeclarationSyntax type, IEnumerable<ExpressionSyntax> expressions, string name)
    {
        var current = expressions.Select(e => type.GetCurrentNode(e)).OfType<ExpressionSyntax>().ToList();
        return type.ReplaceNodes(current, (original, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(original));
    }

    private static TypeDeclarationSyntax Remove(TypeDeclarationSyntax type, SyntaxNode node) =>
        type.GetCurrentNode(node) is { } current ? RemoveCurrent(type, current) : type;

    private static TypeDeclarationSyntax RemoveCurrent(TypeDeclarationSyntax type, SyntaxNode current) =>
        current is StatementSyntax { Parent: BlockSyntax block } statement
            ? type.ReplaceNode(block, Without(block, statement))
            : type.RemoveNode(current, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

    // What follows takes its place, comments and empty lines included.
    private static BlockSyntax Without(BlockSyntax block, StatementSyntax statement)
    {
        var index = block.Statements.IndexOf(statement);
        var leading = statement.GetLeadingTrivia();
        var without = block.WithStatements(block.Statements.RemoveAt(index));
        if (index < without.Statements.Count)
        {
            var next = without.Statements[index];
            return without.ReplaceNode(next, next.WithLeadingTrivia(leading.AddRange(
                next.GetLeadingTrivia().SkipWhile(static t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia))));
        }

        return leading.All(static t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia)
            ? without
            : without.WithCloseBraceToken(without.CloseBraceToken.WithLeadingTrivia(leading.AddRange(without.CloseBraceToken.LeadingTrivia)));
    }
}
