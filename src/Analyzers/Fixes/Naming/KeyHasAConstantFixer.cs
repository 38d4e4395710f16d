using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS307: writes the constant, and imports its namespace where it is not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyHasAConstantFixer)), Shared]
public sealed class KeyHasAConstantFixer() : RuleFixer(RuleIds.KeyHasAConstant)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not LiteralExpressionSyntax literal
            || !diagnostic.Properties.TryGetValue(KeyHasAConstant.Constant, out var constant) || constant is null)
        {
            return [];
        }

        // Another class of that name may be in sight: many programs have one.
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var inSight = model.LookupSymbols(literal.SpanStart, name: KeyHasAConstant.ConstantsClass);
        var isOurs = inSight.Length == 1 && inSight[0] is INamedTypeSymbol type && type.Is(KnownNames.Namespace, KeyHasAConstant.ConstantsClass);
        var name = inSight.IsEmpty || isOurs ? constant : $"global::{KnownNames.Namespace}.{constant}";
        return
        [
            new Repair($"Use {constant}", "UseConstant", literal, editor =>
            {
                editor.ReplaceNode(literal, SyntaxFactory.ParseExpression(name).WithTriviaFrom(literal));
                if (inSight.IsEmpty)
                    editor.ReplaceNode(editor.OriginalRoot, static (root, _) => ((CompilationUnitSyntax)root).WithUsing(KnownNames.Namespace));
            }),
        ];
    }
}
