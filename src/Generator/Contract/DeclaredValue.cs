using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Which of the values that <c>[Tag(Values = …)]</c> declares a tag can have.</summary>
public static class DeclaredValue
{
    /// <summary>
    /// Whether a tag of that type can have the value. What is written by its text (an enumeration's member, a URI) can have any string, and
    /// what isn't known before the call runs can have any value.
    /// </summary>
    public static bool Fits(TypedConstant value, ITypeSymbol type)
    {
        if (value.Kind == TypedConstantKind.Error || type.TypeKind == TypeKind.Error)
            return true;
        if (value.IsNull || value.Kind is TypedConstantKind.Array or TypedConstantKind.Type)
            return false;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.TypeParameter or TypeKind.Interface or TypeKind.Dynamic)
            return true;
        if (value.Kind == TypedConstantKind.Enum)
            return SymbolEqualityComparer.Default.Equals(value.Type, type);
        return value.Value switch
        {
            bool => type.SpecialType == SpecialType.System_Boolean,
            string => !IsNumber(type.SpecialType) && type.SpecialType != SpecialType.System_Boolean,
            char => type.SpecialType == SpecialType.System_Char,
            _ => IsNumber(type.SpecialType) || type.TypeKind == TypeKind.Enum,
        };
    }

    private static bool IsNumber(SpecialType type) => type is >= SpecialType.System_SByte and <= SpecialType.System_Double;
}
