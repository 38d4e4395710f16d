using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>Records the range that a number or a duration is in, which a helper of the type names.</summary>
internal static class Bucketing
{
    private const string Helper = "RangeOf";

    private const string HelperText = $$"""
        private static string {{Helper}}(double value) => value switch
        {
            < 0.01 => "under 0.01",
            < 0.1 => "0.01 to 0.1",
            < 1 => "0.1 to 1",
            < 10 => "1 to 10",
            < 100 => "10 to 100",
            _ => "100 and over",
        };
        """;

    /// <summary>The repair; null where the value is no number and no duration, or the type has another member of the helper's name.</summary>
    public static async Task<Repair?> FindAsync(Document document, WrittenTag tag, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (Measured(tag.Value, model.GetTypeInfo(tag.Value, cancellation).Type) is not { } number
            || tag.Whole.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type is InterfaceDeclarationSyntax
            || !model.LookupSymbols(tag.Whole.SpanStart, name: Helper).All(IsHelper))
        {
            return null;
        }

        var call = SyntaxFactory.ParseExpression($"{Helper}({number})").WithTriviaFrom(tag.Value);
        var repair = new Repair("Record the range that it is in", "Bucket", tag.Whole, editor =>
        {
            editor.ReplaceNode(tag.Value, call);
            editor.ReplaceNode(type, (current, _) => WithHelper((TypeDeclarationSyntax)current));
        });
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? null : repair;
    }

    // One that was added before, or one like it.
    private static bool IsHelper(ISymbol symbol) =>
        symbol is IMethodSymbol { Parameters.Length: 1 } method && method.Parameters[0].Type.SpecialType == SpecialType.System_Double;

    private static string? Measured(ExpressionSyntax value, ITypeSymbol? type)
    {
        var text = value.WithoutTrivia().ToString();
        var operand = value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax ? text : $"({text})";
        return type switch
        {
            { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => text,
            { SpecialType: SpecialType.System_Decimal } => $"(double){operand}",
            { Name: nameof(TimeSpan), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } => $"{operand}.TotalSeconds",
            _ => null,
        };
    }

    // Another repair, or this one before, may have added it.
    private static TypeDeclarationSyntax WithHelper(TypeDeclarationSyntax type)
    {
        if (type.Members.OfType<MethodDeclarationSyntax>().Any(static m => m.Identifier.ValueText == Helper))
            return type;

        var newLine = CoreMethodSyntax.EndOfLine(type);
        var text = HelperText.Replace("\r\n", "\n").Replace("\n", newLine.ToString());
        var helper = SyntaxFactory.ParseMemberDeclaration(text)!.WithLeadingTrivia(newLine).WithTrailingTrivia(newLine)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return type.WithMembers(type.Members.Add(helper));
    }
}
