using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the observed call of a method that returns a sequence. The call itself does nothing yet: what is observed is each enumeration, by a
/// class that knows how to start and stop one.
/// </summary>
internal sealed class SequenceEmitter(CodeWriter code, TargetModel target, BodyNames names, TagEmitter tags, BodyEmitter body)
{
    private string Class => target.Member + "_Sequence";

    /// <summary>What an enumeration must know: what came with a message, the values of its tags, and the caller's tokens.</summary>
    private List<State> Knowledge =>
    [
        .. target.Span?.Carrier is null ? [] : new[] { new State(CarrierEmitter.Type, names.Carried) },
        .. target.Tags.Select(t => new State(TagSlots.Type(t), names.Local(t))),
        .. target.Method.CancellationTokens.Select(static p => new State(p.Type, p.Name)),
    ];

    private string New => $"new {Class}({Code.List(Knowledge.Select(static s => s.Name))})";

    /// <summary>The statements of the observed call.</summary>
    public void CallAndObserve()
    {
        body.ReadCarrier();
        tags.Declare();
        code.Line($"var {names.Sequence} = {New};");
        using (code.Open("try"))
            code.Line($"return {Code.Instruments}ObservedSequences.Observe({body.Original}, {names.Sequence});");
        using (code.Open($"catch (global::System.Exception {names.Exception}) when ({names.Sequence}.IsCallFailed({names.Exception}))"))
            code.Line("throw;");
    }

    /// <summary>The class of the enumerations.</summary>
    public void Enumeration()
    {
        code.Line().Lines(Code.StepThrough);
        using (code.Open($"private sealed class {Class}({Code.List(Knowledge.Select(static s => $"{s.Type} {s.Name}"))}) : {Code.Instruments}ObservedSequence"))
        {
            foreach (var counted in names.InFlight)
                code.Line($"private {Code.CountedIn} {counted};").Line();
            code.Line($"public override {Code.Instruments}ObservedSequence Again() => {New};").Line();
            using (code.Open("protected override void Start()"))
            {
                if (target.Span is { } span)
                    body.StartSpan(span, isCarrierRead: true);
                tags.SetOnSpan();
                body.CountIn("");
            }

            code.Line($"protected override bool Fails(global::System.Exception {names.Exception}) =>").Indented($"{body.Fails()};").Line();
            code.Line("protected override void Stop() =>").Indented(body.StopCall());
        }
    }
}
