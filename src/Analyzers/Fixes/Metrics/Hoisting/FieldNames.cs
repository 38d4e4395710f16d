using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Names new static fields of a type as its others are named.</summary>
internal sealed class FieldNames
{
    private readonly HashSet<string> _local;
    private readonly Func<string, bool> _isKnown;
    private readonly string? _prefix;

    /// <param name="type">The type.</param>
    /// <param name="model">The semantic model of its file.</param>
    public FieldNames(TypeDeclarationSyntax type, SemanticModel model)
    {
        var position = type.OpenBraceToken.Span.End;
        _local = [.. type.DescendantNodes().Select(static n => Declared(n)).OfType<string>()];
        _isKnown = name => !model.LookupSymbols(position, name: name).All(static s => s is INamedTypeSymbol { Name: "Meter" or "ActivitySource" });
        _prefix = type.Members.OfType<FieldDeclarationSyntax>()
            .Where(static f => StaticFields.IsStaticReadOnly(f) && !f.Modifiers.Any(SyntaxKind.PublicKeyword))
            .SelectMany(static f => f.Declaration.Variables)
            .Select(static v => v.Identifier.ValueText)
            .Select(static n => n.StartsWith("s_", StringComparison.Ordinal) ? "s_" : n.StartsWith("_", StringComparison.Ordinal) ? "_" : "")
            .FirstOrDefault();
    }

    /// <summary>The words of a name, whatever separates them, as one word: <c>orders.placed</c> as <c>OrdersPlaced</c>.</summary>
    public static string Pascal(string name)
    {
        var words = new string([.. name.Select(static c => char.IsLetterOrDigit(c) ? c : ' ')]).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Concat(words.Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        return SyntaxFacts.IsValidIdentifier(joined) ? joined : "Instrument" + joined;
    }

    /// <summary>The first of the names, or one like it, that nothing else has, neither in the type nor in what it has become.</summary>
    public string Unused(string[] pascal, TypeDeclarationSyntax current)
    {
        var camel = pascal.Select(static n => char.ToLowerInvariant(n[0]) + n.Substring(1)).ToList();
        var names = (string.IsNullOrEmpty(_prefix) ? [.. pascal, "_" + camel[0]] : camel.Select(n => _prefix + n)).ToList();
        var numbered = Enumerable.Range(2, int.MaxValue - 2).Select(n => names[0] + n);
        return names.Concat(numbered).First(n => !_local.Contains(n) && !_isKnown(n) && !current.Members.Any(m => StaticFields.Declares(m, n)));
    }

    private static string? Declared(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };
}
