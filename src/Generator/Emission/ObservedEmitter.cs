using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes what asks members for their values: for objects in their type, which sees all that it has; for static members in a class that stands there too
/// if it has to, and registers itself when the assembly is first used.
/// </summary>
internal static class ObservedEmitter
{
    private const string Statics = "InstrumentationOfStatics";
    private const string Objects = "InstrumentationOfObjects";
    private const string Values = "values";
    private const string Tags = "tags";
    private const string Hidden = "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    /// <summary>The method by which an object comes to be asked, and the class behind it.</summary>
    public static void OfObjects(CodeWriter code, InstanceValuesModel model, ScopeModel scope, bool isEnabled)
    {
        code.Line("/// <summary>Asks this object for its observed values at each collection, for as long as it lives.</summary>").Lines(Code.StepThrough);
        using (code.Open($"internal {(model.HidesBase ? "new " : "")}void {KnownNames.StartObserving}()"))
        {
            if (isEnabled)
                code.Line($"{Objects}.Instances.Add(this);");
        }

        if (!isEnabled)
            return;

        var owner = $"{Code.Instruments}ObservedInstances<{model.Owner}>";
        code.Lines(Code.ClassAttributes);
        using (code.Open($"private static class {Objects}"))
        {
            HolderEmitter.Scope(code, scope);
            code.Line().Line($"internal static readonly {owner} Instances = new {owner}()");
            for (var i = 0; i < model.Members.Count; i++)
                code.Indented($".Observe<{model.Members[i].Number}>({Arguments(model.Members[i])}){(i == model.Members.Count - 1 ? ";" : "")}");
            foreach (var member in model.Members)
            {
                using (code.Line().Open($"private static void {member.Member}({model.Owner} {ObservedModel.Self}, {ValuesOf(member)} {Values})"))
                    Read(code, member, model.Tags);
            }

            foreach (var @enum in model.Tags.Select(static t => t.Enum).OfType<EnumModel>().Distinct())
                HolderEmitter.EnumText(code, @enum);
        }
    }

    /// <summary>The class that makes the instruments of static members.</summary>
    public static void OfStatics(CodeWriter code, StaticValuesModel model, ScopeModel scope, string name)
    {
        code.Line(Hidden).Lines(Code.ClassAttributes);
        using (code.Open($"internal static class {name}"))
        {
            using (code.Open("internal static void Register()"))
            {
                code.Line($"var scope = {HolderEmitter.GetScope(scope)};");
                foreach (var member in model.Members)
                    code.Line($"{Code.Instruments}Observed.Add<{member.Number}>({Arguments(member, "scope")});");
            }

            foreach (var member in model.Members)
                code.Line().Line($"private static void {member.Member}({ValuesOf(member)} {Values}) => {Values}.Add({member.Read}, default);");
        }
    }

    /// <summary>The name of that class: in the user's type, or in the generated namespace.</summary>
    public static string NameOfStatics(InstrumentTypeModel type) => type.Statics is { IsInside: true } ? Statics : type.Holder + "_Statics";

    /// <summary>What registers all types' static members when the assembly is first used; null when there are none.</summary>
    public static string? Register(IEnumerable<InstrumentTypeModel> types, ProjectModel project)
    {
        var statics = types.Where(static t => t.Statics is not null).ToList();
        if (statics.Count == 0 || !project.IsEnabled)
            return null;

        var code = new CodeWriter().Lines(Code.Header).Line();
        using (code.Open("namespace " + project.Namespace))
        {
            code.Lines(Code.ClassAttributes);
            using (code.Open("internal static class ObservedStatics"))
            {
                code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
                using (code.Open("internal static void Register()"))
                {
                    foreach (var type in statics)
                        code.Line($"{(type.Statics!.IsInside ? type.Statics.Owner : "global::" + project.Namespace)}.{Code.Identifier(NameOfStatics(type))}.Register();");
                }
            }
        }

        return code.ToString();
    }

    private static void Read(CodeWriter code, ObservedModel member, EquatableArray<TagModel> tags)
    {
        if (!tags.IsEmpty)
            code.Line($"var {Tags} = default({Code.Instruments}MeasuredTags);");
        foreach (var tag in tags)
            code.Line($"{Tags}.Add({Code.Literal(tag.Key)}, {TagSlots.Object(tag, $"{ObservedModel.Self}.{tag.Root}{Code.Path(tag.Path)}", "", "known")});");
        code.Line($"{Values}.Add({member.Read}, {(tags.IsEmpty ? "default" : Tags + ".Span")});");
    }

    private static string ValuesOf(ObservedModel member) => $"{Code.Instruments}ObservedValues<{member.Number}>";

    private static string Arguments(ObservedModel member, string scope = "s_scope")
    {
        var instrument = member.Instrument;
        return Code.List(
        [
            $"global::Instrumentation.Metrics.InstrumentKind.{instrument.Kind}", scope, Code.Literal(instrument.Name), Code.Literal(instrument.Unit),
            Code.Literal(instrument.Description), instrument.CardinalityLimit is { } limit ? Code.Literal(limit) : "null", member.Member,
        ]);
    }
}
