using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the instruments that attributes make of members.</summary>
public static class InstrumentParser
{
    /// <summary>The instruments of these members, type by type.</summary>
    internal static IEnumerable<InstrumentTypeModel> Parse(IEnumerable<ISymbol> members, Compilation compilation) => members
        .GroupBy<ISymbol, INamedTypeSymbol>(static m => m.ContainingType, SymbolEqualityComparer.Default)
        .Select(group => Parse(group.Key, [.. group], compilation))
        .Where(static type => !type.Typed.IsEmpty || type.Statics is not null || type.Instances is not null);

    /// <summary>The instrument, as its attribute describes it.</summary>
    public static InstrumentModel Instrument(ISymbol member, DeclaredInstrument declared, ITypeSymbol? value)
    {
        var attribute = declared.Attribute;
        var limit = attribute.Named("CardinalityLimit", 0);
        return new InstrumentModel(
            declared.Kind,
            value is not null && TypedInstrument.IsDouble(value),
            attribute.NameOr("Name") ?? SignalParser.MetricName(member, ScopeParser.Parse(member.ContainingAssembly)),
            attribute.Named<string>("Unit"),
            attribute.Named<string>("Description"),
            limit > 0 ? limit : null,
            attribute.NamedArray("Buckets").Select(static b => b.Value).OfType<double>().ToEquatableArray());
    }

    private static InstrumentTypeModel Parse(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, Compilation compilation) => new(
        Names.Holder(type) + ".Instruments",
        CalleeParser.NamespaceOf(type),
        CalleeParser.TypeHeaders(type, isUnsafe: members.OfType<IMethodSymbol>().Any(static m => m.HasPointers())),
        Names.Holder(type) + "_Instruments",
        ScopeParser.Parse(type.ContainingAssembly),
        members.OfType<IMethodSymbol>().Select(m => Typed(m, compilation)).OfType<TypedInstrumentModel>().ToEquatableArray(),
        ObservedParser.Statics(type, members, compilation),
        ObservedParser.Instances(type, members, compilation));

    private static TypedInstrumentModel? Typed(IMethodSymbol method, Compilation compilation)
    {
        if (DeclaredInstrument.Of(method) is not { IsObserved: false } declared
            || TypedInstrument.Check(method, declared.Kind, compilation) is var obstacle && !CanBeImplemented(obstacle)
            || method.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<MethodDeclarationSyntax>().FirstOrDefault() is not { } declaration)
        {
            return null;
        }

        var value = TypedInstrument.ValueOf(method);
        return new TypedInstrumentModel(
            obstacle == Obstacle.None ? Instrument(method, declared, value?.Type) : null,
            Names.Member(method),
            Names.Display(method),
            PartialParser.Modifiers(declaration),
            MethodParser.Parse(method, Strategy.Partial, compilation),
            value is null ? "1" : (value.Type.SpecialType == SpecialType.System_Decimal ? "(double)" : "") + Names.Escape(value.Name),
            TagParser.OfInstrument(method, compilation));
    }

    // One that can't record still needs its implementing part, or the compiler would stop before any rule could say why.
    private static bool CanBeImplemented(Obstacle obstacle) => obstacle is Obstacle.None or Obstacle.NoValue or Obstacle.SeveralValues or Obstacle.NoNumber;
}
