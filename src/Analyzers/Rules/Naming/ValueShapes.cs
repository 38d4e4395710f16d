using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What a tag's value is on the wire.</summary>
internal enum ValueShape
{
    String,
    Integer,
    Double,
    Boolean,
    Enumeration,
}

/// <summary>Compares the types of values with those of the semantic conventions.</summary>
internal static class ValueShapes
{
    /// <summary>The shape of values of the type; null where it is not one for sure, as that of an object or a list.</summary>
    public static ValueShape? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.SpecialType switch
        {
            SpecialType.System_String => ValueShape.String,
            SpecialType.System_Boolean => ValueShape.Boolean,
            SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
                or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => ValueShape.Integer,
            SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => ValueShape.Double,
            _ => type.TypeKind == TypeKind.Enum ? ValueShape.Enumeration : null,
        };
    }

    /// <summary>Whether values of the shape are what the conventions ask for; always where they ask for a list or for anything.</summary>
    public static bool Fit(ValueShape shape, string expected) => expected switch
    {
        // The name of an enumeration's member is a string on the wire.
        "string" => shape is ValueShape.String or ValueShape.Enumeration,
        "int" => shape is ValueShape.Integer,
        "double" => shape is ValueShape.Double or ValueShape.Integer,
        "boolean" => shape is ValueShape.Boolean,
        _ => true,
    };

    public static string Describe(string expected) => expected switch
    {
        "int" => "an integer",
        "double" => "a number",
        "boolean" => "a boolean",
        _ => "a string",
    };

    public static string Describe(ValueShape shape) => shape switch
    {
        ValueShape.Integer => "an integer",
        ValueShape.Double => "a floating-point number",
        ValueShape.Boolean => "a boolean",
        ValueShape.Enumeration => "a member of an enumeration, which is written by its name",
        _ => "a string",
    };
}
