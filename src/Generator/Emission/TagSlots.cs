using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes what a variable holds of a metric's tag until it is recorded. Of a bounded one it is the value's index, by which a measurement finds its
/// series; of others the value itself, or its text.
/// </summary>
internal static class TagSlots
{
    /// <summary>The variable's type.</summary>
    public static string Type(TagModel tag) => tag.IsIndexed ? "int" : tag.OnMetrics ? tag.KeyType : "object?";

    /// <summary>What the variable holds, from the expression that reads the tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="read">The expression.</param>
    /// <param name="holder">What comes before the names of methods on enumerations.</param>
    /// <param name="known">The name of a variable that none other has.</param>
    public static string From(TagModel tag, string read, string holder, string known)
    {
        if (!tag.IsIndexed)
            return tag.KeyType == "object?" ? $"{Code.Instruments}TagValue.Of({read})" : read;

        var first = tag.CanBeAbsent ? 1 : 0;
        return tag.ValueKind switch
        {
            TagValueKind.Enum when tag.CanBeNull => $"{read} switch {{ {{ }} {known} => 1 + {IndexMethod(tag, holder)}({known}), _ => 0 }}",
            TagValueKind.Enum => (first > 0 ? "1 + " : "") + $"{IndexMethod(tag, holder)}({read})",
            TagValueKind.Declared => $"{read} switch {{ {(tag.CanBeNull ? "null => 0, " : "")}{string.Concat(tag.Texts.Select((v, i) => $"{v} => {first + i}, "))}_ => {first + tag.Texts.Count} }}",
            _ when tag.CanBeNull => $"{read} switch {{ null => 0, false => 1, true => 2 }}",
            _ => $"{read} ? {first + 1} : {first}",
        };
    }

    /// <summary>The tag's value, from the expression that reads it.</summary>
    public static string Object(TagModel tag, string read, string holder, string known) => tag.ValueKind switch
    {
        TagValueKind.Text => read,
        TagValueKind.Enum => $"{holder}{tag.Enum!.Prefix}_Text({read})",
        TagValueKind.Declared => $"{read} switch {{ ({string.Join(" or ", tag.DeclaredValues)}) and var {known} => {Code.Instruments}TagValue.Of({known}), {(tag.CanBeNull ? "null => null, " : "")}_ => \"other\" }}",
        _ => $"{Code.Instruments}TagValue.Of({read})",
    };

    /// <summary>The tag's value from what the variable holds.</summary>
    public static string Value(TagModel tag, string local, string fields, string member)
    {
        if (IsBoolean(tag))
            return $"{Code.Instruments}TagValue.OfBoolean({local}{(tag.CanBeAbsent ? " - 1" : "")})";
        if (tag.IsIndexed)
            return $"{fields}{ValuesField(tag, member)}[{local}]";
        return Type(tag) is "object?" or "string?" ? local : $"{Code.Instruments}TagValue.Of({local})";
    }

    /// <summary>A bounded tag as one of an instrument's dimensions.</summary>
    public static string Dimension(TagModel tag, string member) => IsBoolean(tag)
        ? $"{Code.Instruments}TagDimension.OfBoolean({Code.Literal(tag.Key)}{(tag.CanBeAbsent ? ", canBeAbsent: true" : "")})"
        : $"new {Code.Instruments}TagDimension({Code.Literal(tag.Key)}, {ValuesField(tag, member)})";

    /// <summary>The field that holds the values of a bounded tag, by their indexes; booleans need none.</summary>
    public static void Values(CodeWriter code, TagModel tag, string member)
    {
        if (IsBoolean(tag))
            return;

        var texts = tag.ValueKind == TagValueKind.Enum ? tag.Texts.Select(Code.Literal) : tag.Texts.Select(t => $"{Code.Instruments}TagValue.Of({Typed(tag, t)})");
        if (tag.CanBeAbsent)
            texts = texts.Prepend("null");
        texts = texts.Append(Code.Literal(EnumModel.Other));
        code.Line($"internal static readonly object?[] {ValuesField(tag, member)} = [{Code.List(texts)}];");
    }

    private static string ValuesField(TagModel tag, string member) => $"{member}_{tag.Local}_Values";

    /// <summary>The method that gives the index of an enumeration's value.</summary>
    public static void EnumIndex(CodeWriter code, EnumModel model, string access)
    {
        var other = model.Texts.Count;
        code.Line(Code.Inline);
        if (model.IsDense)
        {
            code.Line($"{access} static int {model.Prefix}_Index({model.Type} value) => unchecked((uint)value) < {other}u ? (int)value : {other};");
            return;
        }

        var texts = model.Texts.ToList();
        code.Line($"{access} static int {model.Prefix}_Index({model.Type} value) => value switch").Line("{");
        foreach (var member in model.Members.Where(static m => m.Text != EnumModel.Other))
            code.Indented($"{member.Value} => {texts.IndexOf(member.Text)},");
        code.Indented($"_ => {other},").Line("};");
    }

    private static bool IsBoolean(TagModel tag) => tag.IsIndexed && tag.ValueKind == TagValueKind.Other;

    private static string IndexMethod(TagModel tag, string holder) => $"{holder}{tag.Enum!.Prefix}_Index";

    private static string Typed(TagModel tag, string value) => tag.DeclaredType is null ? value : $"({tag.DeclaredType})({value})";
}
