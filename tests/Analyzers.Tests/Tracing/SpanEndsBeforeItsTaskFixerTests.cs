using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class SpanEndsBeforeItsTaskFixerTests
{
    private static readonly RuleTest<SpanEndsBeforeItsTask> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_task_with_a_result() => Rule.Fixes<SpanEndsBeforeItsTaskFixer>(
        """
        class Orders
        {
            // Places one.
            public Task<int> Place(int n)
            {
                using var activity = Spans.Source.StartActivity("place");
                if (n == 0)
                    return Task.FromResult(0);
        #if !FAST
                // It takes its time.
                return Work.DoAsync(); // at last
        #endif
            }
        }
        """,
        """
        class Orders
        {
            // Places one.
            public async Task<int> Place(int n)
            {
                using var activity = Spans.Source.StartActivity("place");
                if (n == 0)
                    return 0;
        #if !FAST
                // It takes its time.
                return await Work.DoAsync(); // at last
        #endif
            }
        }
        """,
        "Await");

    [Fact]
    public Task A_task_without_one() => Rule.FixesAll<SpanEndsBeforeItsTaskFixer>(
        """
        class Orders
        {
            Task Place(int n)
            {
                using var activity = Spans.Source.StartActivity("place");
                if (n == 0)
                    return Task.CompletedTask;
                if (n == 1)
                    return Work.RunAsync();
                if (n == 2)
                {
                    // Twice.
                    return n > 3 ? Work.RunAsync() : Work.DoAsync();
                }

                return Work.RunAsync(); // at last
            }
        }
        """,
        """
        class Orders
        {
            async Task Place(int n)
            {
                using var activity = Spans.Source.StartActivity("place");
                if (n == 0)
                    return;
                if (n == 1)
                {
                    await Work.RunAsync();
                    return;
                }
                if (n == 2)
                {
                    // Twice.
                    await (n > 3 ? Work.RunAsync() : Work.DoAsync());
                    return;
                }

                await Work.RunAsync(); // at last
            }
        }
        """,
        "Await");

    [Fact]
    public Task Fix_all_awaits_in_methods_and_local_functions() => Rule.FixesAll<SpanEndsBeforeItsTaskFixer>(
        """
        class Orders
        {
            Task Place() { using (Spans.Source.StartActivity("place")) { return Work.RunAsync(); } }
            protected virtual Task<int> Ship() { using (Spans.Source.StartActivity("ship")) return Work.DoAsync(); }
            Task Pack() { return Try(); Task Try() { using var activity = Spans.Source.StartActivity("pack"); return Work.RunAsync(); } }
        }
        """,
        """
        class Orders
        {
            async Task Place() { using (Spans.Source.StartActivity("place")) { await Work.RunAsync(); } }
            protected virtual async Task<int> Ship() { using (Spans.Source.StartActivity("ship")) return await Work.DoAsync(); }
            Task Pack() { return Try(); async Task Try() { using var activity = Spans.Source.StartActivity("pack"); await Work.RunAsync(); } }
        }
        """,
        "Await");

    [Fact]
    public Task A_method_that_can_not_be_async_stays() => Task.WhenAll(
        Offers("Task Place() { using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); }", "Await"),
        Offers("Task Place(ref int n) { using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); }"),
        Offers("Task Place(ReadOnlySpan<int> n) { using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); }"),
        Offers("Task Place() { Span<int> n = [1]; using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); }"),
        Offers("Task? Place(int n) { using var a = Spans.Source.StartActivity(\"a\"); if (n > 1) return null; return Work.RunAsync(); }"),
        Offers("Task Place() { lock (this) { using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); } }"),
        Offers("Func<Task> Place() => () => { using var a = Spans.Source.StartActivity(\"a\"); return Work.RunAsync(); };"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<SpanEndsBeforeItsTaskFixer>($"class Orders {{ {method} }}", keys);
}
