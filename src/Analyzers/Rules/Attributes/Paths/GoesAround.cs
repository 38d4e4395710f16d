using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers;

/// <summary>Reports a path around the wrapper: which method, which path, and what reaches it, in one grammar for all.</summary>
internal static class GoesAround
{
    public const string CallerInstead = "put the attribute on a method that calls it";

    /// <summary>Reports the use of an observed method.</summary>
    /// <param name="context">Where the use was found.</param>
    /// <param name="place">Its place.</param>
    /// <param name="called">The method.</param>
    /// <param name="attributed">The attributes that count for it.</param>
    /// <param name="path">Which path it is: <c>here: …</c>.</param>
    /// <param name="partialHelps">Whether a partial method is reached this way.</param>
    /// <param name="lambda">What a lambda would do, where one helps.</param>
    /// <param name="other">What to do where the method can't be partial.</param>
    public static void Report(
        CodeContext context,
        Location place,
        IMethodSymbol called,
        Attributed attributed,
        string path,
        bool partialHelps,
        string? lambda = null,
        string other = CallerInstead)
    {
        if (!IsMeant(context, called))
            context.ReportDiagnostic(Create(context.Compilation, place, called, attributed, path, partialHelps, lambda, other));
    }

    /// <summary>Reports, at its declaration, that an observed method has callers that go around.</summary>
    public static void Report(SymbolAnalysisContext context, IMethodSymbol declared, Attributed attributed, string path)
    {
        var other = declared.IsAbstract ? "put the attribute on its implementations, and make them partial" : "put the attribute on a method that it calls";
        context.ReportDiagnostic(Create(context.Compilation, declared.Locations[0], declared, attributed, path, partialHelps: true, lambda: null, other));
    }

    /// <summary>Reports a call of a declaration that bears no attribute, while what it may reach does.</summary>
    public static void ReportDeclaration(CodeContext context, Location place, IMethodSymbol called, IMethodSymbol implementation)
    {
        if (IsMeant(context, called))
            return;

        var declaration = called.OriginalDefinition.ToDisplayString(SymbolDisplay.Member);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.CallGoesAroundTheWrapper,
            place,
            [implementation.Locations[0], called.OriginalDefinition.Locations[0]],
            ImmutableDictionary<string, string?>.Empty.Add(CallGoesAroundTheWrapper.MoveAttribute, null),
            implementation.ToDisplayString(SymbolDisplay.Member),
            $"here: the call is typed as '{declaration}', which bears no attribute; put the attribute on '{declaration}'"));
    }

    /// <summary>The name of what is called, or taken, alone.</summary>
    public static ExpressionSyntax Name(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => expression,
    };

    /// <summary>What is reported.</summary>
    public static Diagnostic Create(
        Compilation compilation,
        Location place,
        IMethodSymbol called,
        Attributed attributed,
        string path,
        bool partialHelps,
        string? lambda = null,
        string other = CallerInstead)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        var remedies = new List<string>();
        var locations = new List<Location>();
        if (lambda is not null)
        {
            properties.Add(CallGoesAroundTheWrapper.WrapInLambda, null);
            remedies.Add(lambda);
        }

        var definition = called.Declaration();
        if (partialHelps && SymbolEqualityComparer.Default.Equals(attributed.Method, definition) && CanBePartial(definition, compilation))
        {
            properties.Add(CallGoesAroundTheWrapper.MakePartial, null);
            remedies.Add("make the method partial");
            locations.Add(definition.Locations[0]);
        }

        if (partialHelps && SymbolEqualityComparer.Default.Equals(attributed.Method, definition)
            && SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, compilation.Assembly)
            && AsyncBuilder.CanBeAdded(definition, compilation))
        {
            properties.Add(CallGoesAroundTheWrapper.AddBuilder, null);
            remedies.Add("observe it in itself by an async builder");
            if (locations.Count == 0)
                locations.Add(definition.Locations[0]);
        }

        if (remedies.Count == 0 && partialHelps)
            remedies.Add(other);
        var message = remedies.Count == 0 ? path : $"{path}; {string.Join(", or ", remedies)}";
        return Diagnostic.Create(
            Descriptors.CallGoesAroundTheWrapper, place, locations, properties.ToImmutable(), called.ToDisplayString(SymbolDisplay.Member), message);
    }

    // Code that wants no interceptors has what it wants.
    private static bool IsMeant(CodeContext context, IMethodSymbol called) =>
        CallOptOut.Covers(context.Node, called, context.SemanticModel, context.CancellationToken);

    private static bool CanBePartial(IMethodSymbol method, Compilation compilation) =>
        method is { IsAbstract: false, IsPartialDefinition: false, ContainingType.TypeKind: not TypeKind.Interface }
        && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && Eligibility.Check(method, Strategy.Partial, compilation) == Obstacle.None;
}
