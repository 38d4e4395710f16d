using System;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the accessors by which generated code reaches members that the language hides from it. Those of a generic type stand in a class with
/// the same type parameters, for the runtime finds members by position of these.
/// </summary>
internal static class AccessorEmitter
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    public static string Original(TargetModel target) => Class(target) + target.Member + "_Original";

    public static string ErrorWhen(TargetModel target) => Class(target) + target.Member + "_ErrorWhen";

    public static string Read(TargetModel target, TagModel tag) => $"{Class(target)}{target.Member}_Read_{tag.Root.TrimStart('@')}";

    /// <summary>The argument for the type of a static member: nothing but its type counts.</summary>
    public static string StaticOwner(string type, string? ownerName) => ownerName is null ? $"default({type})" : "null";

    /// <summary>All accessors that a target's body needs outside the user's type.</summary>
    public static void Emit(CodeWriter code, TargetModel target)
    {
        var hiddenTags = target.Tags.Where(static t => t.Hidden is not null).GroupBy(static t => t.Root).Select(static g => g.First()).ToList();
        if (!target.Method.IsHidden && target.Errors.Predicate is not { IsHidden: true } && hiddenTags.Count == 0)
            return;

        var outer = target.Method.OuterTypeParameters;
        using (outer.IsEmpty ? default(IDisposable) : code.Line().Lines(Code.StepThrough).Open($"private static class {target.Member}_Access{Code.TypeArguments(outer)}{Code.Constraints(outer)}"))
        {
            if (target.Method.IsHidden)
                Original(code, target);
            if (target.Errors.Predicate is { IsHidden: true } predicate)
                ErrorWhen(code, target, predicate);
            foreach (var tag in hiddenTags)
                Read(code, target, tag);
        }
    }

    private static string Class(TargetModel target) =>
        target.Method.OuterTypeParameters is { IsEmpty: false } outer ? $"{target.Member}_Access{Code.TypeArguments(outer)}." : "";

    private static void Original(CodeWriter code, TargetModel target)
    {
        var method = target.Method;
        var own = method.OwnTypeParameters;
        var name = Code.Unique("owner", method.Parameters.Select(static p => p.Name));
        var owner = method.Receiver == Receiver.None ? StaticParameter(method.ContainingType, method.OwnerName, name) : Parameter(method.ContainingType, method, name);
        Declare(
            code,
            method.Receiver == Receiver.None ? "StaticMethod" : "Method",
            method.Name,
            $"{Code.Unsafe(method)}extern {method.ReturnType} {target.Member}_Original{Code.TypeArguments(own)}",
            Code.List(method.Parameters.Select(static p => Code.Declaration(p)).Prepend(owner)),
            Code.Constraints(own));
    }

    private static void ErrorWhen(CodeWriter code, TargetModel target, PredicateModel predicate)
    {
        var isStatic = predicate.Form == PredicateForm.StaticMethod;
        var owner = isStatic ? StaticParameter(predicate.ContainingType, predicate.OwnerName) : Parameter(predicate.ContainingType, target.Method);
        Declare(
            code,
            isStatic ? "StaticMethod" : "Method",
            predicate.Name,
            $"{Code.Unsafe(target.Method)}extern bool {target.Member}_ErrorWhen",
            $"{owner}, {predicate.ParameterType} result");
    }

    private static void Read(CodeWriter code, TargetModel target, TagModel tag)
    {
        var hidden = tag.Hidden!;
        Declare(
            code,
            hidden.IsField ? "Field" : "Method",
            hidden.Name,
            $"extern {(hidden.IsField ? "ref " : "")}{hidden.Type} {target.Member}_Read_{tag.Root.TrimStart('@')}",
            $"{(hidden.IsStruct ? "ref " : "")}{hidden.ContainingType} owner");
    }

    private static void Declare(CodeWriter code, string kind, string name, string signature, string parameters, string constraints = "") =>
        code.Line().Line($"{Attribute}{kind}, Name = {Code.Literal(name.TrimStart('@'))})]").Line($"internal static {signature}({parameters}){constraints};");

    // A value is taken by reference, a readonly one too, and promised not to be kept where the method promises that.
    private static string Parameter(string type, MethodModel method, string name = "owner") => method.Receiver is Receiver.Ref or Receiver.In
        ? $"{method.ReceiverModifier.Replace("in ", "ref ")}{type} {name}"
        : $"{type} {name}";

    private static string StaticParameter(string type, string? ownerName, string name = "owner") => ownerName is null
        ? $"{type} {name}"
        : $"[global::System.Runtime.CompilerServices.UnsafeAccessorType({Code.Literal(ownerName)})] object? {name}";
}
