using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>An instrument that an attribute makes of a method, which records, or of a method or a property that is asked for its value.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Kind">The instrument's kind.</param>
public sealed record DeclaredInstrument(AttributeData Attribute, InstrumentKind Kind)
{
    /// <summary>Whether the member is asked for its value, rather than called to record one.</summary>
    public bool IsObserved => Kind is InstrumentKind.ObservableCounter or InstrumentKind.ObservableUpDownCounter or InstrumentKind.ObservableGauge;

    /// <summary>What keeps the member from being the instrument; <see cref="Obstacle.None"/> when nothing does.</summary>
    public Obstacle Check(ISymbol member, Compilation compilation)
    {
        if (IsObserved)
            return ObservedValue.Check(member, compilation);
        return member is IMethodSymbol method ? TypedInstrument.Check(method, Kind, compilation) : Obstacle.NoPartialMethod;
    }

    /// <summary>The instrument of the member; null when it bears no such attribute.</summary>
    public static DeclaredInstrument? Of(ISymbol member) => AllOf(member).FirstOrDefault();

    /// <summary>What every such attribute of the member would make of it; it can be one instrument, the first.</summary>
    public static IEnumerable<DeclaredInstrument> AllOf(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.ContainingNamespace.Is(KnownNames.Namespace) && KindOf(type.Name, member) is { } kind)
                yield return new DeclaredInstrument(attribute, kind);
        }
    }

    /// <summary>Whether the member records, or is meant to: its body is generated.</summary>
    public static bool IsTyped(IMethodSymbol method) => Of(method) is { IsObserved: false };

    // What gives nothing is called to record; a gauge can be either.
    private static InstrumentKind? KindOf(string attribute, ISymbol member) => attribute switch
    {
        KnownNames.Counter => InstrumentKind.Counter,
        KnownNames.UpDownCounter => InstrumentKind.UpDownCounter,
        KnownNames.Histogram => InstrumentKind.Histogram,
        KnownNames.Gauge => member is IMethodSymbol { ReturnsVoid: true } ? InstrumentKind.Gauge : InstrumentKind.ObservableGauge,
        KnownNames.ObservableCounter => InstrumentKind.ObservableCounter,
        KnownNames.ObservableUpDownCounter => InstrumentKind.ObservableUpDownCounter,
        _ => null,
    };
}
