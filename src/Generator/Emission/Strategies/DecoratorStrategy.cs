using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission.Strategies;

/// <summary>
/// Reaches every caller that gets the service from dependency injection: a class that implements the interface around another
/// implementation. Members that are not observed are handed on.
/// </summary>
internal static class DecoratorStrategy
{
    public static string Hint(DecoratorModel decorator) =>
        (decorator.Namespace.Length == 0 ? "" : decorator.Namespace.Replace("@", "") + ".") + decorator.Name + (decorator.TypeParameters.IsEmpty ? "" : "." + decorator.TypeParameters.Count);

    public static string Emit(DecoratorModel decorator, string @namespace, bool isEnabled)
    {
        var code = new CodeWriter().Lines(Code.Header).Line();
        using (code.Open(decorator.Namespace, []))
            Class(code, decorator, @namespace, isEnabled);

        var targets = decorator.Members.Select(static m => m.Target).OfType<TargetModel>().ToEquatableArray();
        if (isEnabled && !targets.IsEmpty)
            HolderEmitter.Emit(code.Line(), new HolderModel(@namespace, targets[0].Holder, targets[0].Scope, targets));
        return code.ToString();
    }

    private static void Class(CodeWriter code, DecoratorModel decorator, string @namespace, bool isEnabled)
    {
        code.Line($"/// <summary>Observes the calls of another <see cref=\"{decorator.Interface.Replace('<', '{').Replace('>', '}')}\"/>.</summary>");
        code.Lines(Code.ClassAttributes);
        using (code.Open($"{decorator.Accessibility} sealed class {decorator.Name}{Code.TypeArguments(decorator.TypeParameters)} : {decorator.Interface}{Code.Constraints(decorator.TypeParameters)}"))
        {
            code.Line($"private readonly {decorator.Interface} _inner;").Line();
            code.Line("/// <summary>Observes the calls of another implementation.</summary>");
            code.Line("/// <param name=\"inner\">The implementation that does the work.</param>");
            using (code.Open($"public {decorator.Name}({decorator.Interface} inner)"))
            {
                code.Line("global::System.ArgumentNullException.ThrowIfNull(inner);").Line("_inner = inner;");
            }

            foreach (var member in decorator.Members)
            {
                code.Line();
                Member(code, member, decorator, @namespace, isEnabled);
            }
        }
    }

    private static void Member(CodeWriter code, DecoratedMember member, DecoratorModel decorator, string @namespace, bool isEnabled)
    {
        // A member of an extended interface may hide behind another of its name.
        var field = BodyPlace.Inner(member.Method?.Parameters ?? member.Parameters);
        var inner = member.Interface == decorator.Interface ? field : $"(({member.Interface}){field})";
        var @unsafe = member.IsUnsafe ? "unsafe " : "";
        switch (member.Kind)
        {
            case DecoratedKind.Method:
                Method(code, member, inner, @namespace, isEnabled);
                break;
            case DecoratedKind.Event:
                using (code.Open($"{@unsafe}event {member.Type} {member.Interface}.{member.Name}"))
                    code.Line($"add => {inner}.{member.Name} += value;").Line($"remove => {inner}.{member.Name} -= value;");
                break;
            default:
                var isIndexer = member.Kind == DecoratedKind.Indexer;
                var access = isIndexer ? $"{inner}[{Code.List(member.Parameters.Select(Code.Argument))}]" : $"{inner}.{member.Name}";
                var name = isIndexer ? $"this[{Code.Declarations(member.Parameters)}]" : member.Name;
                using (code.Open($"{@unsafe}{member.Type} {member.Interface}.{name}"))
                {
                    if (member.HasGet)
                        code.Line($"get => {Code.ByReference(member.Type)}{access};");

                    // An init accessor speaks to the object that is being made, and the one inside has been.
                    if (member.Setter.Length > 0)
                        code.Line(member.Setter == "init" ? "init { }" : $"set => {access} = value;");
                }

                break;
        }
    }

    private static void Method(CodeWriter code, DecoratedMember member, string inner, string @namespace, bool isEnabled)
    {
        var method = member.Method!;
        var own = Code.TypeArguments(method.OwnTypeParameters);
        var signature = $"{Code.Unsafe(method)}{method.ReturnType} {member.Interface}.{method.Name}{own}({Code.Declarations(method.Parameters)}){Code.InheritedConstraints(method.OwnTypeParameters)}";
        if (member.Target is not { } target || !isEnabled)
        {
            code.Line($"{signature} =>").Indented($"{Code.ByReference(method.ReturnType)}{inner}.{method.Name}{own}({Code.List(method.Parameters.Select(Code.Argument))});");
            return;
        }

        var body = new BodyEmitter(code, target, BodyPlace.InDecorator(target, @namespace));
        using (code.Open(signature))
            body.Entry();
        body.Observed();
    }
}
