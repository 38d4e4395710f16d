using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>
/// Reaches every caller of an async method, delegates and reflection included, and async local functions: the method's builder finds what is
/// written here by the name of the method.
/// </summary>
internal static class BuilderStrategy
{
    private const string Class = "AsyncMethods";

    /// <summary>The class of one type's methods.</summary>
    public static string Emit(AsyncHolderModel holder, string @namespace)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        HolderEmitter.Emit(
            code,
            new HolderModel(@namespace, holder.Name, holder.Methods[0].Target.Scope, holder.Methods.Select(static m => m.Target).ToEquatableArray()),
            target => Method(code, holder.Methods.First(m => m.Target == target)));
        return code.ToString();
    }

    /// <summary>What makes the methods known before anything in the assembly runs; null when there are none.</summary>
    public static string? Register(EquatableArray<AsyncMethodModel> methods, ProjectModel project)
    {
        if (methods.IsEmpty || !project.IsEnabled)
            return null;

        var code = new CodeWriter().Lines(Code.Header).Line();
        using (code.Open($"namespace {project.Namespace}"))
        {
            code.Lines(Code.ClassAttributes);
            using (code.Open($"internal static class {Class}"))
            {
                code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
                foreach (var kept in methods.SelectMany(Kept).Distinct())
                    code.Line($"[global::System.Diagnostics.CodeAnalysis.DynamicDependency({Code.Literal(kept.Member)}, {Code.Literal(kept.Type)}, {Code.Literal(project.AssemblyName)})]");
                code.Line("internal static void Register() =>")
                    .Indented($"{Code.Instruments}ObservedAsyncMethods.Register(typeof({Class}).Assembly, Find);").Line();
                code.Line($"private static {Code.Instruments}ObservedAsyncMethod[]? Find(string name) => name switch").Line("{");
                foreach (var group in methods.GroupBy(static m => $"{m.Type}.{m.Name}"))
                    code.Indented($"{Code.Literal(group.Key)} => [{Code.List(group.Select(m => $"new {Code.Identifier(m.Target.Holder)}.{m.Target.Member}_Method()"))}],");
                code.Indented("_ => null,").Line("};");
            }
        }

        return code.ToString();
    }

    // What is found by reflection: the overloads among which one is looked for, and members that are tags.
    private static IEnumerable<(string Type, string Member)> Kept(AsyncMethodModel method)
    {
        if (method.ParameterTypes is not null && !method.Name.Contains('/'))
            yield return (method.Type, method.Name);
        foreach (var input in method.Inputs)
        {
            if (input.Owner is { } owner)
                yield return (owner, input.Path.Substring(input.Path.LastIndexOf('/') + 1));
        }
    }

    private static void Method(CodeWriter code, AsyncMethodModel method)
    {
        var target = method.Target;
        MetricEmitter.Fields(code, target);
        new BodyEmitter(code, target, BodyPlace.InAsyncCall(target)).AsyncCall(method);
        AccessorEmitter.Emit(code, target);
    }
}
