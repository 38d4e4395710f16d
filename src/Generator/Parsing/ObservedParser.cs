using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the members of a type that are asked for values.</summary>
internal static class ObservedParser
{
    public static StaticValuesModel? Statics(INamedTypeSymbol type, IEnumerable<ISymbol> members, Compilation compilation)
    {
        var statics = members.Where(m => m.IsStatic && IsObserved(m, compilation)).ToList();
        var owner = Names.Of(type);
        return statics.Count == 0 ? null : new StaticValuesModel(
            owner,
            statics.Any(m => ObservedValue.IsHidden(m, compilation)),
            statics.Select(m => Observed(m, owner)).ToEquatableArray());
    }

    public static InstanceValuesModel? Instances(INamedTypeSymbol type, IEnumerable<ISymbol> members, Compilation compilation)
    {
        var ofObjects = members.Where(m => !m.IsStatic && IsObserved(m, compilation)).ToList();
        return ofObjects.Count == 0 ? null : new InstanceValuesModel(
            Names.Of(type.WithNullableAnnotation(NullableAnnotation.None)),
            type.BaseType.SelfAndBase().Any(b => SymbolEqualityComparer.Default.Equals(b.ContainingAssembly, type.ContainingAssembly)
                && b.GetMembers().Any(m => !m.IsStatic && IsObserved(m, compilation))),
            ofObjects.Select(static m => Observed(m, ObservedModel.Self)).ToEquatableArray(),
            TagParser.OfObjects(type, compilation));
    }

    private static bool IsObserved(ISymbol member, Compilation compilation) =>
        DeclaredInstrument.Of(member) is { IsObserved: true } && ObservedValue.Check(member, compilation) == Obstacle.None;

    private static ObservedModel Observed(ISymbol member, string owner)
    {
        var type = ObservedValue.TypeOf(member)!;
        var number = ObservedValue.NumberOf(type)!;
        var isNumber = ObservedValue.IsNumber(type);
        var isDecimal = isNumber && number.SpecialType == SpecialType.System_Decimal;
        var read = $"{owner}.{Names.Escape(member.Name)}{(member is IMethodSymbol ? "()" : "")}";
        return new ObservedModel(
            InstrumentParser.Instrument(member, DeclaredInstrument.Of(member)!, number),
            !isNumber ? Names.Of(number) : TypedInstrument.IsDouble(number) ? "double" : "long",
            member is IMethodSymbol method ? Names.Member(method) : Names.Member((IPropertySymbol)member),
            member is IMethodSymbol ? Names.Display((IMethodSymbol)member) : $"{member.ContainingType.Name}.{member.Name}",
            (isDecimal ? $"(double{(SymbolEqualityComparer.Default.Equals(type, number) ? "" : "?")})" : "") + read);
    }
}
