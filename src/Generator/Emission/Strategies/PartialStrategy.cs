using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>Reaches every caller, frameworks and reflection included: the attributed partial member is the wrapper of its core methods.</summary>
internal static class PartialStrategy
{
    public static string Emit(PartialModel partial, string @namespace, bool isEnabled)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        var observed = partial.Bodies.Where(b => isEnabled && b.Target is not null)
            .ToDictionary(static b => b, b => new BodyEmitter(code, b.Target!, BodyPlace.BesideCore(b.Target!, b.Core, @namespace)));
        using (code.Open(partial.Namespace, partial.Types))
        {
            if (partial.Property is { } property)
            {
                using (code.Open(Header(partial.Modifiers, property)))
                {
                    foreach (var accessor in partial.Bodies)
                        Body(accessor, accessor.Accessor);
                }
            }
            else
            {
                Body(partial.Bodies[0], Signature(partial.Modifiers, partial.Bodies[0].Method));
            }

            foreach (var emitter in observed.Values)
                emitter.Observed();
        }

        foreach (var target in observed.Keys.Select(static b => b.Target!))
            HolderEmitter.Emit(code.Line(), new HolderModel(@namespace, target.Holder, target.Scope, EquatableArray.Of(target)));
        return code.ToString();

        void Body(PartialBody body, string header)
        {
            code.Line($"[{Code.Instruments}Wrapped]").Lines(Code.StepThrough);
            using (code.Open(header))
            {
                if (observed.TryGetValue(body, out var emitter))
                    emitter.Entry();
                else
                    Forward(code, body);
            }
        }
    }

    // Switched off, the member is what it would be without the attribute. Without its core method the build fails by a rule, which says what is
    // missing better than the compiler could.
    private static void Forward(CodeWriter code, PartialBody body)
    {
        var method = body.Method;
        if (body.Core is null)
            code.Line($"throw new global::System.NotSupportedException({Code.Literal($"{body.Display} has no core method.")});");
        else
            code.Line($"{Code.Return(method)}{body.Core}{Code.TypeArguments(method.OwnTypeParameters)}({Code.List(method.Parameters.Select(Code.Argument))});");
    }

    /// <summary>The header of a partial method's implementing part.</summary>
    public static string Signature(string modifiers, MethodModel method)
    {
        var own = method.OwnTypeParameters;
        var constraints = modifiers.Contains("override ") ? Code.InheritedConstraints(own) : Code.Constraints(own);
        return $"{modifiers}{method.ReturnType} {method.Name}{Code.TypeArguments(own)}({Parameters(method.Parameters, method.IsExtension)}){constraints}";
    }

    private static string Header(string modifiers, PartialProperty property) =>
        $"{modifiers}{property.Type} {property.Name}" + (property.Parameters.IsEmpty ? "" : $"[{Parameters(property.Parameters)}]");

    private static string Parameters(EquatableArray<ParameterModel> parameters, bool isExtension = false) =>
        Code.List(parameters.Select((p, i) => (i == 0 && isExtension ? "this " : "") + (p.IsParams ? "params " : "") + Code.Plain(p)));
}
