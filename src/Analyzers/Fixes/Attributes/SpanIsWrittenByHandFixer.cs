using System.Composition;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Instrumentation.CodeFixes;

/// <summary>INS010: takes the span out of the body, and puts <c>[Traced]</c> on the method and <c>[Tag]</c> on what was written as a tag.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpanIsWrittenByHandFixer)), Shared]
public sealed class SpanIsWrittenByHandFixer() : RuleFixer(RuleIds.SpanIsWrittenByHand)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || HandwrittenSpan.Of(method, model, cancellation) is not { } span
            || Removed(span).Any(IsWorthKeeping))
        {
            return [];
        }

        var isImported = model.LookupNamespacesAndTypes(method.SpanStart, name: "TracedAttribute").Any(static t => t.ContainingNamespace.Is(KnownNames.Namespace));
        var prefix = isImported ? "" : $"global::{KnownNames.Namespace}.";
        var traced = Traced(span, model.GetDeclaredSymbol(method, cancellation)!, model, prefix);
        var repair = new Repair("Let [Traced] write the span", "UseTraced", method, editor => editor.ReplaceNode(method, Rewritten(method, span, traced, prefix)));
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? [] : [repair];
    }

    // What goes, but for the comments in front of it, which stay.
    private static IEnumerable<SyntaxNode> Removed(HandwrittenSpan span) =>
    [
        span.Declaration.WithoutLeadingTrivia(),
        .. span.Tags.Select(static t => t.Statement.WithoutLeadingTrivia()),
        .. span.Try is { } attempt ? attempt.Catches.AsEnumerable<SyntaxNode>() : [],
    ];

    private static bool IsWorthKeeping(SyntaxNode node) => node.ContainsDirectives || node.HasComments();

    private static string Traced(HandwrittenSpan span, IMethodSymbol method, SemanticModel model, string prefix)
    {
        // A span that is given no name has that of the method.
        var name = span.Name is null ? method.Name : (string?)model.GetConstantValue(span.Name).Value;
        var isDefault = name == $"{method.ContainingType.Name}.{method.Name}";
        var arguments = new[]
        {
            isDefault ? null : span.Name?.ToString() ?? $"nameof({method.Name})",
            span.Kind is { } kind ? $"Kind = {kind}" : null,
        }.OfType<string>().ToList();
        return arguments.Count == 0 ? $"[{prefix}Traced]" : $"[{prefix}Traced({string.Join(", ", arguments)})]";
    }

    private static MethodDeclarationSyntax Rewritten(MethodDeclarationSyntax method, HandwrittenSpan span, string traced, string prefix)
    {
        var parameters = method.ParameterList.Parameters.Select(p =>
            span.Tags.FirstOrDefault(t => t.Parameter == p.Identifier.ValueText).Key is { } key ? WithTag(p, key, prefix) : p);
        var list = SyntaxFactory.SeparatedList(parameters, method.ParameterList.Parameters.GetSeparators());
        var rewritten = method.WithParameterList(method.ParameterList.WithParameters(list)).WithBody(Body(method.Body!, span));

        // The attribute takes the place of what the method began with.
        var leading = method.GetLeadingTrivia();
        var attribute = Attributes(traced).WithLeadingTrivia(leading).WithTrailingTrivia(CoreMethodSyntax.EndOfLine(method));
        var bare = rewritten.WithLeadingTrivia(Layout.Indentation(method));
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute));
    }

    private static BlockSyntax Body(BlockSyntax body, HandwrittenSpan span)
    {
        var comments = span.Tags.Select(static t => (SyntaxNode)t.Statement).Prepend(span.Declaration).Concat(span.Try is null ? [] : [span.Try])
            .SelectMany(static s => TrimmedStart(s.GetLeadingTrivia())).ToList();
        var rest = span.Rest.Select((s, i) => i > 0 ? s : s.WithLeadingTrivia(comments.Concat(TrimmedStart(s.GetLeadingTrivia()))));
        return body.WithStatements([.. rest]).WithAdditionalAnnotations(Formatter.Annotation);
    }

    // Without the empty lines in front of it; of what is nothing but that, nothing.
    private static IEnumerable<SyntaxTrivia> TrimmedStart(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.SkipWhile(static t => t.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia);

    private static ParameterSyntax WithTag(ParameterSyntax parameter, string key, string prefix)
    {
        var tag = Names.Snake(parameter.Identifier.ValueText) == key ? $"[{prefix}Tag]" : $"[{prefix}Tag({SyntaxFactory.Literal(key)})]";
        return parameter.WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Insert(0, Attributes(tag).WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());
    }

    private static AttributeListSyntax Attributes(string text) =>
        SyntaxFactory.ParseCompilationUnit($"{text} class C;").Members[0].AttributeLists[0];
}
