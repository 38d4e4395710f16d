using Instrumentation.Generator.Contract;

namespace Instrumentation.Generator.Model;

/// <summary>The instruments that a type's attributes make of its members.</summary>
/// <param name="Hint">The output's name.</param>
/// <param name="Namespace">The namespace of the outermost type; empty for the global one.</param>
/// <param name="Types">The headers of the types around the members, outermost first.</param>
/// <param name="Holder">The class that holds the instruments.</param>
/// <param name="Scope">Whose telemetry it is.</param>
/// <param name="Typed">The methods that record.</param>
/// <param name="Statics">The static members that are asked for values.</param>
/// <param name="Instances">What objects of the type are asked for; null when they are not.</param>
public sealed record InstrumentTypeModel(
    string Hint,
    string Namespace,
    EquatableArray<string> Types,
    string Holder,
    ScopeModel Scope,
    EquatableArray<TypedInstrumentModel> Typed,
    StaticValuesModel? Statics,
    InstanceValuesModel? Instances);

/// <summary>An instrument, as its attribute describes it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="IsDouble">Whether its measurements are of double, rather than of long.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Description">Its description.</param>
/// <param name="CardinalityLimit">How many series it may have; null for the reader's limit.</param>
/// <param name="Buckets">A histogram's buckets; empty for the default ones.</param>
public sealed record InstrumentModel(
    InstrumentKind Kind, bool IsDouble, string Name, string? Unit, string? Description, int? CardinalityLimit, EquatableArray<double> Buckets);

/// <summary>A method that records on an instrument.</summary>
/// <param name="Instrument">The instrument; null when nothing can be recorded, which a rule says.</param>
/// <param name="Member">The method's name in the holder; overloads differ.</param>
/// <param name="Display">Its name for people.</param>
/// <param name="Modifiers">Its modifiers up to <c>partial</c>.</param>
/// <param name="Method">Its signature.</param>
/// <param name="Value">What is recorded, as an expression.</param>
/// <param name="Tags">Its tags.</param>
public sealed record TypedInstrumentModel(
    InstrumentModel? Instrument, string Member, string Display, string Modifiers, MethodModel Method, string Value, EquatableArray<TagModel> Tags)
{
    /// <summary>How many series its tags make at most; null where one has no bound.</summary>
    public long? SeriesCount => TagModel.SeriesCount(Tags);
}

/// <summary>A member that is asked for its value.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Number">The type of its measurements.</param>
/// <param name="Member">The member's name in generated code; overloads differ.</param>
/// <param name="Display">Its name for people.</param>
/// <param name="Read">What asks it, as an expression.</param>
public sealed record ObservedModel(InstrumentModel Instrument, string Number, string Member, string Display, string Read)
{
    /// <summary>The object, in what asks it.</summary>
    public const string Self = "self";
}

/// <summary>Static members of a type that are asked for their values.</summary>
/// <param name="Owner">The type, as generated code names it.</param>
/// <param name="IsInside">Whether what asks stands in the type, because no other code sees all of them.</param>
/// <param name="Members">The members.</param>
public sealed record StaticValuesModel(string Owner, bool IsInside, EquatableArray<ObservedModel> Members);

/// <summary>What objects of a type are asked for.</summary>
/// <param name="Owner">The type, as generated code names it.</param>
/// <param name="HidesBase">Whether a base type has such members too.</param>
/// <param name="Members">The members.</param>
/// <param name="Tags">The members that are tags of all their values.</param>
public sealed record InstanceValuesModel(string Owner, bool HidesBase, EquatableArray<ObservedModel> Members, EquatableArray<TagModel> Tags);
