using System.Composition;
using System.Globalization;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS306: converts the value to the type that the key takes, or writes the value that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueDoesNotFitItsKeyFixer)), Shared]
public sealed class ValueDoesNotFitItsKeyFixer() : ReplacementFixer(RuleIds.ValueDoesNotFitItsKey)
{
    private const string Globalization = "System.Globalization";

    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(ValueDoesNotFitItsKey.Expected, out var expected))
            return await base.RepairsAsync(document, diagnostic, node, cancellation).ConfigureAwait(false);

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node is not ExpressionSyntax value || !TakesAnything(value, model, cancellation)
            || Converted(value, expected, model, cancellation) is not { } converted)
        {
            return [];
        }

        return [new Repair($"Write {converted.ToString().Trim()}", "Convert", value, editor => Write(editor, value, converted, model))];
    }

    private static void Write(SyntaxEditor editor, ExpressionSyntax value, ExpressionSyntax converted, SemanticModel model)
    {
        editor.ReplaceNode(value, converted.WithTriviaFrom(value));
        if (converted is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            && model.LookupNamespacesAndTypes(value.SpanStart, name: nameof(CultureInfo)).IsEmpty)
        {
            editor.ReplaceNode(editor.OriginalRoot, static (root, _) => ((CompilationUnitSyntax)root).WithUsing(Globalization));
        }
    }

    // Where a value of the one type stands, one of the other may: it becomes an object, or the method has an overload for it.
    private static bool TakesAnything(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(value, cancellation).ConvertedType?.SpecialType == SpecialType.System_Object
        || value.Parent?.Parent?.Parent is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetAttribute" },
        };

    private static ExpressionSyntax? Converted(ExpressionSyntax value, string? expected, SemanticModel model, CancellationToken cancellation)
    {
        var type = model.GetTypeInfo(value, cancellation).Type;
        var constant = model.GetConstantValue(value, cancellation);
        return expected switch
        {
            _ when type is null => null,
            "string" when value is LiteralExpressionSyntax && constant.HasValue => Text(constant.Value),
            "string" when IsInteger(type) => Stringified(value, isNullable: false),
            "string" when IsInteger(Underlying(type)) => Stringified(value, isNullable: true),
            "int" when constant.Value is string text && value is LiteralExpressionSyntax => Number(text),
            "boolean" when constant.Value is string text && value is LiteralExpressionSyntax => Truth(text),
            "int" when Underlying(type).TypeKind == TypeKind.Enum => Cast(value, isNullable: type.TypeKind != TypeKind.Enum),
            "int" when Unstringified(value, IsInteger, model, cancellation) is { } number => number,
            "boolean" when Unstringified(value, static t => t.SpecialType == SpecialType.System_Boolean, model, cancellation) is { } flag => flag,
            _ => null,
        };
    }

    private static LiteralExpressionSyntax? Text(object? constant) => constant switch
    {
        bool flag => Literal(flag ? "true" : "false"),
        IFormattable number => Literal(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static ExpressionSyntax? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? SyntaxFactory.ParseExpression(number.ToString(CultureInfo.InvariantCulture))
            : null;

    private static ExpressionSyntax? Truth(string text) =>
        bool.TryParse(text, out var truth) ? SyntaxFactory.ParseExpression(truth ? "true" : "false") : null;

    // status.ToString(CultureInfo.InvariantCulture)
    private static ExpressionSyntax Stringified(ExpressionSyntax value, bool isNullable) => SyntaxFactory.ParseExpression(
        $"{Operand(value)}{(isNullable ? "?" : "")}.ToString({nameof(CultureInfo)}.{nameof(CultureInfo.InvariantCulture)})");

    private static ExpressionSyntax Cast(ExpressionSyntax value, bool isNullable) =>
        SyntaxFactory.ParseExpression($"(int{(isNullable ? "?" : "")}){Operand(value)}");

    // What ToString was called on, if that is of the right type by itself.
    private static ExpressionSyntax? Unstringified(
        ExpressionSyntax value, Func<ITypeSymbol, bool> isRight, SemanticModel model, CancellationToken cancellation) =>
        value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" } call }
        && call.Expression is var receiver && model.GetTypeInfo(receiver, cancellation).Type is { } type && isRight(Underlying(type))
            ? receiver.WithoutTrivia()
            : null;

    private static string Operand(ExpressionSyntax value) =>
        value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax
            ? value.WithoutTrivia().ToString()
            : $"({value.WithoutTrivia()})";

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}
