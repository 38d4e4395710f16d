using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>
/// Takes sets of tags apart: pairs, lists, arrays and collections, written in place or filled in a local variable before. What comes from
/// elsewhere (a parameter, a field, a call) has nothing to show.
/// </summary>
/// <param name="signal">What the tags belong to.</param>
/// <param name="symbols">The compilation's telemetry types.</param>
internal readonly struct TagSets(Signal signal, TelemetrySymbols symbols)
{
    /// <summary>Whether a value of the type is a tag, or can hold tags.</summary>
    public bool Holds(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPair(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1 } generic when IsPair(generic.TypeArguments[0]) => true,
        _ => IsPair(type) || IsSet(type),
    };

    /// <summary>The tags in the value.</summary>
    public IEnumerable<Tag> Expand(IOperation value)
    {
        switch (Tag.Unconverted(value))
        {
            case IObjectCreationOperation { Arguments.Length: 2 } creation when IsPair(creation.Type):
                return [Pair(creation.Arguments, creation.Syntax)];
            case IInvocationOperation { TargetMethod: { Name: "Create", ContainingType: { Name: "KeyValuePair", Arity: 0 } }, Arguments.Length: 2 } invocation:
                return [Pair(invocation.Arguments, invocation.Syntax)];
            case IObjectCreationOperation creation:
                return creation.Arguments.Select(static a => a.Value).SelectMany(Expand).Concat(Initialized(creation.Initializer));
            case IArrayCreationOperation { Initializer: { } initializer }:
                return initializer.ElementValues.SelectMany(Expand);
            case ICollectionExpressionOperation collection:
                return collection.Elements.SelectMany(Expand);
            case ISpreadOperation spread:
                return Expand(spread.Operand);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Expand(conditional.WhenTrue).Concat(Expand(whenFalse));
            case ILocalReferenceOperation local:
                return Filled(local);
            default:
                return [];
        }
    }

    private static bool IsPair(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 } pair && pair.TypeArguments[0].SpecialType == SpecialType.System_String;

    // Named arguments may come in any order.
    private static Tag Pair(ImmutableArray<IArgumentOperation> arguments, SyntaxNode syntax) =>
        arguments[0].Parameter is { Ordinal: 1 }
            ? new Tag(arguments[1].Value, arguments[0].Value, syntax)
            : new Tag(arguments[0].Value, arguments[1].Value, syntax);

    private bool IsSet(ITypeSymbol? type) =>
        TelemetrySymbols.Is(type, symbols.TagList) || TelemetrySymbols.Is(type, symbols.ActivityTags) || TelemetrySymbols.Is(type, symbols.SpanAttributes);

    private IEnumerable<Tag> Initialized(IObjectOrCollectionInitializerOperation? initializer) =>
        initializer is null ? [] : initializer.Initializers.SelectMany(Added);

    // set.Add("key", value), set.Add(pair), set["key"] = value.
    private IEnumerable<Tag> Added(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments.Length: 1 } add => Expand(add.Arguments[0].Value),
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" } add when TagWrites.Pair(add.Arguments) is { } pair =>
            [new Tag(pair.Key, pair.Value, add.Syntax)],
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: 1 } indexer } set
            when indexer.Arguments[0].Parameter?.Type.SpecialType == SpecialType.System_String =>
            [new Tag(indexer.Arguments[0].Value, set.Value, set.Syntax)],
        _ => [],
    };

    // Everything that the variable is set to, or that is put into it, in the body that it belongs to. Where it is given away more than once, that
    // counts for the first: a tag is written once.
    private IEnumerable<Tag> Filled(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        var body = Body(reference);
        var uses = body.Descendants().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local)).ToList();
        return uses.Find(IsGivenAway)?.Syntax != reference.Syntax
            ? []
            : body.Descendants().OfType<IVariableDeclaratorOperation>()
                .Where(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local))
                .Select(static d => d.GetVariableInitializer()?.Value)
                .OfType<IOperation>()
                .SelectMany(Expand)
                .Concat(uses.SelectMany(Put));
    }

    private IEnumerable<Tag> Put(ILocalReferenceOperation use) => use.Parent switch
    {
        ISimpleAssignmentOperation assignment when assignment.Target == use => Expand(assignment.Value),
        IInvocationOperation call when call.Instance == use => Added(call),
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property when property.Instance == use => Added(assignment),
        _ => [],
    };

    // Whether the variable goes, by itself or as one of several tags, to what takes tags of the same signal.
    private bool IsGivenAway(ILocalReferenceOperation use)
    {
        IOperation? taker = use.Parent;
        while (taker is IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation
            or ISpreadOperation or IConditionalOperation)
        {
            taker = taker.Parent;
        }

        return taker is not null && TagWrites.SignalOf(taker, symbols) == signal && (taker as IInvocationOperation)?.Instance != use;
    }

    private static IOperation Body(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
