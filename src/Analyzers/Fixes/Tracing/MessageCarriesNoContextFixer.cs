using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Instrumentation.CodeFixes;

/// <summary>INS209: puts the context into the message's headers, after the statement that makes the message.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MessageCarriesNoContextFixer)), Shared]
public sealed class MessageCarriesNoContextFixer() : RuleFixer(RuleIds.MessageCarriesNoContext)
{
    private const string Propagator = "DistributedContextPropagator";
    private const string Diagnostics = "System.Diagnostics";

    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (!diagnostic.Properties.TryGetValue(MessageCarriesNoContext.Headers, out var headers)
            || !diagnostic.Properties.TryGetValue(MessageCarriesNoContext.Variable, out var span)
            || node.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } variables } message }
            || variables.Parent is not LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement
            || !IsActivity(model, node.SpanStart, span!) || model.Compilation.GetTypeByMetadataName($"{Diagnostics}.{Propagator}") is null
            || ValueType(model.GetTypeInfo((ExpressionSyntax)node, cancellation).Type, headers!) is not { } value)
        {
            return [];
        }

        var isImported = !model.LookupNamespacesAndTypes(node.SpanStart, name: Propagator).IsEmpty;
        var knowsDictionary = !model.LookupNamespacesAndTypes(node.SpanStart, name: "IDictionary").IsEmpty;
        var dictionary = knowsDictionary ? "IDictionary" : "System.Collections.Generic.IDictionary";
        var text = $"{(isImported ? "" : $"{Diagnostics}.")}{Propagator}.Current.Inject({span}, {message.Identifier.Text}.{headers}, "
            + $"static (carrier, key, value) => (({dictionary}<string, {value}>)carrier!)[key] = value);";
        return [new Repair("Inject the context", "Inject", statement, editor => Insert(editor, statement, text))];
    }

    private static void Insert(SyntaxEditor editor, LocalDeclarationStatementSyntax statement, string text)
    {
        var inject = Layout.After(statement, text);
        if (statement.Parent is GlobalStatementSyntax global)
            editor.InsertAfter(global, SyntaxFactory.GlobalStatement(inject));
        else
            editor.InsertAfter(statement, inject);
    }

    private static bool IsActivity(SemanticModel model, int place, string span) =>
        model.LookupSymbols(place, name: span).OfType<ILocalSymbol>().Any(static l => l.Type.Name == "Activity");

    private static string? ValueType(ITypeSymbol? message, string headers)
    {
        for (; message is not null; message = message.BaseType)
        {
            if (message.GetMembers(headers).OfType<IPropertySymbol>().FirstOrDefault() is { Type: INamedTypeSymbol { TypeArguments.Length: 2 } dictionary })
                return dictionary.TypeArguments[1].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        }

        return null;
    }
}
