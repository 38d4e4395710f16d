using System.Text;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>
/// A program as source text: the type, in attributed or in partial form, and the calls. Each call says beforehand which body comes next, and
/// whether it is to be in a span; that is decided here, from the description, and not by asking the code that is tested.
/// </summary>
internal sealed class ProgramText
{
    private readonly EffectiveProgram _program;
    private readonly string _id;
    private readonly bool _isPartial;
    private readonly BodyText _body;

    public ProgramText(ProgramShape shape, int number, bool isPartial)
    {
        _program = new EffectiveProgram(shape);
        _id = "p" + number;
        _isPartial = isPartial && _program.AllowsPartial;
        _body = new BodyText(_program, this);
        Namespace = "P" + number;
    }

    public string Namespace { get; }

    /// <summary>The type as it is written inside of itself, and where the calls stand.</summary>
    public string Type(bool inside) => inside ? "C" + Arguments("T") : (_program.Shape.Nesting switch { Nesting.InGenericClass => "Outer<int>.", Nesting.InClass => "Outer.", _ => "" }) + "C" + Arguments(_program.TypeArgument);

    /// <summary>The type whose instances are made: the implementation, or what overrides.</summary>
    public string Made(bool inside) => _program.HasInterface ? Type(inside).Replace("C" + Arguments(inside ? "T" : _program.TypeArgument), "I" + Arguments(inside ? "T" : _program.TypeArgument), StringComparison.Ordinal)
        : _program.HasBase ? Type(inside).Replace("C" + Arguments(inside ? "T" : _program.TypeArgument), "D" + Arguments(inside ? "T" : _program.TypeArgument), StringComparison.Ordinal)
        : Type(inside);

    public string IdOf(EffectiveMethod method) => $"{_id}.m{_program.Methods.ToList().IndexOf(method)}";

    /// <summary>Whether a plain call of a method is to be in a span: only a type that nobody can name is out of reach.</summary>
    public bool IsReached => _isPartial || !_program.IsHidden;

    /// <summary>
    /// Whether a method's call of another one of the same object is to be in a span. Inside a generic struct the compiler would give the wrapper a
    /// copy of <c>this</c>, and a readonly struct loses nothing by it.
    /// </summary>
    public bool IsReachedOnThis(EffectiveMethod method) => IsReached && (_isPartial || method.Place != Place.Instance
        || _program.Kind is not (TypeKind.Struct or TypeKind.RecordStruct or TypeKind.StructBehindInterface)
        || !(_program.IsGeneric || _program.Shape.Nesting == Nesting.InGenericClass));

    /// <summary>
    /// Whether a call that stands in the type, of a method of another object of it, is to be in a span. It is as with <c>this</c>, but for a struct
    /// behind an interface, where the calls stand in the interface and its type parameter is not the struct's.
    /// </summary>
    public bool IsReachedInside(EffectiveMethod method) =>
        _program.Kind == TypeKind.StructBehindInterface && _program.IsGeneric ? IsReached : IsReachedOnThis(method);

    /// <summary>Whether delegates, open type parameters and base calls reach the wrapper too.</summary>
    public bool IsWrapperInside => _isPartial;

    public override string ToString()
    {
        var calls = new CallText(_program, this).ToString();
        var type = TypeDeclaration(calls);
        var outer = _program.Shape.Nesting switch
        {
            Nesting.None => type,
            Nesting.InGenericClass => $"public static partial class Outer<TOuter>\n{{\n{type}\n}}",
            Nesting.Hidden => $"public partial class Outer\n{{\npublic static Task Run() => C{Arguments(_program.TypeArgument)}.Run();\n{type}\n}}",
            _ => $"public partial class Outer\n{{\n{type}\n}}",
        };
        var entry = _program.IsHidden ? "Outer" : _program.RunsInside ? Type(inside: false) : "Calls";
        return $$"""
            //{{Namespace}}.cs
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Runtime.CompilerServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Instrumentation;
            #pragma warning disable CS8425, CS8602 // What a drawn program may do and nobody would write.

            namespace {{Namespace}};

            {{outer}}

            {{(_program.RunsInside ? "" : $"public static class Calls\n{{\n{calls}\n}}")}}

            public static class Entry { public static Task Run() => {{entry}}.Run(); }

            """;
    }

    public string Declaration(EffectiveMethod method, EffectiveParameter p, bool isCore)
    {
        var modifier = p.Pass switch { Pass.Ref => "ref ", Pass.In => "in ", Pass.Out => "out ", Pass.RefReadonly => "ref readonly ", Pass.Params when !isCore => "params ", _ => "" };
        var attributes = (p.IsTag && !isCore ? "[Tag] " : "") + (p.Pass == Pass.Caller && !isCore ? "[CallerMemberName] " : "");
        var fallback = isCore ? "" : p.Pass switch { Pass.Optional => " = " + p.Known.Default, Pass.Caller => " = \"\"", _ => "" };
        return $"{attributes}{modifier}{p.Type} {p.Name}{fallback}";
    }

    private string Arguments(string argument) => _program.IsGeneric ? $"<{argument}>" : "";

    private string TypeDeclaration(string calls)
    {
        var access = _program.IsHidden ? "private" : "public";
        var arguments = Arguments("T");
        var run = _program.RunsInside ? calls : "";
        var state = _program.Kind == TypeKind.ReadonlyStruct ? "public int State { get; init; }" : "public int State { get; set; }";
        var members = new StringBuilder();
        foreach (var method in _program.Methods)
            members.Append(Member(method));
        var all = _program.Kind == TypeKind.StaticClass ? $"{members}\n{run}" : $"{state}\n{members}\n{run}";
        string Open(string keyword) => $"{access} {keyword} C{arguments}{_program.Constraint}\n{{\n{all}\n}}";
        string Implementation(string keyword, string body) => $"{access} {keyword} I{arguments} : C{arguments}{_program.Constraint}\n{{\npublic int State {{ get; set; }}\n{body}\n}}";
        switch (_program.Kind)
        {
            case TypeKind.Interface or TypeKind.StructBehindInterface:
                var declared = string.Concat(_program.Methods.Select(m => Attributes(m) + Signature(m, "", isCore: false) + ";\n"));
                var bodies = string.Concat(_program.Methods.Select(m => $"public {Async(m)}{Signature(m, "", isCore: false).Replace("[Tag] ", "", StringComparison.Ordinal)}\n{{\n{_body.Of(m)}\n}}\n"));
                return $"{access} interface C{arguments}{_program.Constraint}\n{{\nint State {{ get; set; }}\n{declared}\n{run}\n}}\n"
                    + Implementation(_program.Kind == TypeKind.Interface ? "class" : "struct", bodies);
            case TypeKind.DefaultInterface:
                return $"{access} interface C{arguments}{_program.Constraint}\n{{\nint State {{ get; set; }}\n{members}\n{run}\n}}\n" + Implementation("class", "");
            case TypeKind.Virtual or TypeKind.Abstract:
                return Open(_program.Kind == TypeKind.Abstract ? "abstract class" : "partial class")
                    + $"\n{access} class D{arguments} : C{arguments}{_program.Constraint}\n{{\n{string.Concat(_program.Methods.Where(static m => m.IsVirtual).Select(Override))}\n}}";
            default:
                return Open(_program.Kind switch
                {
                    TypeKind.Struct => "partial struct",
                    TypeKind.ReadonlyStruct => "readonly partial struct",
                    TypeKind.Record => "partial record",
                    TypeKind.RecordStruct => "partial record struct",
                    TypeKind.StaticClass => "static partial class",
                    _ => "partial class",
                });
        }
    }

    private string Member(EffectiveMethod method)
    {
        var modifiers = (method.Place == Place.Instance ? "" : "static ") + (method.IsVirtual ? _program.Kind == TypeKind.Abstract ? "abstract " : "virtual " : "");
        var access = AccessOf(method);
        if (method.IsVirtual && _program.Kind == TypeKind.Abstract)
            return $"{Attributes(method)}{access} {modifiers}{Signature(method, "", isCore: false)};\n";
        if (!_isPartial && method.IsInBlock)
            return $"extension(string text)\n{{\n{Attributes(method)}{access} {Async(method)}{Signature(method, "", isCore: false).Replace("this string text, ", "", StringComparison.Ordinal).Replace("this string text", "", StringComparison.Ordinal)}\n{{\n{_body.Of(method)}\n}}\n}}\n";
        if (!_isPartial)
            return $"{Attributes(method)}{access} {modifiers}{Async(method)}{Signature(method, "", isCore: false)}\n{{\n{_body.Of(method)}\n}}\n";
        return $"{Attributes(method)}{access} {modifiers}partial {Signature(method, "", isCore: false)};\n"
            + $"private {(method.Place == Place.Instance ? "" : "static ")}{Async(method)}{Signature(method, "Core", isCore: true)}\n{{\n{_body.Of(method)}\n}}\n";
    }

    private string Override(EffectiveMethod method)
    {
        var head = $"{AccessOf(method)} override {(_program.Kind == TypeKind.Abstract ? Async(method) : "")}{Signature(method, "", isCore: false).Replace("[Tag] ", "", StringComparison.Ordinal)}\n";
        if (_program.Kind == TypeKind.Abstract)
            return $"{head}{{\n{_body.Of(method)}\n}}\n";

        // The override passes to its base, whose call no interceptor may touch; a sequence's body comes later than the call.
        var id = IdOf(method);
        var at = method.IsIterator ? "" : $"J.In(\"{id}\", \"override\");\nJ.At(\"{id}\", {(_isPartial ? "true" : "false")}{(method.Returns == Returns.Sequence ? ", false" : "")});\n";
        return $"{head}{{\n{at}{(method.Returns == Returns.Void ? "" : "return " + method.ByReference)}base.{method.Name}{(method.IsGeneric ? "<TM>" : "")}({BodyText.OwnArguments(method)});\n}}\n";
    }

    private string AccessOf(EffectiveMethod method) => method.Access switch
    {
        Access.Internal => "internal",
        Access.Private => method.IsVirtual || _program.Kind == TypeKind.Abstract ? "protected" : "private",
        _ => "public",
    };

    private string Attributes(EffectiveMethod method)
    {
        var id = IdOf(method);
        return $"[Traced(\"{id}\"), Counted(\"{id}.calls\"), Timed(\"{id}.duration\"), InFlight(\"{id}.active\")]\n";
    }

    private static string Async(EffectiveMethod method) => method.CanAwait ? "async " : "";

    private string Signature(EffectiveMethod method, string suffix, bool isCore)
    {
        var parameters = method.Parameters.Select(p => Declaration(method, p, isCore));
        if (method.Place == Place.Extension)
            parameters = parameters.Prepend((isCore && suffix.Length > 0 ? "" : "this ") + "string text");
        return $"{method.ReturnType} {(suffix.Length > 0 ? method.Name.TrimStart('@') + suffix : method.Name)}{(method.IsGeneric ? "<TM>" : "")}({string.Join(", ", parameters)})";
    }
}
