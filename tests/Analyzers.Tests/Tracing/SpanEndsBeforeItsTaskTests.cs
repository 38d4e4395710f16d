using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanEndsBeforeItsTaskTests
{
    private static readonly RuleTest<SpanEndsBeforeItsTask> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_task_that_is_returned_from_inside_a_using() => Rule.Reports(
        """
        class Orders
        {
            Task Place() { using var activity = Spans.Source.StartActivity("place"); return [|Work.RunAsync()|]; }
            Task<int> Ship() { using (Spans.Source.StartActivity("ship")) return [|Work.DoAsync()|]; }
            ValueTask<int> Pack() { using var span = Spans.Tracer.StartActiveSpan("pack"); span.SetAttribute("a", 1); return [|Work.GetAsync()|]; }
            Task<int> Send() { using var activity = Spans.Source.StartActivity("send"); return [|Work.GetAsync().AsTask()|]; }
            ValueTask Bill() { using var activity = Spans.Source.StartActivity("bill"); return [|new ValueTask(Work.RunAsync())|]; }
        }
        """,
        "The span 'activity' ends when the task of 'RunAsync' is returned, not when it is done; await it",
        "The span around it ends when the task of 'DoAsync' is returned",
        "The span 'span' ends when the task of 'GetAsync' is returned");

    [Fact]
    public Task A_finally_that_ends_it() => Rule.Reports(
        """
        class Orders
        {
            Task Place()
            {
                var activity = Spans.Source.StartActivity("place");
                try { return [|Work.RunAsync()|]; }
                finally { activity?.Stop(); }
            }

            Task Ship(int n)
            {
                using var activity = Spans.Source.StartActivity("ship");
                if (n > 1)
                    return [|Work.RunAsync()|];
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Delegates_lambdas_and_local_functions() => Rule.Reports(
        """
        class Orders
        {
            Task Place(Func<Task> next) { using var activity = Spans.Source.StartActivity("place"); return [|next()|]; }
            Func<Task> Ship() => () => { using var activity = Spans.Source.StartActivity("ship"); return [|Work.RunAsync()|]; };
            Task Pack() { return Try(); Task Try() { using var activity = Spans.Source.StartActivity("pack"); return [|Work.RunAsync()|]; } }
            Task Send() { using var activity = Spans.Source.StartActivity("send"); return [|Task.Run(() => Work.Do())|]; }
        }
        """);

    [Fact]
    public Task A_task_that_is_awaited() => Rule.IsSilent(
        """
        class Orders
        {
            async Task Place() { using var activity = Spans.Source.StartActivity("place"); await Work.RunAsync(); }
            async Task<int> Ship() { using var activity = Spans.Source.StartActivity("ship"); return await Work.DoAsync(); }
            async Task<Task> Pack() { using var activity = Spans.Source.StartActivity("pack"); await Task.Yield(); return Task.CompletedTask; }
            Task Send() { using (Spans.Source.StartActivity("send")) Work.Do(); return Work.RunAsync(); }
        }
        """);

    [Fact]
    public Task A_task_that_is_done_already() => Rule.IsSilent(
        """
        class Orders
        {
            private Task _running = Task.CompletedTask;
            Task Place() { using var activity = Spans.Source.StartActivity("place"); Work.Do(); return Task.CompletedTask; }
            Task<int> Ship() { using var activity = Spans.Source.StartActivity("ship"); return Task.FromResult(Work.Do()); }
            ValueTask<int> Pack() { using var activity = Spans.Source.StartActivity("pack"); return new(Work.Do()); }
            Task Send() { using var activity = Spans.Source.StartActivity("send"); return Task.FromException(new Exception()); }
            Task Bill() { using var activity = Spans.Source.StartActivity("bill"); return _running; }
            ValueTask Free() { using var activity = Spans.Source.StartActivity("free"); return default; }
        }
        """);

    [Fact]
    public Task A_span_that_the_task_ends() => Rule.IsSilent(
        """
        class Orders
        {
            Task Place() { var activity = Spans.Source.StartActivity("place"); return Work.RunAsync().ContinueWith(_ => activity?.Dispose()); }
            Task Ship() { var activity = Spans.Source.StartActivity("ship"); return Run(activity); }
            private static async Task Run(Activity? activity) { using (activity) await Work.RunAsync(); }
        }
        """);

    [Fact]
    public Task What_is_no_task() => Rule.IsSilent(
        """
        class Orders
        {
            int Place() { using var activity = Spans.Source.StartActivity("place"); return Work.Do(); }
            IEnumerable<int> Ship() { using var activity = Spans.Source.StartActivity("ship"); return Enumerable.Range(0, 3); }
        }
        """);

    [Fact]
    public Task Another_disposable() => Rule.IsSilent(
        """
        class Orders { Task Place(IDisposable lease) { using (lease) return Work.RunAsync(); } }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<SpanEndsBeforeItsTask> { Files = Spans.Files, Output = OutputKind.ConsoleApplication, WithLibrary = false }.Reports(
            """
            await Run();
            static Task Run() { using var activity = Spans.Source.StartActivity("main"); return [|Work.RunAsync()|]; }
            """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { Task Place() { using var activity = Spans.Source.StartActivity("place"); return Work.RunAsync(); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanEndsBeforeItsTask> { Compiles = false, Files = Spans.Files }.Reports(
        """
        class Orders
        {
            Task Place() { using var activity = Spans.Source.StartActivity("place"); return Lost.RunAsync(); }
            Task Ship() { using var activity = Spans.Source.StartActivity("ship"); return [|Work.RunAsync()|] }
            Missing Pack() { using var activity = Spans.Source.StartActivity("pack"); return ; }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<SpanEndsBeforeItsTask> { Files = Spans.Files, EditorConfig = "dotnet_diagnostic.INS205.severity = none" }.IsSilent(
            "class Orders { Task Place() { using var activity = Spans.Source.StartActivity(\"place\"); return Work.RunAsync(); } }");
}
