using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Contract;

/// <summary>The async builders by which methods observe themselves, and how such a method is told from others when it runs.</summary>
public static class AsyncBuilder
{
    /// <summary>Whether the method bears one of the runtime's builders.</summary>
    public static bool IsOn(IMethodSymbol method) =>
        method.GetAttributes().Concat(method.PartialImplementationPart?.GetAttributes() ?? [])
            .Any(static a => a.AttributeClass.Is("System.Runtime.CompilerServices", "AsyncMethodBuilderAttribute")
                && a.ConstructorArguments.Length == 1
                && a.ConstructorArguments[0].Value is INamedTypeSymbol { Name: KnownNames.TaskBuilder or KnownNames.ValueTaskBuilder } builder
                && builder.ContainingNamespace.Is(KnownNames.Namespace));

    /// <summary>The builder for a method that returns that, as <c>typeof</c> takes it; null when there is none.</summary>
    public static string? For(ITypeSymbol returnType) => ReturnShape.Of(returnType) switch
    {
        ReturnShape.Kind.Task => KnownNames.TaskBuilder,
        ReturnShape.Kind.TaskOf => KnownNames.TaskBuilder + "<>",
        ReturnShape.Kind.ValueTask => KnownNames.ValueTaskBuilder,
        ReturnShape.Kind.ValueTaskOf => KnownNames.ValueTaskBuilder + "<>",
        _ => null,
    };

    /// <summary>Whether a builder would observe the method, which has none.</summary>
    public static bool CanBeAdded(IMethodSymbol method, Compilation compilation) =>
        StrategyChoice.For(method) == Strategy.Interceptor
        && !method.GetAttributes().Any(static a => a.AttributeClass is { Name: "AsyncMethodBuilderAttribute" })
        && Check(method, compilation) == Obstacle.None;

    /// <summary>What keeps the method from being observed by its builder.</summary>
    public static Obstacle Check(IMethodSymbol method, Compilation compilation)
    {
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return Obstacle.Lambda;
        if (!(method.PartialImplementationPart ?? method).IsAsync)
            return Obstacle.NotAsync;
        if (method.ReturnsVoid)
            return Obstacle.AsyncVoid;
        if (For(method.ReturnType) is null)
            return ReturnShape.Of(method.ReturnType) == ReturnShape.Kind.Sequence ? Obstacle.BuilderOfSequence : Obstacle.Awaitable;
        if (method.ContainingType.Mentions(static t => t is INamedTypeSymbol { IsFileLocal: true }))
            return Obstacle.FileLocal;
        if (method.ContainingType.Name.Length == 0)
            return Obstacle.ExtensionBlock;
        if (Attributed.Of(method)?.Traced?.Named<string>("ErrorWhen") is { Length: > 0 } name && !CanAsk(method, name, compilation))
            return Obstacle.HiddenPredicate;
        return method.MethodKind == MethodKind.LocalFunction && LocalNamesakes(method).Any(other => HasSameParameters(other, Syntax(method)))
            ? Obstacle.LocalNamesake
            : Obstacle.None;
    }

    /// <summary>
    /// Whether the method's body uses the parameter. The compiler keeps no other in the method's state when it optimizes, and then there is no value to
    /// be read.
    /// </summary>
    public static bool Uses(IMethodSymbol method, string parameter) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.Select(static r => Body(r.GetSyntax())).OfType<SyntaxNode>()
            .SelectMany(static body => body.DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => name.Identifier.ValueText == parameter && IsValue(name));

    private static SyntaxNode? Body(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        _ => null,
    };

    private static bool IsValue(IdentifierNameSyntax name) =>
        !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        && name.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax)
        && !name.Ancestors().OfType<InvocationExpressionSyntax>().Any(static i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" });

    /// <summary>Whether generated code, which stands outside all types and has no type parameters, can name the type.</summary>
    public static bool CanName(ITypeSymbol type, Compilation compilation) => !type.Mentions(t => t is ITypeParameterSymbol
        || (t is INamedTypeSymbol named && (named.IsFileLocal || named.IsAnonymousType || !Access.IsDirect(named.OriginalDefinition, compilation))));

    /// <summary>
    /// The type by which generated code takes a value and reads a member of it: its own, or, for a type parameter, that of a constraint. Null when it can't
    /// name one.
    /// </summary>
    public static ITypeSymbol? TypeWith(ITypeSymbol type, string member, Compilation compilation)
    {
        if (CanName(type, compilation))
            return type;
        return (type as ITypeParameterSymbol)?.ConstraintTypes
            .Where(t => MemberPath.Readable(t, compilation).Any(m => m.Name == member))
            .Select(t => TypeWith(t, member, compilation)).FirstOrDefault(static t => t is not null);
    }

    private static bool CanAsk(IMethodSymbol method, string name, Compilation compilation) =>
        MemberPath.ResolvePredicate(method, name, compilation) is not { } predicate
        || (CanName(ReturnShape.Result(method.ReturnType)!, compilation) && (predicate is not IMethodSymbol || CanName(predicate.ContainingType, compilation)));

    /// <summary>The member that a local function stands in: a method, or what makes one; the method itself when it is none.</summary>
    public static ISymbol MemberOf(IMethodSymbol method)
    {
        ISymbol member = method;
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            member = member.ContainingSymbol;
        return member;
    }

    /// <summary>
    /// Whether the compiler gives another method a state machine that differs in a number only: then the parameters tell which one it is.
    /// </summary>
    public static bool HasNamesake(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction
        ? LocalNamesakes(method).Any()
        : method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Take(2).Count() > 1;

    private static IEnumerable<LocalFunctionStatementSyntax> LocalNamesakes(IMethodSymbol method) =>
        from member in method.ContainingType.GetMembers(MemberOf(method).Name)
        from reference in member.DeclaringSyntaxReferences
        from function in reference.GetSyntax().DescendantNodes().OfType<LocalFunctionStatementSyntax>()
        where function.AttributeLists.Count > 0 && function.Identifier.ValueText == method.Name && Syntax(method) != function
        select function;

    private static bool HasSameParameters(LocalFunctionStatementSyntax left, LocalFunctionStatementSyntax? right) =>
        right is not null && ParameterTypes(left).SequenceEqual(ParameterTypes(right));

    private static IEnumerable<string?> ParameterTypes(LocalFunctionStatementSyntax function) =>
        function.ParameterList.Parameters.Select(static p => p.Type?.ToString());

    private static LocalFunctionStatementSyntax? Syntax(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as LocalFunctionStatementSyntax;
}
