using System.Composition;
using System.Globalization;
using Instrumentation.Analyzers;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>INS017: makes a method of the field, which is the instrument, and calls it where the field was recorded on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InstrumentIsWrittenByHandFixer)), Shared]
public sealed class InstrumentIsWrittenByHandFixer() : RuleFixer(RuleIds.InstrumentIsWrittenByHand)
{
    private protected override async Task<IReadOnlyList<Repair>> RepairsAsync(
        Document document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { ContainsDirectives: false } field
            || HandwrittenInstrument.Of(field, model, cancellation) is not { } instrument
            || instrument.Calls.Any(static c => c.Call.ArgumentList.ContainsDirectives || c.Call.ArgumentList.HasComments()))
        {
            return [];
        }

        var name = NameOf(instrument);
        var type = model.GetDeclaredSymbol(instrument.Variable, cancellation)!.ContainingType;
        if (type.GetMembers(name).Any(m => m.Name != instrument.Variable.Identifier.ValueText) || type.Name == name)
            return [];

        var repair = new Repair($"Make [{instrument.Kind}] of '{instrument.Variable.Identifier.ValueText}'", "UseTyped", field, editor =>
        {
            foreach (var (call, values) in instrument.Calls)
                editor.ReplaceNode(call, Call(call, name, values));
            editor.ReplaceNode(field, Method(instrument, name, model));
            PartialConversion.MakeTypesPartial(field, editor);
        });
        return await Repairs.TryAsync(document.Project.Solution, repair, cancellation).ConfigureAwait(false) is null ? [] : [repair];
    }

    private static InvocationExpressionSyntax Call(InvocationExpressionSyntax call, string name, IEnumerable<ExpressionSyntax> values) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.IdentifierName(name), SyntaxFactory.ParseArgumentList($"({string.Join(", ", values.Select(static v => v.WithoutTrivia().ToString()))})"))
            .WithTriviaFrom(call);

    // _ordersPlaced and s_ordersPlaced are OrdersPlaced.
    private static string NameOf(HandwrittenInstrument instrument)
    {
        var name = instrument.Variable.Identifier.ValueText;
        name = (name.StartsWith("s_", StringComparison.Ordinal) ? name.Substring(2) : name).TrimStart('_');
        return char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private static MemberDeclarationSyntax Method(HandwrittenInstrument instrument, string name, SemanticModel model)
    {
        var field = instrument.Field;
        var isImported = model.LookupNamespacesAndTypes(field.SpanStart, name: instrument.Kind + "Attribute").Any(static t => t.ContainingNamespace.Is(KnownNames.Namespace));
        var prefix = isImported ? "" : $"global::{KnownNames.Namespace}.";
        var created = new[] { (Name: "unit", Option: "Unit = "), (Name: "description", Option: "Description = ") }
            .Where(a => instrument.Created.ContainsKey(a.Name)).Select(a => a.Option + instrument.Created[a.Name]).Prepend(instrument.Created["name"].ToString());
        var value = instrument.Kind.EndsWith("Counter", StringComparison.Ordinal) ? "count" : "value";
        var taken = new HashSet<string> { value };
        var parameters = instrument.Tags.Select(t => Parameter(t.Key, t.Type, prefix, taken, model, field.SpanStart))
            .Prepend($"{instrument.Number.ToMinimalDisplayString(model, field.SpanStart)} {value}");

        var indentation = Layout.Indentation(field);
        var text = $"[{prefix}{instrument.Kind}({string.Join(", ", created)})]{CoreMethodSyntax.EndOfLine(field)}{indentation}static partial void {name}({string.Join(", ", parameters)});";
        return SyntaxFactory.ParseMemberDeclaration(text)!.WithTriviaFrom(field);
    }

    private static string Parameter(string key, ITypeSymbol type, string prefix, HashSet<string> taken, SemanticModel model, int position)
    {
        var name = Camel(key);
        for (var number = 2; !taken.Add(name); number++)
            name = Camel(key) + number.ToString(CultureInfo.InvariantCulture);
        var tag = Names.Snake(name) == key ? $"[{prefix}Tag]" : $"[{prefix}Tag({SyntaxFactory.Literal(key)})]";
        var written = type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : type;
        if (!model.GetNullableContext(position).AnnotationsEnabled())
            written = type.WithNullableAnnotation(NullableAnnotation.None);
        return $"{tag} {written.ToMinimalDisplayString(model, position)} {Names.Escape(name)}";
    }

    // http.response.status_code is httpResponseStatusCode.
    private static string Camel(string key)
    {
        var words = key.Split(['.', '_', '-', '/', ' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        name = name.Length > 0 && SyntaxFacts.IsValidIdentifier(name) ? name : "tag";
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
