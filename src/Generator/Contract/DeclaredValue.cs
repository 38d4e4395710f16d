using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Which of the values that <c>[Tag(Values = …)]</c> declares a tag can have.</summary>
public static class DeclaredValue
{
    /// <summary>Whether a tag of that type can have the value: generated code compares the two by a constant pattern.</summary>
    public static bool Fits(TypedConstant value, ITypeSymbol type)
    {
        if (value.Kind == TypedConstantKind.Error || type.TypeKind == TypeKind.Error)
            return true;
        if (value.IsNull || value.Type is null || value.Kind is TypedConstantKind.Array or TypedConstantKind.Type)
            return false;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];

        // What isn't known before the call runs can be anything that is at least of its kind.
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic)
            return true;
        if (type.TypeKind == TypeKind.Interface)
            return value.Type.AllInterfaces.Contains(type, SymbolEqualityComparer.Default);
        return SymbolEqualityComparer.Default.Equals(value.Type, type) || (value.Kind == TypedConstantKind.Primitive && IsInRange(value.Value!, type.SpecialType));
    }

    /// <summary>Whether the type is one of integers, as far as tags and measurements have them.</summary>
    public static bool IsInteger(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    /// <summary>Whether the type is one of numbers.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        IsInteger(type) || type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    private static bool IsInRange(object value, SpecialType type)
    {
        if (value is not (sbyte or byte or short or ushort or int or uint or long or ulong))
            return false;
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return type switch
        {
            SpecialType.System_SByte => number is >= sbyte.MinValue and <= sbyte.MaxValue,
            SpecialType.System_Byte => number is >= byte.MinValue and <= byte.MaxValue,
            SpecialType.System_Int16 => number is >= short.MinValue and <= short.MaxValue,
            SpecialType.System_UInt16 => number is >= ushort.MinValue and <= ushort.MaxValue,
            SpecialType.System_Int32 => number is >= int.MinValue and <= int.MaxValue,
            SpecialType.System_UInt32 => number is >= uint.MinValue and <= uint.MaxValue,
            SpecialType.System_Int64 => number is >= long.MinValue and <= long.MaxValue,
            SpecialType.System_UInt64 => number is >= ulong.MinValue and <= ulong.MaxValue,
            SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => true,
            _ => false,
        };
    }
}
