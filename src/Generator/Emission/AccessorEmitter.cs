using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes the accessors by which generated code reaches members that the language hides from it.</summary>
internal static class AccessorEmitter
{
    private const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    public static string NameOf(TargetModel target, TagModel tag) => $"{target.Member}_Read_{tag.Root.TrimStart('@')}";

    /// <summary>All accessors that a target's body needs outside the user's type.</summary>
    public static void Emit(CodeWriter code, TargetModel target)
    {
        var method = target.Method;
        if (method.IsHidden)
        {
            var owner = Code.Unique("owner", method.Parameters.Select(static p => p.Name));
            var parameters = method.Parameters.Select(Code.Declaration).Prepend(Owner(method.ContainingType, method.Receiver is Receiver.Ref or Receiver.In, owner));
            Declare(code, method.Receiver == Receiver.None ? "StaticMethod" : "Method", method.Name, $"{method.ReturnType} {target.Member}_Original", Code.List(parameters));
        }

        if (target.Errors.Predicate is { IsHidden: true } predicate)
        {
            var isStatic = predicate.Form == PredicateForm.StaticMethod;
            Declare(
                code,
                isStatic ? "StaticMethod" : "Method",
                predicate.Name,
                $"bool {target.Member}_ErrorWhen",
                $"{Owner(predicate.ContainingType, !isStatic && method.Receiver is Receiver.Ref or Receiver.In)}, {predicate.ParameterType} result");
        }

        foreach (var tag in target.Tags.Where(static t => t.Hidden is not null).GroupBy(static t => t.Root).Select(static g => g.First()))
        {
            var hidden = tag.Hidden!;
            var returns = (hidden.IsField ? "ref " : "") + hidden.Type;
            Declare(code, hidden.IsField ? "Field" : "Method", hidden.Name, $"{returns} {NameOf(target, tag)}", Owner(hidden.ContainingType, hidden.IsStruct));
        }
    }

    private static void Declare(CodeWriter code, string kind, string name, string returnAndName, string parameters) =>
        code.Line().Line($"{Attribute}{kind}, Name = {Code.Literal(name.TrimStart('@'))})]").Line($"private static extern {returnAndName}({parameters});");

    private static string Owner(string type, bool byReference, string name = "owner") => $"{(byReference ? "ref " : "")}{type} {name}";
}
