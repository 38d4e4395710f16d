using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// An instrument as generated code makes it. It is bound: it finds a measurement's series by an index where all its tags are bounded, and by a struct of
/// them elsewhere. The BCL's instrument inside of it is what others listen to.
/// </summary>
/// <param name="Field">The field that holds it.</param>
/// <param name="Member">What the names of all that belongs to its tags begin with.</param>
/// <param name="Kind">The instrument's kind: <c>Counter</c>, <c>UpDownCounter</c>, <c>Histogram</c> or <c>Gauge</c>.</param>
/// <param name="Number">The type of its measurements.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Description">Its description.</param>
/// <param name="Buckets">A histogram's buckets, as an expression.</param>
/// <param name="CardinalityLimit">How many series it may have; null for the reader's limit.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Key">The name of the struct of its tags.</param>
internal sealed record BoundInstrument(
    string Field,
    string Member,
    string Kind,
    string Number,
    string Name,
    string? Unit,
    string? Description,
    string Buckets,
    int? CardinalityLimit,
    EquatableArray<TagModel> Tags,
    string Key)
{
    /// <summary>Beyond so many combinations a table of all is larger than the series that there will be.</summary>
    private const int MostIndexes = 4096;

    /// <summary>Whether a struct of the tags leads to a series.</summary>
    public bool IsKeyed => Tags.Any(static t => !t.IsIndexed) || Tags.Aggregate(1L, static (product, t) => System.Math.Min(int.MaxValue, product * t.IndexCount)) > MostIndexes;

    /// <summary>The field that holds it.</summary>
    public void Declare(CodeWriter code)
    {
        var type = $"{Code.Instruments}{(IsKeyed ? $"Keyed{Kind}<{Number}, {Key}>" : $"Bound{Kind}<{Number}>")}";
        var arguments = new List<string> { "s_scope", Code.Literal(Name), Code.Literal(Unit), Code.Literal(Description) };
        if (Kind == "Histogram")
            arguments.Add(Buckets);
        arguments.Add(CardinalityLimit is { } limit ? Code.Literal(limit) : "null");
        if (!IsKeyed)
            arguments.AddRange(Tags.Select(t => TagSlots.Dimension(t, Member)));
        code.Line($"internal static readonly {type} {Field} = new({Code.List(arguments)});");
    }

    /// <summary>
    /// Whether anybody records it. One that an edit adds to a class that runs already is null until the program starts anew: initializers don't run
    /// twice. Elsewhere the JIT knows that it is not.
    /// </summary>
    public string IsOn(string fields) => $"{fields}{Field} is {{ IsOn: true }}";

    /// <summary>A call of one of its methods, if it is there.</summary>
    public string Call(string fields, string method, params string[] arguments) => $"{fields}{Field}?.{method}({Code.List(arguments)})";

    /// <summary>What leads to the series, as an argument.</summary>
    /// <param name="fields">What comes before the names of what stands beside the instrument.</param>
    /// <param name="local">The variable that holds a tag.</param>
    public string Series(string fields, System.Func<TagModel, string> local)
    {
        if (IsKeyed)
            return $"new {fields}{Key}({Code.List(Tags.Select(local))})";
        if (Tags.IsEmpty)
            return "0";
        return Tags.Skip(1).Aggregate(local(Tags[0]), (index, tag) => $"({(index.Contains(' ') ? $"({index})" : index)} * {tag.IndexCount}) + {local(tag)}");
    }
}
