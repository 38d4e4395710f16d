using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class FailureLeavesNoStatusFixerTests
{
    private static readonly RuleTest<FailureLeavesNoStatus> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task The_status_is_set_first() => Rule.Fixes<FailureLeavesNoStatusFixer>(
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                try
                {
                    Work.Do();
                }
                catch (Exception failure) // any
                {
        #if !SILENT
                    // Told.
                    Console.WriteLine(failure);
        #endif
                }
            }
        }
        """,
        """
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                try
                {
                    Work.Do();
                }
                catch (Exception failure) // any
                {
                    activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
        #if !SILENT
                    // Told.
                    Console.WriteLine(failure);
        #endif
                }
            }
        }
        """,
        "SetStatus");

    [Fact]
    public Task An_exception_without_a_name_gets_one() => Rule.FixesAll<FailureLeavesNoStatusFixer>(
        """
        class Orders
        {
            void Place(int e)
            {
                using var activity = Spans.Source.StartActivity("place");
                try { Work.Do(); }
                catch { Console.WriteLine(e); }
                try { Work.Do(); }
                catch (Exception) { }
                try { Work.Do(); }
                catch // any
                {
                    // Nothing to do.
                }
            }
        }
        """,
        """
        class Orders
        {
            void Place(int e)
            {
                using var activity = Spans.Source.StartActivity("place");
                try { Work.Do(); }
                catch (Exception e2) { activity?.SetStatus(ActivityStatusCode.Error, e2.Message); Console.WriteLine(e); }
                try { Work.Do(); }
                catch (Exception e2) { activity?.SetStatus(ActivityStatusCode.Error, e2.Message); }
                try { Work.Do(); }
                catch (Exception e2) // any
                {
                    activity?.SetStatus(ActivityStatusCode.Error, e2.Message);
                    // Nothing to do.
                }
            }
        }
        """,
        "SetStatus");

    [Fact]
    public Task OpenTelemetrys_own_span() => Rule.Fixes<FailureLeavesNoStatusFixer>(
        """
        class Orders
        {
            void Place()
            {
                using var span = Spans.Tracer.StartActiveSpan("place");
                try { Work.Do(); }
                catch (Exception e) { Console.WriteLine(e); }
            }
        }
        """,
        """
        class Orders
        {
            void Place()
            {
                using var span = Spans.Tracer.StartActiveSpan("place");
                try { Work.Do(); }
                catch (Exception e) { span.SetStatus(Status.Error.WithDescription(e.Message)); Console.WriteLine(e); }
            }
        }
        """,
        "SetStatus");

    [Fact]
    public Task Names_that_are_not_imported_are_qualified() => new RuleTest<FailureLeavesNoStatus>
    {
        Files = [("Source.cs", "static class Spans { public static readonly System.Diagnostics.ActivitySource Source = new(\"Shop\"); public static void Do() { } }")],
    }.Fixes<FailureLeavesNoStatusFixer>(
        "class Orders { void Place() { using var a = Spans.Source.StartActivity(\"a\"); try { Spans.Do(); } catch { } } }",
        "class Orders { void Place() { using var a = Spans.Source.StartActivity(\"a\"); try { Spans.Do(); } catch (Exception e) { a?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, e.Message); } } }",
        "SetStatus");

    [Fact]
    public Task A_span_that_no_variable_holds_has_none() => Rule.Offers<FailureLeavesNoStatusFixer>(
        "class Orders { void Place() { using (Spans.Source.StartActivity(\"a\")) try { Work.Do(); } catch { } } }");
}
