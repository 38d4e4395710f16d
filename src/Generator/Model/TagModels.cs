using System;
using System.Collections.Generic;
using System.Linq;

namespace Instrumentation.Generator.Model;

public enum TagOrigin
{
    Parameter,
    InstanceMember,
    StaticMember,
    Result,
}

public enum TagValueKind
{
    /// <summary>A string, as it is.</summary>
    Text,

    /// <summary>An enumeration, by its generated text.</summary>
    Enum,

    /// <summary>One of the declared values, or <c>other</c>.</summary>
    Declared,

    /// <summary>All else, by the runtime's conversion.</summary>
    Other,
}

/// <summary>
/// One tag: where its value comes from, how it becomes a tag's value and where it goes. <see cref="Local"/> is the name of the variable
/// that holds it when metrics need it after the call.
/// </summary>
public sealed record TagModel(
    string Key,
    TagOrigin Origin,
    string Root,
    EquatableArray<PathSegment> Path,
    TagValueKind ValueKind,
    EnumModel? Enum,
    EquatableArray<string> DeclaredValues,
    bool OnSpan,
    bool OnMetrics,
    string Local,
    HiddenMember? Hidden)
{
    /// <summary>Whether reading it runs a getter, which is user code.</summary>
    public bool CanThrow { get; init; }

    /// <summary>Whether the number of its values is known.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Whether its value can be null, which is no tag.</summary>
    public bool CanBeNull { get; init; }

    /// <summary>The type that numbers among <see cref="DeclaredValues"/> are written as; null where each is of its own.</summary>
    public string? DeclaredType { get; init; }

    /// <summary>The type in which metrics keep an unbounded value until it is recorded: its own if that is cheap to compare, or else its text's.</summary>
    public string KeyType { get; init; } = "object?";

    /// <summary>Whether metrics keep the value as its index among those that it can have.</summary>
    public bool IsIndexed => OnMetrics && IsBounded;

    /// <summary>Whether there may be no value: because it is null, because its getter throws, or because the call gives no result.</summary>
    public bool CanBeAbsent => CanBeNull || CanThrow || Origin == TagOrigin.Result;

    /// <summary>What a bounded tag's values are written as, in the order of their indexes, "none" and "other" aside.</summary>
    public EquatableArray<string> Texts => ValueKind switch
    {
        TagValueKind.Enum => Enum!.Texts,
        TagValueKind.Declared => DeclaredValues.Distinct().Where(static v => v != "\"other\"").ToEquatableArray(),
        _ => new EquatableArray<string>(["false", "true"]),
    };

    /// <summary>How many indexes a bounded tag has.</summary>
    public int IndexCount => Texts.Count + (ValueKind == TagValueKind.Other ? 0 : 1) + (CanBeAbsent ? 1 : 0);

    /// <summary>How many values it can have at most, "none" and "other" included; null where nothing bounds it.</summary>
    public long? ValueCount => (IsBounded, ValueKind) switch
    {
        (false, _) => null,
        (_, TagValueKind.Enum) => Enum!.Members.Select(static m => m.Text).Distinct().Count() + 1 + Absent,
        (_, TagValueKind.Declared) => DeclaredValues.Distinct().Count() + 1 + Absent,

        // A boolean.
        _ => 2 + Absent,
    };

    /// <summary>How many series the tags make at most; null where one has no bound.</summary>
    public static long? SeriesCount(IEnumerable<TagModel> tags)
    {
        // More than anybody counts is as good as the number itself.
        long product = 1;
        foreach (var tag in tags)
        {
            if (tag.ValueCount is not { } count)
                return null;
            product = Math.Min(product * count, int.MaxValue);
        }

        return product;
    }

    private int Absent => CanBeNull ? 1 : 0;
}

/// <summary>A member on the way to a tag's value; <see cref="IsConditional"/> when what bears it can be null.</summary>
public sealed record PathSegment(string Name, bool IsConditional);

/// <summary>A private member, which generated code reads through an <c>UnsafeAccessor</c>.</summary>
public sealed record HiddenMember(string Name, string Type, string ContainingType, bool IsField, bool IsStruct);

/// <summary>
/// The texts of an enumeration's values, and what the names of the methods begin with that give them; dense when each member's value is its place
/// among the texts.
/// </summary>
public sealed record EnumModel(string Type, string Prefix, bool IsDense, EquatableArray<EnumMemberModel> Members)
{
    /// <summary>What undefined values are written as.</summary>
    public const string Other = "other";

    /// <summary>Each text once, "other" aside.</summary>
    public EquatableArray<string> Texts => Members.Select(static m => m.Text).Distinct().Where(static t => t != Other).ToEquatableArray();
}

/// <summary>A member, as generated code names it, and its text.</summary>
public sealed record EnumMemberModel(string Value, string Text);
