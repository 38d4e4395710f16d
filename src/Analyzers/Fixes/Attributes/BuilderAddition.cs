using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>Gives an async method, or an async local function, the builder that observes it, next to its instrumenting attributes.</summary>
internal static class BuilderAddition
{
    private const string CompilerServices = "System.Runtime.CompilerServices";

    /// <summary>The repair; none where the declaration takes no builder.</summary>
    /// <param name="declaration">The method's or the local function's declaration.</param>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    public static IEnumerable<Repair> Of(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        if (declaration.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp10 }
            || model.GetDeclaredSymbol(declaration, cancellation) is not IMethodSymbol method
            || !AsyncBuilder.CanBeAdded(method, model.Compilation))
        {
            yield break;
        }

        var attribute = Attribute(AsyncBuilder.For(method.ReturnType)!, isImported: model
            .LookupNamespacesAndTypes(declaration.SpanStart, name: KnownNames.TaskBuilder).Any(static t => t.ContainingNamespace.Is(KnownNames.Namespace)));
        var list = ListsOf(declaration).FirstOrDefault(l => l.Target is null && l.Attributes.Any(a => a.Name.SimpleName() is { } name && KnownNames.InstrumentsMethods(name)));
        yield return new Repair($"Observe '{method.Name}' in itself by an async builder", "AddBuilder", declaration, editor =>
        {
            // Other repairs may change what is in the declaration too.
            if (list is null)
                editor.AddAttribute(declaration, attribute);
            else
                editor.ReplaceNode(list, (current, _) => ((AttributeListSyntax)current).AddAttributes(attribute));
            if (model.LookupNamespacesAndTypes(declaration.SpanStart, name: "AsyncMethodBuilderAttribute").IsEmpty)
                editor.ReplaceNode(editor.OriginalRoot, static (root, _) => ((CompilationUnitSyntax)root).WithUsing(CompilerServices));
        });
    }

    // Where the attributes have an alias, the builders' namespace need not be imported.
    private static AttributeSyntax Attribute(string builder, bool isImported) => SyntaxFactory.Attribute(
        SyntaxFactory.ParseName("AsyncMethodBuilder"),
        SyntaxFactory.ParseAttributeArgumentList($"(typeof({(isImported ? "" : $"global::{KnownNames.Namespace}.")}{builder}))"));

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.AttributeLists,
        LocalFunctionStatementSyntax function => function.AttributeLists,
        _ => default,
    };
}
