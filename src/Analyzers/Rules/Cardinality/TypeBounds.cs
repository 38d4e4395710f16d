using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What a value's type alone says about the number of its values.</summary>
internal static class TypeBounds
{
    public static Bound Of(ITypeSymbol? type) => type switch
    {
        null => Bound.Unknown,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => OfNullable(nullable.TypeArguments[0]),
        { TypeKind: TypeKind.Enum } => OfEnum(type),
        { SpecialType: SpecialType.System_Boolean } => Bound.Values(2),
        { SpecialType: SpecialType.System_Byte or SpecialType.System_SByte } => Bound.Values(256),
        ITypeParameterSymbol => Bound.Unknown,
        _ when type.Is("System", "Type") || type.Is("System.Net.Http", "HttpMethod") => Bound.Some,
        _ when Article(type) is { } article => Bound.Unbounded(Evidence.Type, $"{article} {type.ToDisplayString(SymbolDisplay.Type).TrimEnd('?')}"),
        _ => Bound.Unknown,
    };

    /// <summary>Whether the type is a number, a duration or an address that programs are also configured with.</summary>
    public static bool IsSetting(ITypeSymbol? type) =>
        IsMeasured(type) || (type is not null && IsAddress(type));

    /// <summary>Whether the type is a number or a duration, which ranges can stand for.</summary>
    public static bool IsMeasured(ITypeSymbol? type) => IsFloatingPoint(Underlying(type)) || Underlying(type).Is("System", "TimeSpan");

    /// <summary>Whether the type is an address of something on a network.</summary>
    public static bool IsAddress(ITypeSymbol type) =>
        type.Is("System", "Uri")
        || (type.Name is "IPAddress" or "EndPoint" or "IPEndPoint" or "DnsEndPoint" && type.ContainingNamespace.Is("System.Net"));

    /// <summary>Whether the type is a number that isn't whole.</summary>
    public static bool IsFloatingPoint(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } || type.Is("System", "Half");

    /// <summary>The type of the value, if there is one.</summary>
    public static ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    public static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Is("System", "Exception"))
                return true;
        }

        return false;
    }

    // No value is one more.
    private static Bound OfNullable(ITypeSymbol type) => Bound.AnyOf([Of(type), Bound.Values(1)]);

    // Flags combine.
    private static Bound OfEnum(ITypeSymbol type) =>
        type.GetAttributes().Any(static a => a.AttributeClass.Is("System", "FlagsAttribute"))
            ? Bound.Some
            : Bound.Values(type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue)
                .Select(static f => f.ConstantValue).Distinct().Count());

    private static string? Article(ITypeSymbol type)
    {
        if (IsFloatingPoint(type))
            return "a";
        if (IsException(type))
            return "AEIO".Contains(type.Name[0]) ? "an" : "a";
        if (type.ContainingType is not null || type is not INamedTypeSymbol { Arity: 0 })
            return null;
        return type.Name switch
        {
            "Guid" or "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" when type.ContainingNamespace.Is("System") => "a",
            "IPAddress" or "IPEndPoint" or "EndPoint" when type.ContainingNamespace.Is("System.Net") => "an",
            "PhysicalAddress" when type.ContainingNamespace.Is("System.Net.NetworkInformation") => "a",
            "BigInteger" when type.ContainingNamespace.Is("System.Numerics") => "a",
            "ActivityTraceId" or "ActivitySpanId" or "ActivityContext" when type.ContainingNamespace.Is("System.Diagnostics") => "an",
            "PathString" or "QueryString" when type.ContainingNamespace.Is("Microsoft.AspNetCore.Http") => "a",
            _ => null,
        };
    }
}
