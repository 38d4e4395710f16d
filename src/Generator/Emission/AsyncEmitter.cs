using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes what the builder of an async method asks for: a class that describes the method, and one that knows how to start and stop a call of it.
/// </summary>
internal sealed class AsyncEmitter(CodeWriter code, AsyncMethodModel method, BodyNames names, TagEmitter tags, BodyEmitter body)
{
    private TargetModel Target => method.Target;

    private string Method => Target.Member + "_Method";

    private string Call => Target.Member + "_Call";

    private IEnumerable<TagModel> TagFields => Target.Tags.Where(names.HasLocal);

    public void Emit()
    {
        Description();
        ObservedCall();
    }

    private void Description()
    {
        var arguments = Code.List([Code.Literal(Target.Display), Code.Literal(method.ParameterTypes), "s_inputs"]);
        using (code.Line().Open($"internal sealed class {Method}() : {Code.Instruments}ObservedAsyncMethod({arguments})"))
        {
            code.Line($"private static readonly {Code.Instruments}AsyncInput[] s_inputs =").Line("[");
            foreach (var input in method.Inputs)
                code.Indented($"{Code.Instruments}AsyncInput.Of<{Call}, {input.Type}>({Code.Literal(input.Path)}, static (call, value) => call.{input.Field} = value),");
            code.Line("];").Line();
            code.Line($"public override bool IsOn => {body.IsOn()};").Line();
            code.Line($"public override {Code.Instruments}ObservedAsyncCall NewCall() => new {Call}();");
        }
    }

    private void ObservedCall()
    {
        var result = names.HasReturned ? $"<{Target.Method.ResultType}>" : "";
        code.Line().Lines(Code.StepThrough);
        using (code.Open($"private sealed class {Call} : {Code.Instruments}ObservedAsyncCall{result}"))
        {
            foreach (var input in method.Inputs)
                code.Line($"public {input.Type} {input.Field};");
            foreach (var counted in names.InFlight)
                code.Line($"private {Code.CountedIn} {counted};");
            foreach (var tag in TagFields)
                code.Line($"private {TagSlots.Type(tag)} {names.Local(tag)};");
            using (code.Line().Open("protected override void Start()"))
            {
                if (Target.Span is { } span)
                    body.StartSpan(span);
                tags.Declare(asFields: true);
                tags.SetOnSpan();
                body.CountIn("");
            }

            if (names.HasReturned)
                code.Line($"protected override void Returned({Target.Method.ResultType} {names.Result}) =>").Indented(tags.CallReturned(names.Result)).Line();
            code.Line($"protected override bool Fails(global::System.Exception {names.Exception}) =>").Indented($"{body.Fails()};").Line();
            code.Line("protected override void Stop() =>").Indented(body.StopCall());
            body.Ends();
        }
    }
}
