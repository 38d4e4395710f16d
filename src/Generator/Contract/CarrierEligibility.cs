using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>The one rule on what can carry the context of a call: what <c>CarriedContext</c> of the runtime reads.</summary>
public static class CarrierEligibility
{
    private const string Collections = "System.Collections.Generic";

    /// <summary>The attribute that makes the parameter a carrier; null when it is none.</summary>
    public static AttributeData? Of(IParameterSymbol parameter) => parameter.GetAttributes().FirstOrDefault(static a => a.Is(KnownNames.Carrier));

    /// <summary>What keeps the parameter, which bears the attribute, from being a carrier. A path that leads nowhere is nothing of its own.</summary>
    public static CarrierObstacle Check(IParameterSymbol parameter, AttributeData carrier, Compilation compilation)
    {
        if (!MethodsOf(parameter).Any(static m => Attributed.Of(m)?.Traced is not null))
            return CarrierObstacle.NoSpan;
        if (ParametersBeside(parameter).Any(p => p.Ordinal < parameter.Ordinal && Of(p) is not null))
            return CarrierObstacle.Several;
        if (parameter.RefKind == RefKind.Out)
            return CarrierObstacle.Out;
        if (parameter.ContainingSymbol is IMethodSymbol method && StrategyChoice.For(method) == Strategy.Builder)
        {
            if (!AsyncBuilder.Uses(method, parameter.Name))
                return CarrierObstacle.Unused;
            if (!CanFollow(parameter, carrier, compilation))
                return CarrierObstacle.Hidden;
        }

        if (Carries(parameter.Type, carrier, compilation))
            return CarrierObstacle.None;
        if (ItemOf(parameter.Type) is { } item && Carries(item, carrier, compilation))
            return carrier.Named("AsLink", false) ? CarrierObstacle.None : CarrierObstacle.Collection;
        return End(MessageIn(parameter.Type, carrier, compilation) ?? parameter.Type, carrier, compilation) is { TypeKind: not TypeKind.Error }
            ? CarrierObstacle.Type
            : CarrierObstacle.None;
    }

    /// <summary>
    /// The type of the messages in a parameter of the type, each of which is linked to, and from which the path starts; null where the parameter
    /// is the one message.
    /// </summary>
    public static ITypeSymbol? MessageIn(ITypeSymbol type, AttributeData carrier, Compilation compilation) =>
        carrier.Named("AsLink", false) && !Carries(type, carrier, compilation) ? ItemOf(type) : null;

    private static IEnumerable<IMethodSymbol> MethodsOf(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol method => [method],
        IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),

        // What an extension block extends is the first parameter of all its methods.
        INamedTypeSymbol block => block.GetMembers().OfType<IMethodSymbol>().SelectMany(static m => new[] { m, m.Declaration() }),
        _ => [],
    };

    private static ImmutableArray<IParameterSymbol> ParametersBeside(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    // The type that the path leads to; null where it leads nowhere.
    private static ITypeSymbol? End(ITypeSymbol type, AttributeData carrier, Compilation compilation)
    {
        if (carrier.Named<string>("Path") is not { Length: > 0 } path)
            return type;
        MemberPath.Resolve(type, path, compilation, out var missing, out var end);
        return missing is null ? end : null;
    }

    // Generated code that stands outside all types reads what is in a value from a type that it can name; a carrier it takes as it is.
    private static bool CanFollow(IParameterSymbol parameter, AttributeData carrier, Compilation compilation)
    {
        if (MessageIn(parameter.Type, carrier, compilation) is not null)
            return AsyncBuilder.CanName(parameter.Type, compilation);
        return carrier.Named<string>("Path") is not { Length: > 0 } path
            || End(parameter.Type, carrier, compilation) is null
            || AsyncBuilder.TypeWith(parameter.Type, path.Split('.')[0], compilation) is not null;
    }

    private static bool Carries(ITypeSymbol type, AttributeData carrier, Compilation compilation) =>
        End(type, carrier, compilation) is { } end && CanCarry(end);

    private static bool CanCarry(ITypeSymbol type) =>
        IsString(type)
        || IsActivityContext(type)
        || (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && IsActivityContext(Argument(type, 0)))
        || (!type.CanBeRefLike() && MemberPath.Hierarchy(type).Any(IsHeaders));

    private static bool IsActivityContext(ITypeSymbol type) => type.Is("System.Diagnostics", "ActivityContext");

    private static bool IsHeaders(ITypeSymbol type)
    {
        if (type.Is(Collections, "IDictionary", 2) || type.Is(Collections, "IReadOnlyDictionary", 2))
            return IsString(Argument(type, 0)) && (IsString(Argument(type, 1)) || Argument(type, 1).SpecialType == SpecialType.System_Object);
        if (type.Is(Collections, "IEnumerable", 1))
            return Argument(type, 0) is var pair && pair.Is(Collections, "KeyValuePair", 2) && IsString(Argument(pair, 0)) && IsString(Argument(pair, 1));
        return type.Is("System.Net.Http.Headers", "HttpHeaders");
    }

    private static ITypeSymbol Argument(ITypeSymbol type, int index) => ((INamedTypeSymbol)type).TypeArguments[index];

    private static bool IsString(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    // What is there already: enumerating anything else might be the call's own work.
    private static ITypeSymbol? ItemOf(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } array
        ? array.ElementType
        : MemberPath.Hierarchy(type).OfType<INamedTypeSymbol>()
            .FirstOrDefault(static t => t.Is(Collections, "IReadOnlyCollection", 1) || t.Is(Collections, "ICollection", 1))?.TypeArguments[0];
}
