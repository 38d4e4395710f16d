using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Says what makes an instrument, a meter or a source over and over: it follows what is made to its fate, and the function that makes it to those who
/// call it. Null says that it is made once, or that nobody can tell.
/// </summary>
internal sealed class Repetition(TelemetrySymbols symbols, Compilation compilation)
{
    // Enough for helpers of helpers, and an end for those that call each other.
    private const int MaxDepth = 5;

    private readonly Lifetimes _lifetimes = new(compilation);

    /// <summary>What repeats it, as the end of a sentence: <c>by each call of 'Orders.Place'</c>.</summary>
    public string? Of(IOperation creation, CancellationToken cancellation)
    {
        var fate = Fates.Of(creation, symbols, cancellation);
        return OfFunction(creation, creation, fate, MaxDepth, cancellation) ?? OfLoop(creation, creation, fate);
    }

    // Where a loop makes one instrument for each name, that is what it is for.
    private static string? OfLoop(IOperation creation, IOperation value, Fate fate) =>
        fate == Fate.Used && InstrumentCreation.ConstantName(creation) is not null
        && value.Syntax.Ancestors()
            .TakeWhile(static a => !a.IsFunction() && a is not MemberDeclarationSyntax or GlobalStatementSyntax)
            .Any(static a => a.IsLoop())
            ? "by each turn of a loop"
            : null;

    /// <param name="creation">What is made.</param>
    /// <param name="value">The expression that stands for it here: itself, or the call of a helper that returns it.</param>
    /// <param name="fate">What becomes of the value.</param>
    /// <param name="depth">How many functions may still be followed.</param>
    /// <param name="cancellation">Whether nobody waits any more.</param>
    private string? OfFunction(IOperation creation, IOperation value, Fate fate, int depth, CancellationToken cancellation)
    {
        if (depth == 0 || value.SemanticModel is not { } model)
            return null;

        var function = value.Syntax.EnclosingFunction();
        switch (function)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                return OfLambda(creation, model.GetOperation(lambda, cancellation), fate, depth, cancellation);
            case LocalFunctionStatementSyntax when model.GetDeclaredSymbol(function, cancellation) is IMethodSymbol local:
                return OfCallers(creation, local, fate, model, depth, cancellation);
            case CompilationUnitSyntax or not (MemberDeclarationSyntax or AccessorDeclarationSyntax):
                return null;
        }

        if (Runner(function, model, cancellation) is not { } member)
            return null;
        if (member is not IMethodSymbol method || method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            return member.IsStatic ? null : OfObject(creation, member.ContainingType);
        if (OneTimeCode.Is(method, function))
            return null;
        if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private })
            return OfCallers(creation, method, fate, model, depth, cancellation);
        return fate == Fate.Used ? OfMember(method) : null;
    }

    private static string OfMember(IMethodSymbol method) => method.AssociatedSymbol is { } property
        ? $"by each use of '{property.ToDisplayString(SymbolDisplay.Member)}'"
        : $"by each call of '{method.ToDisplayString(SymbolDisplay.Member)}'";

    // The method that runs the code; the field, property or constructor that it initialises.
    private static ISymbol? Runner(SyntaxNode function, SemanticModel model, CancellationToken cancellation) => function switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(v => model.GetDeclaredSymbol(v, cancellation)).FirstOrDefault(),
        PropertyDeclarationSyntax { ExpressionBody: not null } property => model.GetDeclaredSymbol(property, cancellation)?.GetMethod,
        IndexerDeclarationSyntax indexer => model.GetDeclaredSymbol(indexer, cancellation)?.GetMethod,
        TypeDeclarationSyntax => null,
        _ => model.GetDeclaredSymbol(function, cancellation),
    };

    private string? OfCallers(IOperation creation, ISymbol function, Fate fate, SemanticModel model, int depth, CancellationToken cancellation)
    {
        if (fate is not (Fate.Used or Fate.Returned))
            return null;

        var calls = Callers.Of(function, model, cancellation) ?? [];
        return calls
            .Select(c => (Call: c, Fate: fate == Fate.Returned ? Fates.Of(c, symbols, cancellation) : fate))
            .Select(c => OfFunction(creation, c.Call, c.Fate, depth - 1, cancellation) ?? OfLoop(creation, c.Call, c.Fate))
            .FirstOrDefault(static r => r is not null);
    }

    private string? OfLambda(IOperation creation, IOperation? lambda, Fate fate, int depth, CancellationToken cancellation)
    {
        var holder = lambda?.Parent is IDelegateCreationOperation made ? made.Parent : lambda?.Parent;
        while (holder is IConversionOperation or IParenthesizedOperation)
            holder = holder.Parent;
        if (holder?.SemanticModel is not { } model)
            return null;
        return holder switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                OfCallers(creation, local, fate, model, depth, cancellation),
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } =>
                OfCallers(creation, fields[0], fate, model, depth, cancellation),
            IEventAssignmentOperation when fate == Fate.Used => "by each event",
            IArgumentOperation { Parent: IInvocationOperation call } when fate == Fate.Used => OfGiven(creation, call, depth, cancellation),
            _ => null,
        };
    }

    // A function that is given away runs about as often as it is given away; a handler of requests more often.
    private string? OfGiven(IOperation creation, IInvocationOperation call, int depth, CancellationToken cancellation)
    {
        if (OneTimeCode.RunsGivenFunctionOnce(call.TargetMethod))
            return null;
        return call.TargetMethod.Name is "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods"
            ? "by each request"
            : OfFunction(creation, call, Fate.Used, depth - 1, cancellation);
    }

    private string? OfObject(IOperation creation, INamedTypeSymbol type)
    {
        if (_lifetimes.AreMany(type))
            return $"with each '{type.Name}', of which there are many";
        return IsOfStaticMeter(creation) && !_lifetimes.IsOne(type) ? $"with each new '{type.Name}', on a meter that outlives it" : null;
    }

    // One that asks a callback of the object may be meant to be the object's own.
    private static bool IsOfStaticMeter(IOperation creation) =>
        creation is IInvocationOperation { Instance: IMemberReferenceOperation { Member.IsStatic: true } } call && !call.IsObservable()
        && call.Arguments.All(static a =>
            a.Value.ConstantValue.HasValue || a.IsImplicit || a.Value is IMemberReferenceOperation { Member.IsStatic: true });
}
