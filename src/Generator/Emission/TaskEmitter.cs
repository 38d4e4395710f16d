using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>
/// Writes the observed call of a method that returns a task. The method itself is not wrapped by <c>async</c>: what it throws before it
/// returns is still thrown by the call, and a task that is done is handed on as it is.
/// </summary>
internal sealed class TaskEmitter(CodeWriter code, TargetModel target, BodyNames names, TagEmitter tags, BodyEmitter body)
{
    private const string Task = "global::System.Threading.Tasks.Task";

    private MethodModel Method => target.Method;

    private bool IsValueTask => Method.Returns is ReturnShape.Kind.ValueTask or ReturnShape.Kind.ValueTaskOf;

    private bool IsTaskLike => Method.Returns is ReturnShape.Kind.TaskLike or ReturnShape.Kind.TaskLikeOf;

    /// <summary>The statements of the observed call.</summary>
    public void CallAndHandOver()
    {
        code.Line().Line($"var {names.Returned} = false;").Line($"{Method.ReturnType} {names.Task};");
        tags.DeclareResults();
        using (code.Open("try"))
            code.Line($"{names.Task} = {body.Original};").Line($"{names.Returned} = true;");
        body.Rethrow();
        using (code.Open("finally"))
        {
            code.Line($"if ({names.Returned})").Indented($"{names.Call}.Leave();");
            code.Line("else").Indented(body.StopCall());
        }

        if (IsTaskLike)
        {
            AwaitTaskLike();
            return;
        }

        using (code.Open(IsValueTask ? $"if ({names.Task}.IsCompletedSuccessfully)" : $"if ({names.Task} is null or {{ IsCompletedSuccessfully: true }})"))
            Completed();

        var state = names.AwaitedState.Select(static s => s.Name).Prepend(IsValueTask ? names.Task + ".AsTask()" : names.Task);
        var awaited = $"global::System.Threading.Tasks.TaskExtensions.Unwrap({target.Member}_Awaited{body.TypeArguments}({Code.List(state)}))";
        code.Line($"return {(IsValueTask ? $"new {Method.ReturnType}({awaited})" : awaited)};");
    }

    /// <summary>
    /// The method that ends the call when the task does. Its result is the task itself, to be unwrapped: whatever it ended with, several
    /// exceptions or a cancellation, its caller sees as it is.
    /// </summary>
    public void Awaited()
    {
        if (IsTaskLike)
        {
            TaskLikeAwaited();
            return;
        }

        var type = Method.ResultType is null ? Task : $"{Task}<{Method.ResultType}>";
        var parameters = names.AwaitedState.Select(static s => $"{s.Type} {s.Name}").Prepend($"{type} {names.Task}");
        using (body.Header($"async {Task}<{type}> {target.Member}_Awaited", Code.List(parameters)))
        {
            tags.DeclareResults();
            code.Line($"await {Code.Call}.Ended({names.Task});");
            using (code.Open($"if (!{names.Task}.IsCompletedSuccessfully)"))
                code.Line($"var {names.Exception} = {Code.Call}.ExceptionOf({names.Task});").Line($"_ = {body.Fails()};");
            if (names.HasReturned)
            {
                using (code.Open("else"))
                    code.Line(tags.CallReturned($"{names.Task}.Result"));
            }

            code.Line(body.StopCall()).Line($"return {names.Task};");
        }
    }

    /// <summary>
    /// A task-like object may be awaited once, and only an async method can make another one of its type. It is awaited outside of the caller's
    /// synchronization context, which its caller goes back to by itself.
    /// </summary>
    private void AwaitTaskLike()
    {
        const string Context = "global::System.Threading.SynchronizationContext";
        using (code.Open($"if ((object?){names.Task} is null)"))
            code.Line(body.StopCall()).Line($"return {names.Task};");
        code.Line($"var {names.Context} = {Context}.Current;").Line($"{Context}.SetSynchronizationContext(null);");
        using (code.Open("try"))
            code.Line($"return {target.Member}_Awaited{body.TypeArguments}({Code.List(names.AwaitedState.Select(static s => s.Name).Prepend(names.Task))});");
        using (code.Open("finally"))
            code.Line($"{Context}.SetSynchronizationContext({names.Context});");
    }

    private void TaskLikeAwaited()
    {
        var parameters = names.AwaitedState.Select(static s => $"{s.Type} {s.Name}").Prepend($"{Method.ReturnType} {names.Task}");
        using (body.Header($"async {Method.ReturnType} {target.Member}_Awaited", Code.List(parameters)))
        {
            tags.DeclareResults();
            using (code.Open("try"))
            {
                if (Method.ResultType is null)
                    code.Line($"await {names.Task};");
                else
                    code.Line($"var {names.Result} = await {names.Task};");
                if (names.HasReturned)
                    code.Line(tags.CallReturned(names.Result));
                if (Method.ResultType is not null)
                    code.Line($"return {names.Result};");
            }

            body.Rethrow();
            using (code.Open("finally"))
                code.Line(body.StopCall());
        }
    }

    /// <summary>The task was done when it was returned: it is handed on as it is, and nothing is allocated.</summary>
    private void Completed()
    {
        if (!names.HasReturned)
        {
            code.Line(body.StopCall()).Line($"return {names.Task};");
        }
        else if (IsValueTask)
        {
            // The result of a value task may be taken once.
            code.Line($"var {names.Result} = {names.Task}.Result;").Line(tags.CallReturned(names.Result));
            code.Line(body.StopCall()).Line($"return new {Method.ReturnType}({names.Result});");
        }
        else
        {
            code.Line($"if ({names.Task} is not null)").Indented(tags.CallReturned($"{names.Task}.Result"));
            code.Line(body.StopCall()).Line($"return {names.Task};");
        }
    }
}
