using System.Collections.Immutable;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Tells whether a value, as it stands, is a secret or personal data: by what it is called, and by how it is classified.</summary>
internal static class SensitiveValue
{
    /// <summary>The part of the value that is, and why, as the beginning of a sentence; null where none is.</summary>
    public static (IOperation Part, string Why)? Find(IOperation value, ImmutableArray<string> own)
    {
        foreach (var part in Parts(value))
        {
            if (part.Read() is { } read && Why(read, own) is { } why)
                return (part, why);
        }

        return null;
    }

    /// <summary>Why the parameter or member is; null where it isn't.</summary>
    public static string? Why(ISymbol symbol, ImmutableArray<string> own)
    {
        var type = KnownSources.TypeOf(symbol);
        if ((Classification(symbol) ?? (type is null ? null : Classification(type))) is { } classification)
            return $"'{symbol.Name}' is classified as {classification}";
        return CanBeSecret(type) && SensitiveNames.Say(symbol.Name, own) ? $"'{symbol.Name}' is called like a secret or personal data" : null;
    }

    /// <summary>Whether a value of the type can say more than a count or a choice does.</summary>
    public static bool CanBeSecret(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char } => true,
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        _ => type.Is("System.Net.Mail", "MailAddress") || type.Is("Microsoft.Extensions.Primitives", "StringValues"),
    };

    // Text shows all that it is put together from.
    private static IEnumerable<IOperation> Parts(IOperation value) => Tag.Unconverted(value) switch
    {
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(static p => Parts(p.Expression)),
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } sum => Parts(sum.LeftOperand).Concat(Parts(sum.RightOperand)),
        ICoalesceOperation coalesce => Parts(coalesce.Value).Concat(Parts(coalesce.WhenNull)),
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => Parts(conditional.WhenTrue).Concat(Parts(whenFalse)),
        var part => [part],
    };

    private static string? Classification(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { } type && IsClassification(type))?.Bracketed();

    private static bool IsClassification(INamedTypeSymbol attribute)
    {
        if (attribute.Name == "NoDataClassificationAttribute")
            return false;
        for (var type = attribute.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Is("Microsoft.Extensions.Compliance.Classification", "DataClassificationAttribute"))
                return true;
        }

        return false;
    }
}
