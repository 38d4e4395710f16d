using System.Text;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>The calls of a program, each in a lambda that catches and writes down what comes of it.</summary>
internal sealed class CallText(EffectiveProgram program, ProgramText text)
{
    private readonly bool _inside = program.RunsInside;
    private readonly BodyText _body = new(program, text);

    public override string ToString()
    {
        var code = new StringBuilder();
        var statics = new StringBuilder();
        for (var i = 0; i < program.Shape.Calls.Count; i++)
        {
            var call = program.Shape.Calls[i];
            var method = program.Methods[call.Method % program.Methods.Count];
            var isLater = method.IsTask || method.Returns == Returns.AsyncSequence;
            code.AppendLine($"{(isLater ? "await " : "")}J.Call{(isLater ? "Async" : "")}(\"c{i}\", {(isLater ? "async " : "")}() =>\n{{\n{Block(call, method, i, statics, isLater)}\n}});");
        }

        return $"{statics}\npublic static async Task Run()\n{{\n{code}await Task.CompletedTask;\n}}";
    }

    /// <summary>A call expression.</summary>
    /// <param name="receiver">What the method is called on; null for what is at hand.</param>
    public string Expression(EffectiveMethod method, string? receiver, bool inside, Form form)
    {
        var typeArguments = method.IsGeneric ? inside && !_inside ? "<string>" : "<string>" : "";
        receiver ??= method.Place switch
        {
            Place.Instance => program.Kind == TypeKind.DefaultInterface ? $"(({text.Type(inside)})new {text.Made(inside)}())" : $"new {text.Made(inside)}()",
            Place.Extension => "\"text\"",
            _ => text.Type(inside),
        };
        return $"{receiver}{(receiver.Length > 0 && !receiver.EndsWith('?') ? "." : receiver.Length > 0 ? "." : "")}{method.Name}{typeArguments}({Arguments(method, inside, form)})";
    }

    private string Block(CallShape shape, EffectiveMethod method, int number, StringBuilder statics, bool canAwait)
    {
        var form = Allowed(shape.Form, method);
        var receiver = Allowed(shape.Receiver, method, form);
        var reached = _inside && !(receiver == Receiver.Base && program.HasInterface) ? text.IsReachedInside(method) : text.IsReached;
        var made = text.Made(_inside);
        var code = new StringBuilder();
        var fresh = program.Kind == TypeKind.DefaultInterface ? $"(({text.Type(_inside)})new {made}())" : $"new {made}()";
        string? on = null;
        switch (receiver)
        {
            case Receiver.Local:
                code.AppendLine($"var local = new {made}();");
                on = program.Kind == TypeKind.DefaultInterface ? $"(({text.Type(_inside)})local)" : "local";
                break;
            case Receiver.Element:
                code.AppendLine($"var local = new[] {{ new {made}() }};");
                on = program.Kind == TypeKind.DefaultInterface ? $"(({text.Type(_inside)})local[0])" : "local[0]";
                break;
            case Receiver.Field:

                // A program runs several times: what keeps its state begins anew, and a struct that is readonly keeps none.
                var isValue = program.IsStruct || program.Kind == TypeKind.StructBehindInterface;
                statics.AppendLine($"private static {(isValue ? "readonly " : "")}{made} s_field{number} = new();");
                if (!isValue)
                    code.AppendLine($"s_field{number} = new();");
                on = program.Kind == TypeKind.DefaultInterface ? $"(({text.Type(_inside)})s_field{number})" : $"s_field{number}";
                break;
            case Receiver.Base:
                on = $"(({text.Type(_inside)})new {made}())";
                break;
            case Receiver.Null:
                on = $"(({text.Type(_inside)})null!)";
                break;
        }

        // What overrides a partial method is not wrapped; it calls the wrapper.
        if (text.IsWrapperInside && method is { IsVirtual: true, IsIterator: false })
            reached = false;
        if (receiver == Receiver.Null && reached && !text.IsWrapperInside)
            code.AppendLine($"J.Expect(\"{text.IdOf(method)}\");");
        var times = (number % 2) + 1;
        var call = Expression(method, on, _inside, form);
        switch (form)
        {
            case Form.Conditional:
                var nullable = program.IsStruct || program.Kind == TypeKind.StructBehindInterface ? $"(({made}?){on ?? $"new {made}()"})?" : $"({on ?? fresh})?";
                call = Expression(method, nullable, _inside, form);
                if (method.IsTask || method.IsSequence)
                    call = $"({call})!";
                code.AppendLine(_body.Consume(method, call, reached, canAwait, times));
                break;
            case Form.MethodGroup:
                code.AppendLine($"var group = {call[..call.LastIndexOf($"({Arguments(method, _inside, form)})", StringComparison.Ordinal)]};");
                code.AppendLine(_body.Consume(method, $"group({Arguments(method, _inside, form)})", text.IsWrapperInside && reached, canAwait, times));
                break;
            case Form.Expression:
                var type = method.Returns == Returns.Void ? "Action" : $"Func<{ReturnTypeOutside(method)}>";
                code.AppendLine($"System.Linq.Expressions.Expression<{type}> tree = () => {call};");
                code.AppendLine(_body.Consume(method, "tree.Compile()()", text.IsWrapperInside && reached, canAwait, times));
                break;
            case Form.OpenTypeParameter or Form.ClassTypeParameter:
                var constraint = form == Form.ClassTypeParameter && program.HasInterface ? "class, " : "";
                var isClosed = constraint.Length > 0 || !program.HasInterface;
                var local = Expression(method, "x", _inside, form);
                code.AppendLine($"{ReturnTypeOutside(method)} Through<TX>(TX x) where TX : {constraint}{text.Type(_inside)} {{ {(method.Returns == Returns.Void ? "" : "return ")}{local}; }}");
                code.AppendLine(_body.Consume(method, $"Through({on ?? $"new {made}()"})", reached && (isClosed || text.IsWrapperInside), canAwait, times));
                break;
            case Form.Linq:
                var result = method.IsTask && method.Returns is Returns.TaskOf or Returns.ValueTaskOf ? $"J.Wait({call})" : call;
                code.AppendLine($"J.Note(J.Text(Enumerable.Range(0, 2).Select(_ => J.Pair(J.At(\"{text.IdOf(method)}\", {(reached ? "true" : "false")}), {result})).ToList()));");
                if (canAwait)
                    code.AppendLine("await Task.CompletedTask;");
                break;
            case Form.Field:
                statics.AppendLine($"private sealed class Initialized{number} {{ internal readonly {ReturnTypeOutside(method)} Value = J.Pair(J.At(\"{text.IdOf(method)}\", {(reached ? "true" : "false")}), {call}); }}");
                code.AppendLine($"J.Note(J.Text(new Initialized{number}().Value));");
                break;
            case Form.Discarded:
                code.AppendLine($"J.At(\"{text.IdOf(method)}\", {(reached ? "true" : "false")});\n_ = {call};");
                break;
            default:
                code.AppendLine(_body.Consume(method, call, reached, canAwait, times));
                break;
        }

        if (receiver is Receiver.Local or Receiver.Field or Receiver.Element && program.Kind != TypeKind.StaticClass)
            code.AppendLine($"J.Note(\"state \" + {(receiver switch { Receiver.Local => "local", Receiver.Field => $"s_field{number}", _ => "local[0]" })}.State);");
        return code.ToString();
    }

    private string Arguments(EffectiveMethod method, bool inside, Form form)
    {
        var parameters = method.Parameters;
        var arguments = new List<string>();
        for (var i = 0; i < parameters.Count; i++)
        {
            // What the caller leaves to the compiler it leaves from here on.
            if (form is Form.Plain or Form.Linq && parameters.Skip(i).All(static p => p.Pass is Pass.Optional or Pass.Caller))
                break;
            arguments.Add((form == Form.Named ? parameters[i].Name + ": " : "") + Argument(method, parameters[i], i, inside, form));
        }

        if (form == Form.Named)
            arguments.Reverse();
        return string.Join(", ", arguments);
    }

    private string Argument(EffectiveMethod method, EffectiveParameter p, int index, bool inside, Form form)
    {
        var type = p.IsTypeParameter ? TypeArgument(method, p.Type, inside) : p.Type;
        var value = p.IsTypeParameter && p.Type != "int" ? $"J.Of<{type}>({index})" : p.Value(index);
        if (p.IsByReference)
        {
            var keyword = p.Pass switch { Pass.Ref => "ref", Pass.Out => "out", _ => "in" };
            return p.Pass == Pass.In && !method.IsOverloaded && index % 2 == 0 && form != Form.MethodGroup
                ? $"J.Take<{type}>({index}, {value})"
                : $"{keyword} J.Cell<{type}>({index}, {value}).Value";
        }

        if (p.Pass == Pass.Params && form == Form.Plain)
            return $"J.Take<int>({index}, 1), J.Take<int>({index + 1}, 2)";
        if (form == Form.Nested && type == "int" && program.Methods.FirstOrDefault(m => m is { Returns: Returns.Int } && m != method) is { } nested)
        {
            var reached = (inside ? text.IsReachedInside(nested) : text.IsReached) && !(text.IsWrapperInside && nested.IsVirtual);
            return $"J.Pair(J.At(\"{text.IdOf(nested)}\", {(reached ? "true" : "false")}), {Expression(nested, null, inside, Form.Plain)})";
        }

        return p.Known.IsSpan ? $"J.Take<{type}>({index}, {value})" : $"J.Keep<{type}>({index}, {value})";
    }

    private string TypeArgument(EffectiveMethod method, string type, bool inside) => type switch
    {
        "TM" => "string",
        "T" when !inside => program.TypeArgument,
        _ => type,
    };

    private string ReturnTypeOutside(EffectiveMethod method) => method.Returns switch
    {
        Returns.TypeParameter => TypeArgument(method, method.TypeParameter, _inside),
        Returns.ValueTaskOf => $"ValueTask<{TypeArgument(method, method.TypeParameter, _inside)}>",
        _ => method.ReturnType,
    };

    private Form Allowed(Form form, EffectiveMethod method) => form switch
    {
        Form.Expression => method.ByReference.Length == 0 && method.Parameters.All(static p => p.Pass == Pass.Value && p is { Known.IsSpan: false, Known.Name: not ("(int Left, string Right)" or "Func<int>") }) ? form : Form.Plain,
        Form.Conditional => method.Place == Place.Instance && method.Returns is not (Returns.Ref or Returns.RefReadonly or Returns.TypeParameter or Returns.ValueTask or Returns.ValueTaskOf) ? form : Form.Plain,
        Form.MethodGroup => !method.IsOverloaded && method.Place != Place.Extension && method.Parameters.All(static p => p.Pass is not (Pass.Params or Pass.Optional or Pass.Caller or Pass.RefReadonly)) ? form : Form.Plain,
        Form.OpenTypeParameter or Form.ClassTypeParameter => method is { Place: Place.Instance, Access: not Access.Private, ByReference.Length: 0 }
            && !program.IsStruct && (form == Form.OpenTypeParameter || program.Kind != TypeKind.StructBehindInterface) ? form : Form.Plain,
        Form.Field or Form.Linq => method.Returns is Returns.Int or Returns.Text or Returns.Tuple ? form : Form.Plain,
        Form.Discarded => method.Returns is Returns.Int or Returns.Text or Returns.Tuple or Returns.TypeParameter ? form : Form.Plain,
        _ => form,
    };

    private Receiver Allowed(Receiver receiver, EffectiveMethod method, Form form)
    {
        if (method.Place != Place.Instance)
            return Receiver.Fresh;
        if (form is Form.Field or Form.Expression)
            return Receiver.Fresh;
        if (form is Form.OpenTypeParameter or Form.ClassTypeParameter or Form.Conditional && receiver is Receiver.Base or Receiver.Null)
            return Receiver.Fresh;
        return receiver switch
        {
            Receiver.Base when !program.HasBase && !program.HasInterface => Receiver.Fresh,
            Receiver.Null when program.IsStruct || method.IsSequence || form is Form.MethodGroup or Form.Nested => Receiver.Fresh,
            _ => receiver,
        };
    }
}
