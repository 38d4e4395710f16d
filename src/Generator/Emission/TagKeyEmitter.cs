using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the struct of a measurement's tags by which a series is found where not all of them are bounded: nothing boxes to compare it, and its tags
/// are written out once a series.
/// </summary>
internal static class TagKeyEmitter
{
    private const string Tag = "global::System.Collections.Generic.KeyValuePair<string, object?>";

    public static void Emit(CodeWriter code, BoundInstrument instrument)
    {
        var name = instrument.Key;
        var tags = instrument.Tags;
        var parameters = Code.List(tags.Select(static t => $"{TagSlots.Type(t)} {t.Local}"));
        code.Line().Lines(Code.StepThrough);
        code.Line("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]");
        using (code.Open($"internal readonly struct {name}({parameters}) : {Code.Instruments}ITags<{name}>"))
        {
            foreach (var tag in tags)
                code.Line($"private readonly {TagSlots.Type(tag)} {Field(tag)} = {tag.Local};");
            code.Line().Line($"public static int MaxCount => {tags.Count};").Line();
            code.Line($"public bool Equals({name} other) =>").Indented(string.Join(" && ", tags.Select(Equal)) + ";").Line();
            code.Line($"public override bool Equals([global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] object? obj) => obj is {name} other && Equals(other);").Line();
            code.Line($"public override int GetHashCode() => {Hash(tags)};").Line();
            using (code.Open($"public int CopyTo(global::System.Span<{Tag}> tags)"))
            {
                code.Line("var count = 0;");
                foreach (var tag in tags)
                    code.Line($"if ({TagSlots.Value(tag, Field(tag), "", instrument.Member)} is {{ }} {tag.Local})").Indented($"tags[count++] = new {Tag}({Code.Literal(tag.Key)}, {tag.Local});");
                code.Line("return count;");
            }
        }
    }

    private static string Field(TagModel tag) => "_" + tag.Local;

    private static string Equal(TagModel tag) =>
        $"global::System.Collections.Generic.EqualityComparer<{TagSlots.Type(tag)}>.Default.Equals({Field(tag)}, other.{Field(tag)})";

    private static string Hash(IEnumerable<TagModel> tags) =>
        $"{Code.Instruments}TagHash.Fold({tags.Aggregate("0", static (hash, tag) => $"{Code.Instruments}TagHash.Add({hash}, {Field(tag)})")})";
}
