using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What becomes of an instrument, a meter or a source within the function that makes it.</summary>
internal enum Fate
{
    /// <summary>It is stored or handed on: somebody may keep it, and the function may be what runs once.</summary>
    Kept,

    /// <summary>It is the function's result.</summary>
    Returned,

    /// <summary>Nothing is done with it.</summary>
    Dropped,

    /// <summary>It measures, or starts spans, right there, and is forgotten.</summary>
    Used,
}

/// <summary>Follows a value to its fate.</summary>
internal static class Fates
{
    public static Fate Of(IOperation value, TelemetrySymbols symbols, CancellationToken cancellation) => value.Parent switch
    {
        IConversionOperation or IParenthesizedOperation => Of(value.Parent, symbols, cancellation),
        IInvocationOperation call when call.Instance == value => OfReceiver(call, call, symbols, cancellation),
        IConditionalAccessOperation access when access.Operation == value => OfReceiver(FirstCall(access.WhenNotNull), access, symbols, cancellation),
        IPropertyReferenceOperation property when property.Instance == value => Fate.Used,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OfLocal(local, value, symbols, cancellation),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation set, Parent: IExpressionStatementOperation } =>
            OfLocal(set.Local, value, symbols, cancellation),
        ISimpleAssignmentOperation { Target: IDiscardOperation } or IExpressionStatementOperation => Fate.Dropped,
        IReturnOperation { Kind: OperationKind.Return } => Fate.Returned,
        _ => Fate.Kept,
    };

    /// <summary>Whether instruments are created from the meter where it is made: they are what matters then.</summary>
    public static bool FeedsInstrument(IOperation meter, TelemetrySymbols symbols, CancellationToken cancellation) => meter.Parent switch
    {
        IConversionOperation => FeedsInstrument(meter.Parent, symbols, cancellation),
        IInvocationOperation call => call.Instance == meter && symbols.MakesInstrument(call),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local }, SemanticModel: { } model } =>
            local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } declarator
            && References(local, declarator, model, cancellation).Any(r => FeedsInstrument(r, symbols, cancellation)),
        _ => false,
    };

    // A meter lives as its instruments do.
    private static Fate OfReceiver(IInvocationOperation? call, IOperation result, TelemetrySymbols symbols, CancellationToken cancellation) =>
        call is not null && symbols.MakesInstrument(call) ? Of(result, symbols, cancellation) : Fate.Used;

    private static IInvocationOperation? FirstCall(IOperation access)
    {
        var call = access.DescendantsAndSelf().OfType<IInvocationOperation>().LastOrDefault();
        return call?.Instance is IConditionalAccessInstanceOperation ? call : null;
    }

    private static Fate OfLocal(ILocalSymbol local, IOperation value, TelemetrySymbols symbols, CancellationToken cancellation)
    {
        if (value.SemanticModel is not { } model || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } declarator)
            return Fate.Kept;

        var fates = References(local, declarator, model, cancellation)
            .Select(r => IsDeeper(r.Syntax, declarator) ? Fate.Kept : Of(r, symbols, cancellation));

        // What is kept by one reference is kept.
        return fates.DefaultIfEmpty(Fate.Dropped).Min();
    }

    private static IEnumerable<IOperation> References(
        ILocalSymbol local, SyntaxNode declarator, SemanticModel model, CancellationToken cancellation) =>
        declarator.EnclosingMember().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name)
            .Where(n => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, cancellation).Symbol, local))
            .Select(n => model.GetOperation(n, cancellation))
            .OfType<ILocalReferenceOperation>()
            .Where(static r => r.Parent is not ISimpleAssignmentOperation { Target: var target } || target != r);

    // Who makes a thing outside a loop or a function, to use it inside, makes it once for many uses.
    private static bool IsDeeper(SyntaxNode use, SyntaxNode declarator) =>
        use.Ancestors().TakeWhile(a => !a.Span.Contains(declarator.Span)).Any(static a => a.IsLoop() || a.IsFunction());
}
