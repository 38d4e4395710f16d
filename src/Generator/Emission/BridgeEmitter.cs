using System;
using System.Collections.Generic;
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
        var blocks = new Stack<IDisposable>();
        code.Line();
        if (bridge.Namespace.Length > 0)
            blocks.Push(code.Open("namespace " + bridge.Namespace));
        foreach (var type in bridge.Types)
            blocks.Push(code.Open(type));

        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]").Lines(Code.StepThrough).Line(Code.Inline);
        if (method.IsUnscoped)
            code.Line($"[{Code.UnscopedRef}]");
        var modifier = method.Receiver switch { Receiver.None => "static ", Receiver.In => "readonly ", _ => "" };
        code.Line($"internal {modifier}{Code.Unsafe(method)}{method.ReturnType} {bridge.Name}{Code.TypeArguments(own)}({Code.Declarations(method.Parameters)}){Code.Constraints(own)} =>");
        code.Indented($"{Code.ByReference(method.ReturnType)}{method.Name}{Code.TypeArguments(own)}({Code.List(method.Parameters.Select(Code.Argument))});");
        while (blocks.Count > 0)
            blocks.Pop().Dispose();
    }
}
