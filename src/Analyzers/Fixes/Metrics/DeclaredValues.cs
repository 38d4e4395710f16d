using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Bounds text by the constants that the code compares it with; all else becomes <c>other</c>.</summary>
internal static class DeclaredValues
{
    private const string RepairKey = "Declare";

    /// <summary>The repair of a measurement's tag; null where the value is no variable, or is compared with nothing.</summary>
    public static async Task<Repair?> FindAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (tag.Value is not IdentifierNameSyntax name || model.GetSymbolInfo(name, cancellation).Symbol is not { } variable
            || name.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || Compared(variable, member, model, cancellation) is not { Count: > 0 } values)
        {
            return null;
        }

        var text = $"{name.Identifier} switch {{ {string.Join(" or ", values)} => {name.Identifier}, _ => \"other\" }}";
        var repair = new Repair("Record known values, and 'other' for all else", RepairKey, tag.Whole, editor =>
            editor.ReplaceNode(name, SyntaxFactory.ParseExpression(text).WithTriviaFrom(name)));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    /// <summary>The repair of a <c>[Tag]</c> on a parameter.</summary>
    public static async Task<Repair?> FindAsync(Document document, AttributeSyntax attribute, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (attribute.Parent?.Parent is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method } parameter
            || model.GetDeclaredSymbol(parameter, cancellation) is not { } variable
            || Compared(variable, method, model, cancellation) is not { Count: > 0 } values)
        {
            return null;
        }

        var argument = SyntaxFactory.ParseAttributeArgumentList($"(Values = new object[] {{ {string.Join(", ", values)} }})")!.Arguments[0];
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var separated = list.Arguments.Count == 0
            ? list.WithArguments([argument])
            : list.WithArguments(SyntaxFactory.SeparatedList(
                list.Arguments.Append(argument),
                list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))));
        var repair = new Repair("Declare the values that the method knows", RepairKey, attribute, editor =>
            editor.ReplaceNode(attribute, attribute.WithArgumentList(separated)));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    private static IReadOnlyList<string> Compared(ISymbol variable, SyntaxNode member, SemanticModel model, CancellationToken cancellation)
    {
        return [.. member.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == variable.Name)
            .Where(n => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol, variable))
            .SelectMany(n => With(n.Parent, n))
            .Where(e => model.GetConstantValue(e, cancellation).Value is string)
            .Select(static e => e.WithoutTrivia().ToString())
            .Distinct()];
    }

    // What the variable is compared with: x == "a", x is "a" or "b", the cases of a switch.
    private static IEnumerable<ExpressionSyntax> With(SyntaxNode? parent, ExpressionSyntax variable) => parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
            [comparison.Left == variable ? comparison.Right : comparison.Left],
        IsPatternExpressionSyntax @is => Constants(@is.Pattern),
        SwitchStatementSyntax @switch =>
            @switch.Sections.SelectMany(static s => s.Labels).OfType<CaseSwitchLabelSyntax>().Select(static l => l.Value),
        SwitchExpressionSyntax @switch => @switch.Arms.SelectMany(static a => Constants(a.Pattern)),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Constants(PatternSyntax pattern) =>
        pattern.DescendantNodesAndSelf().OfType<ConstantPatternSyntax>().Select(static c => c.Expression);
}
