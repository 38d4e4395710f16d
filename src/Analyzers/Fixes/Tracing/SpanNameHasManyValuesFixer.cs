using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS203: leaves the values out of the name, and makes tags of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanNameHasManyValuesFixer)), Shared]
public sealed class SpanNameHasManyValuesFixer() : RuleFixer(RuleIds.SpanNameHasManyValues)
{
    private static readonly char[] Joints = [' ', '/', ':', '-', '_', '.', '#', '=', ','];

    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InterpolatedStringExpressionSyntax { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedStringStartToken } name
            || DeclarationOf(name) is not { } declaration)
        {
            return [];
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var spans = diagnostic.AdditionalLocations.Select(static l => l.SourceSpan).ToList();
        var values = name.Contents.OfType<InterpolationSyntax>().Where(i => spans.Exists(i.Span.Contains)).ToList();
        var tags = values.ConvertAll(v => TagOf(v.Expression, declaration, model, cancellation));
        if (values.Count != spans.Count || tags.Contains(null) || Constant(name, values) is not { } constant)
            return [];

        return
        [
            new Repair("Give the span a constant name, and put the value into a tag", "UseTag", declaration, editor =>
            {
                editor.ReplaceNode(name, constant.WithTriviaFrom(name));
                foreach (var tag in Enumerable.Reverse(tags))
                    editor.InsertAfter(declaration, Layout.After(declaration, tag!));
            }),
        ];
    }

    // The statement that declares the variable which the span is in: its tags can follow.
    private static LocalDeclarationStatementSyntax? DeclarationOf(InterpolatedStringExpressionSyntax name) =>
        name.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: var variable } } } }
        && variable is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } }
        && declaration.Parent is BlockSyntax
            ? declaration
            : null;

    // What is left of the name; null where that is nothing.
    private static ExpressionSyntax? Constant(InterpolatedStringExpressionSyntax name, List<InterpolationSyntax> values)
    {
        var rest = string.Concat(name.Contents.Select((c, i) => values.Contains(c) ? "" : IsBefore(i) ? c.ToString().TrimEnd(Joints) : c.ToString())).Trim(Joints);
        if (rest.Length == 0)
            return null;
        var isConstant = name.Contents.All(c => c is InterpolatedStringTextSyntax || values.Contains(c));
        return SyntaxFactory.ParseExpression(isConstant ? $"\"{rest.Replace("{{", "{").Replace("}}", "}")}\"" : $"$\"{rest}\"");

        // What joins a value to the text in front of it goes with the value.
        bool IsBefore(int index) => index + 1 < name.Contents.Count && values.Contains(name.Contents[index + 1]);
    }

    private static string? TagOf(ExpressionSyntax value, LocalDeclarationStatementSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        var plain = value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" } access }
            ? access.Expression
            : value;
        var last = plain switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: "Id" } => owner.Identifier.ValueText + "Id",
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax, Name: IdentifierNameSyntax name } =>
                name.Identifier.ValueText,
            _ => null,
        };
        if (last is null)
            return null;

        var variable = declaration.Declaration.Variables[0].Identifier.Text;
        var key = Names.Snake(last);
        if (model.GetDeclaredSymbol(declaration.Declaration.Variables[0], cancellation) is not ILocalSymbol span)
            return null;
        if (span.Type.Name == "Activity")
            return $"{variable}?.SetTag(\"{key}\", {value});";

        // OpenTelemetry's own span takes no object.
        var type = model.GetTypeInfo(value, cancellation).Type?.SpecialType;
        var isTaken = type is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Double;
        return $"{variable}.SetAttribute(\"{key}\", {value}{(isTaken ? "" : ".ToString()")});";
    }
}
