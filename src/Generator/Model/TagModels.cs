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

    /// <summary>How many values it can have at most, "none" and "other" included; null where nothing bounds it.</summary>
    public long? ValueCount => (IsBounded, ValueKind) switch
    {
        (false, _) => null,
        (_, TagValueKind.Enum) => Enum!.Members.Select(static m => m.Text).Distinct().Count() + 1 + Absent,
        (_, TagValueKind.Declared) => DeclaredValues.Distinct().Count() + 1 + Absent,

        // A boolean.
        _ => 2 + Absent,
    };

    private int Absent => CanBeNull ? 1 : 0;
}

/// <summary>A member on the way to a tag's value; <see cref="IsConditional"/> when what bears it can be null.</summary>
public sealed record PathSegment(string Name, bool IsConditional);

/// <summary>A private member, which generated code reads through an <c>UnsafeAccessor</c>.</summary>
public sealed record HiddenMember(string Name, string Type, string ContainingType, bool IsField, bool IsStruct);

/// <summary>The texts of an enumeration's values, and the name of the method that gives them.</summary>
public sealed record EnumModel(string Type, string Method, EquatableArray<EnumMemberModel> Members);

/// <summary>A member, as generated code names it, and its text.</summary>
public sealed record EnumMemberModel(string Value, string Text);
