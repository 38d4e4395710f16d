using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the texts of an enumeration's values: its members' names in snake_case, or what <c>[EnumMember]</c> says.</summary>
public static class EnumParser
{
    public static EnumModel Parse(INamedTypeSymbol type)
    {
        var members = new List<EnumMemberModel>();
        var seen = new HashSet<object?>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue))
        {
            // Of two names for one value the first one speaks.
            if (seen.Add(field.ConstantValue))
                members.Add(new EnumMemberModel(Value(type, field), Text(field)));
        }

        return new EnumModel(Names.Of(type), Names.Holder(type) + "_Text", members.ToEquatableArray());
    }

    private static string Text(IFieldSymbol field) =>
        field.GetAttributes().FirstOrDefault(static a => a.AttributeClass.Is("System.Runtime.Serialization", "EnumMemberAttribute"))
            ?.Named<string>("Value") ?? Names.Snake(field.Name);

    // A member that is obsolete as an error can't be named.
    private static string Value(INamedTypeSymbol type, IFieldSymbol field) =>
        field.GetAttributes().Any(static a => a.AttributeClass.Is("System", "ObsoleteAttribute"))
            ? $"({Names.Of(type)})({SymbolDisplay.FormatPrimitive(field.ConstantValue!, quoteStrings: false, useHexadecimalNumbers: false)})"
            : $"{Names.Of(type)}.{Names.Escape(field.Name)}";
}
