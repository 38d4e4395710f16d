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
        var isInOrder = true;
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.HasConstantValue))
        {
            // Of two names for one value the first one speaks.
            if (!seen.Add(field.ConstantValue))
                continue;
            isInOrder &= field.ConstantValue is int value && value == members.Count;
            members.Add(new EnumMemberModel(Value(type, field), Text(field)));
        }

        var model = new EnumModel(Names.Of(type), Names.Holder(type), IsDense: false, members.ToEquatableArray());
        var texts = members.Select(static m => m.Text).ToList();
        return model with { IsDense = isInOrder && texts.Count > 0 && model.Texts.SequenceEqual(texts[texts.Count - 1] == EnumModel.Other ? texts.Take(texts.Count - 1) : texts) };
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
