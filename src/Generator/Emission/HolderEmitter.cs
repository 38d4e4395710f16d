using System;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the class that belongs to one type of the user's: every instrument of its methods, cached, and the bodies of the calls that are
/// intercepted. It changes when a declaration does, not when a call site moves.
/// </summary>
internal static class HolderEmitter
{
    public static string Emit(HolderModel holder)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        Emit(code, holder);
        foreach (var target in holder.Targets)
            BridgeEmitter.Emit(code, target);
        return code.ToString();
    }

    public static void Emit(CodeWriter code, HolderModel holder) => Emit(code, holder, target => Target(code, target));

    /// <summary>Writes the class with what the strategy writes for each target.</summary>
    public static void Emit(CodeWriter code, HolderModel holder, Action<TargetModel> emit)
    {
        using (code.Open($"namespace {holder.Namespace}"))
        {
            code.Lines(Code.ClassAttributes);
            using (code.Open($"internal static class {Code.Identifier(holder.Name)}"))
            {
                Scope(code, holder.Scope);
                code.Line("internal static readonly global::System.Diagnostics.ActivitySource s_source = s_scope.Source;");
                foreach (var target in holder.Targets)
                    emit(target);
                var tags = holder.Targets.SelectMany(static t => t.Tags).Where(static t => t.Enum is not null).ToList();
                foreach (var model in tags.Where(static t => t.IsIndexed).Select(static t => t.Enum!).Distinct())
                    TagSlots.EnumIndex(code.Line(), model, "internal");
                foreach (var model in tags.Where(static t => !t.IsIndexed).Select(static t => t.Enum!).Distinct())
                    EnumText(code, model);
            }
        }
    }

    /// <summary>The scope of a class of instruments.</summary>
    public static void Scope(CodeWriter code, ScopeModel scope) => code.Line($"internal static readonly {Code.Instruments}TelemetryScope s_scope = {GetScope(scope)};");

    /// <summary>The scope, as an expression.</summary>
    public static string GetScope(ScopeModel scope) =>
        $"{Code.Instruments}TelemetryScope.Get({Code.List([Code.Literal(scope.Name), Code.Literal(scope.Version), Code.Literal(scope.SchemaUrl)])})";

    private static void Target(CodeWriter code, TargetModel target)
    {
        if (target.Strategy != Strategy.Interceptor && target.Metrics.IsEmpty)
            return;

        code.Line().Line($"// {target.Display}");
        MetricEmitter.Fields(code, target);
        if (target.Strategy != Strategy.Interceptor)
            return;

        if (!target.Metrics.IsEmpty)
            code.Line();
        var body = new BodyEmitter(code, target, BodyPlace.InHolder(target));
        body.EntryMethod();
        body.Observed();
        AccessorEmitter.Emit(code, target);
    }

    /// <summary>The texts of an enumeration, as a switch over constants: no value of a tag is made at run time.</summary>
    public static void EnumText(CodeWriter code, EnumModel model)
    {
        code.Line().Line($"internal static string? {model.Prefix}_Text({model.Type}? value) => value switch").Line("{");
        foreach (var member in model.Members)
            code.Indented($"{member.Value} => {Code.Literal(member.Text)},");
        code.Indented("null => null,").Indented("_ => \"other\",").Line("};");
    }
}
