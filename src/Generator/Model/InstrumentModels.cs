using Instrumentation.Generator.Contract;

namespace Instrumentation.Generator.Model;

/// <summary>The instruments that a type's attributes make of its members.</summary>
/// <param name="Hint">The output's name.</param>
/// <param name="Namespace">The namespace of the outermost type; empty for the global one.</param>
/// <param name="Types">The headers of the types around the members, outermost first.</param>
/// <param name="Holder">The class that holds the instruments.</param>
/// <param name="Scope">Whose telemetry it is.</param>
/// <param name="Typed">The methods that record.</param>
public sealed record InstrumentTypeModel(
    string Hint, string Namespace, EquatableArray<string> Types, string Holder, ScopeModel Scope, EquatableArray<TypedInstrumentModel> Typed);

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
