using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Instrumentation.Generator.Emission.Strategies;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the instruments of one type: the bodies of the methods that record, in the user's type, and a class that holds the instruments. The type sees
/// its own enumerations; the class knows nothing but indexes and plain values, so that it is one class for a generic type too.
/// </summary>
internal static class InstrumentEmitter
{
    private const string Value = "value";

    public static string Emit(InstrumentTypeModel type, string @namespace, bool isEnabled)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        var holder = $"global::{@namespace}.{Code.Identifier(type.Holder)}.";
        var recorded = type.Typed.Where(t => isEnabled && t.Instrument is not null).ToList();
        if (type.Typed.Count > 0 || type.Instances is not null || type.Statics is { IsInside: true })
            Inside(code, type, recorded, holder, isEnabled);
        if (recorded.Count > 0)
            Holder(code.Line(), type, recorded, @namespace);
        if (isEnabled && type.Statics is { IsInside: false } statics)
        {
            using (code.Line().Open("namespace " + @namespace))
                ObservedEmitter.OfStatics(code, statics, type.Scope, Code.Identifier(ObservedEmitter.NameOfStatics(type)));
        }

        return code.ToString();
    }

    private static void Inside(CodeWriter code, InstrumentTypeModel type, List<TypedInstrumentModel> recorded, string holder, bool isEnabled)
    {
        using (code.Open(type.Namespace, type.Types))
        {
            foreach (var method in type.Typed)
                Method(code, method, recorded.Contains(method), holder);
            foreach (var model in recorded.SelectMany(static m => m.Tags).Select(static t => t.Enum).OfType<EnumModel>().Distinct())
                TagSlots.EnumIndex(code.Line().Lines(Code.StepThrough), model, "private");
            if (type.Instances is { } instances)
                ObservedEmitter.OfObjects(code, instances, type.Scope, isEnabled);
            if (isEnabled && type.Statics is { IsInside: true } statics)
                ObservedEmitter.OfStatics(code, statics, type.Scope, ObservedEmitter.NameOfStatics(type));
        }
    }

    private static void Method(CodeWriter code, TypedInstrumentModel method, bool isRecorded, string holder)
    {
        code.Line($"[{Code.Instruments}Wrapped]").Lines(Code.StepThrough);
        using (code.Open(PartialStrategy.Signature(method.Modifiers, method.Method)))
        {
            if (!isRecorded)
                return;
            var isOn = $"if ({Bound(method).IsOn(holder)})";
            if (method.Tags.Any(static t => t.CanThrow))
            {
                using (code.Open(isOn))
                    code.Line(Record(code, method, holder));
            }
            else
            {
                code.Line(isOn).Indented(Record(code, method, holder));
            }
        }
    }

    private static string Record(CodeWriter code, TypedInstrumentModel method, string holder)
    {
        var taken = method.Method.Parameters.Select(static p => p.Name).ToList();
        var arguments = new List<string> { method.Value };
        foreach (var tag in method.Tags)
        {
            var value = TagSlots.From(tag, tag.Root + Code.Path(tag.Path), "", Code.Unique("known", taken));
            arguments.Add(tag.CanThrow ? Guarded(code, method, tag, value, taken) : value);
        }

        return $"{holder}{method.Member}({Code.List(arguments)});";
    }

    // Getters are user code: what they throw is told, and never reaches the caller.
    private static string Guarded(CodeWriter code, TypedInstrumentModel method, TagModel tag, string value, List<string> taken)
    {
        var (variable, fault) = (Code.Unique(tag.Local, taken), Code.Unique("fault", taken));
        code.Line($"{TagSlots.Type(tag)} {variable} = default;");
        using (code.Open("try"))
            code.Line($"{variable} = {value};");
        code.Report($"reading tag \"{tag.Key}\" of {method.Display}", fault);
        return variable;
    }

    private static void Holder(CodeWriter code, InstrumentTypeModel type, List<TypedInstrumentModel> methods, string @namespace)
    {
        using (code.Open("namespace " + @namespace))
        {
            code.Lines(Code.ClassAttributes);
            using (code.Open($"internal static class {Code.Identifier(type.Holder)}"))
            {
                HolderEmitter.Scope(code, type.Scope);
                foreach (var method in methods)
                    Instrument(code, method);
            }
        }
    }

    private static void Instrument(CodeWriter code, TypedInstrumentModel method)
    {
        var instrument = Bound(method);
        code.Line().Line($"// {method.Display}");
        foreach (var tag in method.Tags.Where(static t => t.IsIndexed))
            TagSlots.Values(code, tag, method.Member);
        instrument.Declare(code);
        if (instrument.IsKeyed)
            TagKeyEmitter.Emit(code, instrument);

        var parameters = Code.List(method.Tags.Select(static t => $"{TagSlots.Type(t)} {t.Local}").Prepend($"{instrument.Number} {Value}"));
        code.Line().Line(Code.Inline);
        code.Line($"internal static void {Code.Identifier(method.Member)}({parameters}) =>")
            .Indented($"{instrument.Call("", "Measure", Value, instrument.Series("", static t => t.Local))};");
    }

    private static BoundInstrument Bound(TypedInstrumentModel method)
    {
        var instrument = method.Instrument!;
        return new BoundInstrument(
            $"{method.Member}_{instrument.Kind}",
            method.Member,
            instrument.Kind.ToString(),
            instrument.IsDouble ? "double" : "long",
            instrument.Name,
            instrument.Unit,
            instrument.Description,
            instrument.Buckets.IsEmpty ? "null" : $"[{Code.List(instrument.IsDouble ? instrument.Buckets.Select(Code.Literal) : Integers(instrument.Buckets))}]",
            instrument.CardinalityLimit,
            method.Tags,
            method.Member + "_Key");
    }

    // An integer is under a bound if it is under the next integer below.
    private static IEnumerable<string> Integers(IEnumerable<double> buckets) =>
        buckets.Select(static b => (long)Math.Floor(b)).Distinct().Select(static b => b.ToString(CultureInfo.InvariantCulture) + "L");
}
