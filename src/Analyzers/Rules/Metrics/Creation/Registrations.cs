using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Analyzers;

/// <summary>
/// The simple names of the types that one file registers with a container, by lifetime. Read from syntax, once a tree: an edit costs the file that it
/// changes, and only where a constructor asks.
/// </summary>
internal sealed class Registrations
{
    private static readonly ConditionalWeakTable<SyntaxTree, Registrations> Known = new();

    private Registrations(SyntaxNode root)
    {
        var once = ImmutableHashSet.CreateBuilder<string>();
        var often = ImmutableHashSet.CreateBuilder<string>();
        foreach (var node in root.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && CalledName(call) is { } name)
            {
                if (IsOneTime(name))
                    once.UnionWith(TypesOf(call));
                else if (IsRepeated(name))
                    often.UnionWith(TypesOf(call));
            }
            else if (node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                once.UnionWith(MadeBy(member));
            }
        }

        Once = once.ToImmutable();
        Often = often.ToImmutable();
    }

    /// <summary>What is registered to be made once, or kept in a static field.</summary>
    public ImmutableHashSet<string> Once { get; }

    /// <summary>What is registered to be made for each scope or each time.</summary>
    public ImmutableHashSet<string> Often { get; }

    public static Registrations Of(SyntaxTree tree) => Known.GetValue(tree, static t => new Registrations(t.GetRoot()));

    private static string? CalledName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsOneTime(string method) => method
        is "AddSingleton" or "TryAddSingleton" or "AddKeyedSingleton" or "TryAddKeyedSingleton" or "Singleton"
        or "AddHostedService" or "UseMiddleware";

    // A typed client is made each time.
    private static bool IsRepeated(string method) => method
        is "AddTransient" or "TryAddTransient" or "AddKeyedTransient" or "TryAddKeyedTransient" or "Transient"
        or "AddScoped" or "TryAddScoped" or "AddKeyedScoped" or "TryAddKeyedScoped" or "Scoped"
        or "AddHttpClient";

    // AddScoped<IOrders, Orders>(), AddScoped(typeof(IOrders), typeof(Orders)), AddScoped<IOrders>(_ => new Orders()).
    private static IEnumerable<string> TypesOf(InvocationExpressionSyntax call)
    {
        var generic = call.Expression.DescendantNodesAndSelf().OfType<GenericNameSyntax>()
            .LastOrDefault(n => n.Identifier.ValueText == CalledName(call));
        var named = generic?.TypeArgumentList.Arguments.LastOrDefault() is { } last ? [last] : Enumerable.Empty<TypeSyntax>();
        var arguments = call.ArgumentList.Arguments.SelectMany(static a => a.DescendantNodes());
        var mentioned = arguments.OfType<TypeOfExpressionSyntax>().Select(static t => t.Type)
            .Concat(arguments.OfType<ObjectCreationExpressionSyntax>().Select(static c => c.Type));
        return named.Concat(mentioned).Select(static t => t.SimpleName()).OfType<string>();
    }

    private static IEnumerable<string> MadeBy(MemberDeclarationSyntax member)
    {
        var type = member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Type,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };
        if (type is null)
            return [];
        var made = member.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
            .Select(c => c is ObjectCreationExpressionSyntax named ? named.Type : type);
        return made.Select(static t => t.SimpleName()).OfType<string>();
    }
}
