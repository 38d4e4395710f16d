using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>Reaches every caller, frameworks and reflection included: the attributed partial method is the wrapper of its core method.</summary>
internal static class PartialStrategy
{
    public static string Emit(PartialModel partial, string @namespace, bool isEnabled)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        var target = partial.Target;
        isEnabled &= partial.IsObserved && partial.Core is not null;
        var place = BodyPlace.BesideCore(target, partial.Core, @namespace);
        var body = new BodyEmitter(code, target, place);
        using (code.Open(partial.Namespace, partial.Types))
        {
            code.Line($"[{Code.Instruments}Wrapped]").Lines(Code.StepThrough);
            using (code.Open(Signature(partial, place)))
            {
                if (isEnabled)
                    body.Entry();
                else
                    Forward(code, partial, place);
            }

            if (isEnabled)
                body.Observed();
        }

        if (isEnabled)
            HolderEmitter.Emit(code.Line(), new HolderModel(@namespace, target.Holder, target.Scope, EquatableArray.Of(target)));
        return code.ToString();
    }

    // Switched off, the method is what it would be without the attribute. Without its core method the build fails by a rule, which says what is
    // missing better than the compiler could.
    private static void Forward(CodeWriter code, PartialModel partial, BodyPlace place)
    {
        var method = partial.Target.Method;
        if (partial.Core is null)
            code.Line($"throw new global::System.NotSupportedException({Code.Literal($"{partial.Target.Display} has no core method.")});");
        else
            code.Line($"{Code.Return(method)}{place.Original}({Code.List(method.Parameters.Select(Code.Argument))});");
    }

    private static string Signature(PartialModel partial, BodyPlace place)
    {
        var method = partial.Target.Method;
        var parameters = method.Parameters.Select((p, i) =>
            (i == 0 && method.IsExtension ? "this " : "") + (p.IsParams ? "params " : "") + Code.Plain(p));
        var constraints = partial.Modifiers.Contains("override ") ? Code.InheritedConstraints(place.TypeParameters) : Code.Constraints(place.TypeParameters);
        return $"{partial.Modifiers}{method.ReturnType} {method.Name}{Code.TypeArguments(place.TypeParameters)}({Code.List(parameters)}){constraints}";
    }
}
