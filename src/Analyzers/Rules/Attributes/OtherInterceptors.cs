using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>The places of the calls that other generators intercept, found by the syntax of their attributes; each file is looked through once.</summary>
internal static class OtherInterceptors
{
    private const string GeneratedNamespace = "Instrumentation.Generated";

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ImmutableArray<(string Place, string Interceptor)>>> Known = new();

    /// <summary>The interceptors' full names by the data that names the place of a call.</summary>
    public static IReadOnlyDictionary<string, string> Of(Compilation compilation, CancellationToken cancellation)
    {
        var others = new Dictionary<string, string>();
        foreach (var tree in compilation.SyntaxTrees.Where(static t => !OwnFiles.Contain(t)))
        {
            foreach (var (place, interceptor) in Known.GetValue(tree, t => new(Find(t.GetRoot(cancellation)))).Value)
                others[place] = interceptor;
        }

        return others;
    }

    /// <summary>Whether the interceptor is one of this library's own.</summary>
    public static bool IsOwn(IMethodSymbol interceptor)
    {
        for (var around = interceptor.ContainingNamespace; around is not null; around = around.ContainingNamespace)
        {
            if (around.Is(GeneratedNamespace))
                return true;
        }

        return false;
    }

    private static ImmutableArray<(string Place, string Interceptor)> Find(SyntaxNode root) =>
    [
        .. from node in root.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
           where node is MethodDeclarationSyntax { AttributeLists.Count: > 0 }
           let method = (MethodDeclarationSyntax)node
           from attribute in method.AttributeLists.SelectMany(static l => l.Attributes)
           let place = Place(attribute)
           where place is not null
           let interceptor = FullName(method)
           where !interceptor.StartsWith(GeneratedNamespace, StringComparison.Ordinal)
           select (place, interceptor),
    ];

    // [InterceptsLocation(1, "data")], however its name is qualified.
    private static string? Place(AttributeSyntax attribute) =>
        attribute.ArgumentList is { Arguments: { Count: 2 } arguments } && attribute.Name.SimpleName() is "InterceptsLocation" or "InterceptsLocationAttribute"
        && arguments[1].Expression is LiteralExpressionSyntax { Token.Value: string data }
            ? data
            : null;

    private static string FullName(MethodDeclarationSyntax method) => string.Join(".", method.Ancestors().Reverse().Select(static around => around switch
    {
        BaseNamespaceDeclarationSyntax @namespace => @namespace.Name.ToString(),
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    }).Where(static name => name is not null).Append(method.Identifier.ValueText));
}
