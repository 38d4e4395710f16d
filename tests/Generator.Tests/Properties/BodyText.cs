using System.Text;

namespace Instrumentation.Generator.Tests.Properties;

/// <summary>The body of a method: it writes into the journal, changes what it may, awaits, throws, and calls itself and others.</summary>
internal sealed class BodyText(EffectiveProgram program, ProgramText text)
{
    public string Of(EffectiveMethod method)
    {
        var id = text.IdOf(method);
        var code = new StringBuilder();
        foreach (var p in method.Parameters.Where(static p => p.Pass == Pass.Out))
            code.AppendLine($"{p.Name} = {p.Value(90)};");
        var seen = method.Parameters.Where(static p => p.Pass != Pass.Out).Select(static p => $"J.{(p.Known.IsSpan ? "SpanText" : "Text")}({p.Name})");
        code.AppendLine($"var inside_ = J.In(\"{id}\", {(method.Parameters.Any(static p => p.Pass != Pass.Out) ? string.Join(" + \", \" + ", seen) : "\"\"")});");
        Steps(code, method, id, 0);
        Return(code, method);
        return code.ToString();
    }

    /// <summary>The method's own parameters as arguments.</summary>
    public static string OwnArguments(EffectiveMethod method)
    {
        var arguments = method.Parameters.Select(static p => p.Pass switch { Pass.Ref => "ref ", Pass.In or Pass.RefReadonly => "in ", Pass.Out => "out ", _ => "" } + p.Name);
        return string.Join(", ", method.Place == Place.Extension ? arguments.Prepend("text") : arguments);
    }

    /// <summary>The statements that make a call and take all that comes of it.</summary>
    public string Consume(EffectiveMethod called, string call, bool isReached, bool canAwait, int times)
    {
        var id = text.IdOf(called);
        var reached = isReached ? "true" : "false";
        var at = called.IsIterator ? "" : $"J.At(\"{id}\", {reached}{(called.Returns == Returns.Sequence ? ", false" : "")}); ";
        var enumerated = called.IsIterator ? $"\"{id}\", {reached}, {times}" : $"null, false, {times}";
        var done = canAwait ? $"await {call}" : $"J.Wait({call})";
        return at + called.Returns switch
        {
            Returns.Void => call + ";",
            Returns.Task or Returns.ValueTask => done + ";",
            Returns.TaskOf or Returns.ValueTaskOf => $"J.Note(J.Text({done}));",
            Returns.Sequence => $"J.Drain({call}, {enumerated});",
            Returns.AsyncSequence when canAwait => $"await J.DrainAsync({call}, {enumerated});",
            Returns.AsyncSequence => $"J.Wait(J.DrainAsync({call}, {enumerated}));",
            Returns.Ref => $"{call}++;\nJ.Note(\"slot \" + J.Slot);",
            _ => $"J.Note(J.Text({call}));",
        };
    }

    private void Steps(StringBuilder code, EffectiveMethod method, string id, int from)
    {
        for (var i = from; i < method.Shape.Steps.Count; i++)
        {
            switch (method.Shape.Steps[i])
            {
                case Step.ChangeParameters:
                    foreach (var p in method.Parameters)
                        Change(code, p, i);
                    break;
                case Step.ChangeReceiver when method.Place == Place.Instance && program.Kind != TypeKind.ReadonlyStruct:
                    code.AppendLine("State++;");
                    break;
                case Step.Yield when method.CanAwait:
                    code.AppendLine($"await Task.Yield();\nJ.Same(inside_, \"{id} resumed\");");
                    if (method.IsIterator)
                        goto default;
                    break;
                case Step.AwaitCompleted when method.CanAwait:
                    code.AppendLine("await Task.CompletedTask;");
                    break;
                case Step.Throw:
                    code.AppendLine($"J.Throw(\"{id}\");");
                    break;
                case Step.Cancel:
                    code.AppendLine(method.Parameters.FirstOrDefault(static p => p is { Type: "CancellationToken", Pass: not Pass.Out }) is { } token
                        ? $"J.Cancel();\n{token.Name}.ThrowIfCancellationRequested();"
                        : "if (J.Turn(\"cancelled\", 100)) throw new OperationCanceledException();");
                    break;
                case Step.Recurse:
                    var self = $"{method.Name}{(method.IsGeneric ? "<TM>" : "")}({OwnArguments(method)})";
                    code.AppendLine($"if (J.Turn(\"{id} {i}\", 2)) {{ {Consume(method, self, text.IsReachedOnThis(method) && !IsOverridden(method) && !IsOwn(method), method.CanAwait, 1)} }}");
                    break;
                case Step.CallOther when program.Methods.SkipWhile(m => m != method).ElementAtOrDefault(1) is { } other:
                    var isOnThis = method.Place == Place.Instance && other.Place == Place.Instance;
                    var call = new CallText(program, text).Expression(other, isOnThis ? "" : null, inside: true, Form.Plain);
                    var reached = isOnThis ? text.IsReachedOnThis(other) : text.IsReachedInside(other);
                    code.AppendLine($"{{ {Consume(other, call, reached && !IsOverridden(other), method.CanAwait, 2)} }}");
                    break;
                case Step.Finally:
                    code.AppendLine("try\n{");
                    Steps(code, method, id, i + 1);
                    if (method.IsIterator)
                        code.AppendLine($"yield return {i};");
                    code.AppendLine($"}}\nfinally\n{{\nJ.Note(\"{id} finally\");\nJ.Same(inside_, \"{id} finally\");\n}}");
                    return;
                case Step.SetContext:
                    code.AppendLine($"J.Flow.Value += {i + 1};");
                    break;
                default:
                    code.AppendLine(method.IsIterator ? $"yield return {i};\nJ.Same(inside_, \"{id} moved\");" : $"J.Note(\"{id} at {i}\");");
                    break;
            }
        }
    }

    // The wrapper of a partial method is not that of its override, which hands on what the wrapper makes of a sequence.
    private bool IsOverridden(EffectiveMethod method) => text.IsWrapperInside && method is { IsVirtual: true, IsIterator: false };

    // A generic method that calls itself with its own type parameters is not intercepted, if they stand in its signature.
    private bool IsOwn(EffectiveMethod method) => !text.IsWrapperInside && method.IsGeneric
        && (method.Returns is Returns.TypeParameter or Returns.ValueTaskOf || method.Parameters.Any(static p => p.IsTypeParameter));

    private static void Change(StringBuilder code, EffectiveParameter p, int n)
    {
        if (p.Known.Name is "int[]" or "Span<int>")
            code.AppendLine($"{p.Name}[0] += {n + 1};");
        if (p.Pass is Pass.Ref or Pass.Out or Pass.Value or Pass.Optional)
            code.AppendLine($"{p.Name} = {p.Value(60 + n)};");
    }

    private static void Return(StringBuilder code, EffectiveMethod method)
    {
        if (method.IsIterator)
        {
            code.AppendLine((method.CanAwait ? "await Task.CompletedTask;\n" : "") + "yield return 99;");
            return;
        }

        if (method.IsAsync)
            code.AppendLine("await Task.CompletedTask;");
        var value = method.Returns switch
        {
            Returns.Int or Returns.TaskOf => "41",
            Returns.Text => "\"text\"",
            Returns.Tuple => "(40, \"tuple\")",
            Returns.TypeParameter or Returns.ValueTaskOf => $"J.Of<{method.TypeParameter}>(42)",
            Returns.Sequence => "new List<int> { 1, 2 }",
            Returns.Ref or Returns.RefReadonly => "ref J.Slot",
            _ => "",
        };
        if (method is { IsTask: true, IsAsync: false })
        {
            value = method.Returns switch
            {
                Returns.Task => "Task.CompletedTask",
                Returns.ValueTask => "default",
                Returns.TaskOf => $"Task.FromResult({value})",
                _ => $"new {method.ReturnType}({value})",
            };
        }

        if (value.Length > 0)
            code.AppendLine($"return {value};");
    }
}
