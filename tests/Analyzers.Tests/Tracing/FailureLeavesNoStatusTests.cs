using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class FailureLeavesNoStatusTests
{
    private static readonly (string Name, string Text)[] Files =
    [
        .. Spans.Files,
        ("Logger.cs", """
            interface ILogger { }
            static class LoggerExtensions
            {
                public static void LogError(this ILogger logger, Exception e, string message) { }
                public static void LogWarning(this ILogger logger, Exception e, string message) { }
            }
            """),
    ];

    private static readonly RuleTest<FailureLeavesNoStatus> Rule = new() { Files = Files };

    [Fact]
    public Task A_handler_of_any_failure() => Rule.Reports(
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                try { Work.Do(); }
                [|catch|] (Exception e) { Console.WriteLine(e); }
            }

            async Task Ship()
            {
                using (Spans.Source.StartActivity("ship"))
                {
                    try { await Work.RunAsync(); }
                    [|catch|] { }
                }
            }

            int Pack()
            {
                using var span = Spans.Tracer.StartActiveSpan("pack");
                try { return Work.Do(); }
                [|catch|] (System.Exception) { return -1; }
            }
        }
        """,
        "This catches what fails inside the span 'activity' and leaves the span's status as if nothing had; set the status to Error, or throw again",
        "the span that is open here",
        "the span 'span'");

    [Fact]
    public Task A_handler_that_logs_an_error() => Rule.Reports(
        """
        class Orders(ILogger logger)
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                try { Work.Do(); }
                catch (FormatException e) { logger.LogWarning(e, "odd"); }
                [|catch|] (InvalidOperationException e) { logger.LogError(e, "failed"); activity?.SetTag("order", 1); }
            }
        }
        """);

    [Fact]
    public Task One_handler_of_several_and_one_inside_another() => Rule.Reports(
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                try
                {
                    try { Work.Do(); }
                    catch (FormatException) { }
                    [|catch|] (Exception e) { Console.WriteLine(e); }
                }
                catch (Exception e) { activity?.SetStatus(ActivityStatusCode.Error, e.Message); }
            }

            void Ship() { Action run = () => { using var a = Spans.Source.StartActivity("ship"); try { Work.Do(); } [|catch|] { } }; run(); }
        }
        """);

    [Fact]
    public Task A_span_that_a_finally_ends() => Rule.Reports(
        """
        class Orders
        {
            void Place()
            {
                var activity = Spans.Source.StartActivity("place");
                try { Work.Do(); }
                [|catch|] (Exception) { activity?.AddEvent(new ActivityEvent("gone")); }
                finally { activity?.Stop(); }
            }
        }
        """);

    [Fact]
    public Task Handlers_that_say_so() => Rule.IsSilent(
        """
        static class Extensions { public static void MarkFailed(this Activity? activity) => activity?.SetStatus(ActivityStatusCode.Error); }
        class Orders
        {
            void A() { using var a = Spans.Source.StartActivity("a"); try { Work.Do(); } catch (Exception e) { a?.SetStatus(ActivityStatusCode.Error, e.Message); } }
            void B() { using var a = Spans.Source.StartActivity("b"); try { Work.Do(); } catch (Exception e) { a?.AddException(e); } }
            void C() { using var a = Spans.Source.StartActivity("c"); try { Work.Do(); } catch (Exception e) { a?.SetTag("error.type", e.GetType().FullName); } }
            void D() { using var a = Spans.Source.StartActivity("d"); try { Work.Do(); } catch { Activity.Current?.SetStatus(ActivityStatusCode.Error); } }
            void E() { using var a = Spans.Tracer.StartActiveSpan("e"); try { Work.Do(); } catch (Exception e) { a.RecordException(e); } }
            void F() { using var a = Spans.Source.StartActivity("f"); try { Work.Do(); } catch (Exception) { Work.Take(a); } }
            void G() { using var a = Spans.Source.StartActivity("g"); try { Work.Do(); } catch (Exception) { a.MarkFailed(); } }
        }
        """);

    [Fact]
    public Task Handlers_that_throw() => Rule.IsSilent(
        """
        class Orders
        {
            void A() { using var a = Spans.Source.StartActivity("a"); try { Work.Do(); } catch (Exception e) { Console.WriteLine(e); throw; } }
            void B() { using var a = Spans.Source.StartActivity("b"); try { Work.Do(); } catch (Exception e) { throw new InvalidOperationException("", e); } }
        }
        """);

    [Fact]
    public Task A_status_that_is_set_after_the_handler() => Rule.IsSilent(
        """
        class Orders
        {
            bool Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                var isDone = false;
                try { Work.Do(); isDone = true; }
                catch (Exception e) { Console.WriteLine(e); }
                activity?.SetStatus(isDone ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
                return isDone;
            }

            void Ship()
            {
                var activity = Spans.Source.StartActivity("ship");
                var isDone = false;
                try { Work.Do(); isDone = true; }
                catch (Exception e) { Console.WriteLine(e); }
                finally { if (!isDone) activity?.SetStatus(ActivityStatusCode.Error); activity?.Dispose(); }
            }
        }
        """);

    [Fact]
    public Task What_may_be_expected() => Rule.IsSilent(
        """
        class Orders(ILogger logger)
        {
            void A() { using var a = Spans.Source.StartActivity("a"); try { Work.Do(); } catch (FormatException) { } }
            void B() { using var a = Spans.Source.StartActivity("b"); try { Work.Do(); } catch (OperationCanceledException e) { logger.LogError(e, "left"); } }
            void C(int n) { using var a = Spans.Source.StartActivity("c"); try { Work.Do(); } catch (Exception) when (n < 3) { } }
            void D() { using var a = Spans.Source.StartActivity("d"); try { Work.Do(); } catch (Exception e) { Failed(e); } }
            private void Failed(Exception e) => Activity.Current?.AddException(e);
        }
        """);

    [Fact]
    public Task Handlers_that_the_span_does_not_reach() => Rule.IsSilent(
        """
        class Orders
        {
            void A() { try { using var a = Spans.Source.StartActivity("a"); Work.Do(); } catch (Exception e) { Console.WriteLine(e); } }
            void B() { try { Work.Do(); } catch { } using var a = Spans.Source.StartActivity("b"); Work.Do(); }
            void C() { using var a = Spans.Source.StartActivity("c"); Action run = () => { try { Work.Do(); } catch { } }; run(); }
            void D() { using (Spans.Source.StartActivity("d")) Work.Do(); try { Work.Do(); } catch { } }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<FailureLeavesNoStatus> { Files = Files, Output = OutputKind.ConsoleApplication, WithLibrary = false }.Reports(
            """
            using var main = Spans.Source.StartActivity("main");
            try { Work.Do(); }
            [|catch|] (Exception e) { Console.WriteLine(e); }
            """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { void Place() { using var a = Spans.Source.StartActivity("a"); try { Work.Do(); } catch { } } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<FailureLeavesNoStatus> { Compiles = false, Files = Files }.Reports(
        """
        class Orders
        {
            void Place() { using var a = Spans.Source.StartActivity("a"); try { Work.Do(); } [|catch|] (Exception e) { Lost.Go(); } }
            void Ship() { using var a = Spans.Source.StartActivity("b"); try { Work.Do(); } catch (Missing e) { } catch ( }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<FailureLeavesNoStatus> { Files = Files, EditorConfig = "dotnet_diagnostic.INS204.severity = none" }.IsSilent(
            "class Orders { void Place() { using var a = Spans.Source.StartActivity(\"a\"); try { Work.Do(); } catch { } } }");
}
