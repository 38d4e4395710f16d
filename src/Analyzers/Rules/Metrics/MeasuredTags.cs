using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A measurement whose tags are all known: written in it, or put into a list before, whatever way the code takes.</summary>
internal sealed class MeasuredTags
{
    private MeasuredTags(ISymbol instrument, ImmutableArray<string> keys, SyntaxNode call, string member)
    {
        Instrument = instrument;
        Keys = keys;
        Call = call;
        Member = member;
    }

    /// <summary>The field or property that measures.</summary>
    public ISymbol Instrument { get; }

    /// <summary>The keys, in the order in which they are given.</summary>
    public ImmutableArray<string> Keys { get; }

    public SyntaxNode Call { get; }

    /// <summary>Where it is, as a message calls it.</summary>
    public string Member { get; }

    /// <summary>The keys in words: <c>the tags 'a', 'b'</c>.</summary>
    public string Text => Keys.Length switch
    {
        0 => "no tags",
        1 => $"the tag '{Keys[0]}'",
        _ => $"the tags {string.Join(", ", Keys.Select(static k => $"'{k}'"))}",
    };

    /// <summary>What the call measures; null where it is no measurement, or a part of its tags comes from elsewhere.</summary>
    public static MeasuredTags? Of(IInvocationOperation call, ISymbol containing, TelemetrySymbols symbols)
    {
        if (!symbols.IsMeasurement(call.TargetMethod)
            || InstrumentReference.Of(call) is not { Kind: SymbolKind.Field or SymbolKind.Property } instrument
            || !call.Arguments.Where(static a => a.Parameter?.Ordinal > 0).All(a => IsWritten(a.Value)))
        {
            return null;
        }

        var keys = TagWrites.Of(call, symbols).Select(static t => t.KeyText).ToImmutableArray();
        return keys.Contains(null)
            ? null
            : new MeasuredTags(instrument.OriginalDefinition, keys!, call.Syntax, containing.ToDisplayString(SymbolDisplay.Member));
    }

    private static bool IsWritten(IOperation value) => Tag.Unconverted(value) switch
    {
        IObjectCreationOperation { Type.Name: "KeyValuePair" } => true,
        IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "KeyValuePair" } } => true,
        IObjectCreationOperation { Arguments.IsEmpty: true, Type.Name: "TagList" } => true,
        IArrayCreationOperation { Initializer: null } => true,
        IArrayCreationOperation { Initializer: { ElementValues: var elements } } => elements.All(static e => IsWritten(e)),
        ICollectionExpressionOperation { Elements: var elements } => elements.All(static e => IsWritten(e)),
        ILocalReferenceOperation { Local.Type.Name: "TagList" } local => IsFilledInOrder(local),
        _ => false,
    };

    // Every tag is put into the list by a statement beside the list's own declaration, and the list goes nowhere but into the measurement.
    private static bool IsFilledInOrder(ILocalReferenceOperation list)
    {
        var body = (IOperation)list;
        while (body.Parent is { } parent)
            body = parent;

        var declaration = body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, list.Local));
        if (declaration?.GetVariableInitializer() is not { Value: IObjectCreationOperation { Arguments.IsEmpty: true } }
            || declaration.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: var block })
        {
            return false;
        }

        return body.Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, list.Local) && r.Syntax != list.Syntax)
            .All(r => r.Parent is IInvocationOperation { TargetMethod.Name: "Add" } add && add.Instance == r && add.Syntax.Parent?.Parent == block);
    }
}
