using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Imports what a repair writes.</summary>
internal static class UsingDirectives
{
    /// <summary>The file with a directive for the namespace: in its place among the others, if they are in order.</summary>
    public static CompilationUnitSyntax WithUsing(this CompilationUnitSyntax root, string @namespace)
    {
        if (root.Usings.Any(u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None) && u.Name?.ToString() == @namespace))
            return root;

        var newLine = CoreMethodSyntax.EndOfLine(root);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(@namespace)).NormalizeWhitespace().WithTrailingTrivia(newLine);
        if (root.Usings.Count == 0)
            return root.AddUsings(directive.WithTrailingTrivia(newLine, newLine));

        var index = root.Usings.TakeWhile(u => u.Alias is null && string.CompareOrdinal(u.Name?.ToString(), @namespace) < 0).Count();
        return index > 0
            ? root.WithUsings(root.Usings.Insert(index, directive))
            : root.WithUsings(root.Usings.Replace(root.Usings[0], root.Usings[0].WithoutLeadingTrivia()).Insert(0, directive.WithLeadingTrivia(root.Usings[0].GetLeadingTrivia())));
    }
}
