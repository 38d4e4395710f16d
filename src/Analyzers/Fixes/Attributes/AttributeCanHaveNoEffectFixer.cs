using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS001: makes the method or property partial or gives it a builder where that helps, leaves it out of its type's attributes, makes the type partial, or removes its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttributeCanHaveNoEffectFixer)), Shared]
public sealed class AttributeCanHaveNoEffectFixer() : RuleFixer(RuleIds.AttributeCanHaveNoEffect)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var repairs = new List<Repair>();
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.AddBuilder)
            && node.FirstAncestorOrSelf<SyntaxNode>(static n => n is LocalFunctionStatementSyntax or MethodDeclarationSyntax) is { } declaration)
        {
            repairs.AddRange(BuilderAddition.Of(declaration, model, cancellation));
        }

        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.MakePartial))
                repairs.AddRange(PartialConversion.Of(method, model, cancellation));
            if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.LeaveOut) && NotInstrumented(model.Compilation) is { } attribute)
                repairs.Add(LeaveOut(method, attribute));
        }

        if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.MakePartial) && node.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is { } accessor)
            repairs.AddRange(PartialPropertyConversion.Of(accessor, model, cancellation));
        if (diagnostic.Properties.ContainsKey(AttributeCanHaveNoEffect.MakeTypesPartial) && node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
            repairs.Add(new Repair("Make the type partial", "MakeTypesPartial", member, editor => PartialConversion.MakeTypesPartial(member, editor)));
        repairs.AddRange(AttributeRemoval.Of(node));
        return repairs;
    }

    private static Repair LeaveOut(MethodDeclarationSyntax method, INamedTypeSymbol attribute) =>
        new($"Leave '{method.Identifier.ValueText}' out with [NotInstrumented]", "LeaveOut", method, editor =>
            editor.AddAttribute(method, editor.Generator.Attribute(editor.Generator.TypeExpression(attribute))));

    private static INamedTypeSymbol? NotInstrumented(Compilation compilation) =>
        compilation.GetTypesByMetadataName($"{KnownNames.Namespace}.{KnownNames.NotInstrumented}").FirstOrDefault();
}
