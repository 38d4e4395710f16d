using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes a method into the user's partial type that calls a hidden one there, for runtimes whose accessors do not reach it.
/// </summary>
internal static class BridgeEmitter
{
    public static void Emit(CodeWriter code, TargetModel target)
    {
        if (target.Method.Bridge is not { } bridge)
            return;

        var method = target.Method;
        var own = method.OwnTypeParameters;
        using var types = code.Line().Open(bridge.Namespace, bridge.Types);
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]").Lines(Code.StepThrough).Line(Code.Inline);
        if (method.IsUnscoped)
            code.Line($"[{Code.UnscopedRef}]");
        var modifier = method.Receiver switch { Receiver.None => "static ", Receiver.In => "readonly ", _ => "" };
        code.Line($"internal {modifier}{Code.Unsafe(method)}{method.ReturnType} {bridge.Name}{Code.TypeArguments(own)}({Code.Declarations(method.Parameters)}){Code.Constraints(own)} =>");
        code.Indented($"{Code.ByReference(method.ReturnType)}{method.Name}{Code.TypeArguments(own)}({Code.List(method.Parameters.Select(Code.Argument))});");
    }
}
