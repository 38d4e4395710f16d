using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS308: describes the instrument as far as code tells: by its name, or by the calls that it measures.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InstrumentHasNoDescriptionFixer)), Shared]
public sealed class InstrumentHasNoDescriptionFixer() : RuleFixer(RuleIds.InstrumentHasNoDescription)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        // The innermost node at the place of an attribute without arguments is its name.
        var place = node.FirstAncestorOrSelf<SyntaxNode>(static n => n is AttributeSyntax or InvocationExpressionSyntax);
        if (place is null || !ArgumentAddition.IsPossible(place)
            || !diagnostic.Properties.TryGetValue(InstrumentHasNoDescription.Addable, out var argument) || argument is null)
        {
            return [];
        }

        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var text = place switch
        {
            AttributeSyntax attribute => OfCalls(attribute),
            InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } => OfName(NameIn(arguments, model, cancellation)),
            _ => null,
        };
        return text is null
            ? []
            : [new Repair($"Add the description '{text}'", "AddDescription", place, editor => ArgumentAddition.Add(editor, place, argument, text))];
    }

    private static string? NameIn(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, CancellationToken cancellation)
    {
        var name = arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "name") ?? arguments[0];
        return model.GetConstantValue(name.Expression, cancellation).Value as string;
    }

    // orders.placed: Orders placed.
    private static string? OfName(string? name)
    {
        var words = string.Join(" ", (name ?? "").Split(['.', '_', '-', '/', ' '], StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? null : char.ToUpperInvariant(words[0]) + words.Substring(1);
    }

    private static string? OfCalls(AttributeSyntax attribute)
    {
        var owner = attribute.Parent?.Parent switch
        {
            MethodDeclarationSyntax { Parent: BaseTypeDeclarationSyntax type } method => $"{type.Identifier.ValueText}.{method.Identifier.ValueText}",
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };
        return (owner, attribute.Name.SimpleName()) switch
        {
            (null, _) => null,
            (_, "Counted" or KnownNames.Counted) => $"Calls of {owner}",
            (_, "Timed" or KnownNames.Timed) => $"How long calls of {owner} take",
            (_, "InFlight" or KnownNames.InFlight) => $"Calls of {owner} that are running",
            _ => null,
        };
    }
}
