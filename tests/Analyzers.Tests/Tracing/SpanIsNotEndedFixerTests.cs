using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsNotEndedFixerTests
{
    private static readonly RuleTest<SpanIsNotEnded> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task The_variable_is_declared_with_using() => Rule.Fixes<SpanIsNotEndedFixer>(
        """
        class Orders
        {
            void Place()
            {
        #if !SILENT
                // One for each order.
                var activity = Spans.Source.StartActivity("place")?.SetTag("a", 1); // not sampled
        #endif
                Work.Do();
                activity?.Stop();
            }
        }
        """,
        """
        class Orders
        {
            void Place()
            {
        #if !SILENT
                // One for each order.
                using var activity = Spans.Source.StartActivity("place")?.SetTag("a", 1); // not sampled
        #endif
                Work.Do();
                activity?.Stop();
            }
        }
        """,
        "AddUsing");

    [Fact]
    public Task A_result_that_nobody_keeps_gets_a_variable() => Rule.Fixes<SpanIsNotEndedFixer>(
        """
        class Orders
        {
            void Place(int activity)
            {
                // One for each order.
                Spans.Source.StartActivity("place")?.SetTag("a", activity); // not sampled
                Work.Do();
            }
        }
        """,
        """
        class Orders
        {
            void Place(int activity)
            {
                // One for each order.
                using var activity2 = Spans.Source.StartActivity("place")?.SetTag("a", activity); // not sampled
                Work.Do();
            }
        }
        """,
        "AddUsing");

    [Fact]
    public Task An_activity_that_is_made_before_it_starts() => Rule.Fixes<SpanIsNotEndedFixer>(
        """
        class Orders
        {
            void Place()
            {
                var activity = new Activity("place");
                activity.Start();
            }
        }
        """,
        """
        class Orders
        {
            void Place()
            {
                using var activity = new Activity("place");
                activity.Start();
            }
        }
        """,
        "AddUsing");

    [Fact]
    public Task Top_level_code() => new RuleTest<SpanIsNotEnded> { Files = Spans.Files, Output = OutputKind.ConsoleApplication }.Fixes<SpanIsNotEndedFixer>(
        """
        var main = Spans.Source.StartActivity("main");
        Work.Do();
        """,
        """
        using var main = Spans.Source.StartActivity("main");
        Work.Do();
        """,
        "AddUsing");

    [Fact]
    public Task Fix_all_declares_all_of_them() => Rule.FixesAll<SpanIsNotEndedFixer>(
        """
        class Orders
        {
            void Place() { var a = Spans.Source.StartActivity("a"); var b = Spans.Source.StartActivity("b"); Work.Do(); }
            Action Ship() => () => { var c = Spans.Tracer.StartSpan("c"); Work.Do(); };
            void Pack(bool isOn) { if (isOn) Spans.Source.StartActivity("d"); Work.Do(); }
        }
        """,
        """
        class Orders
        {
            void Place() { using var a = Spans.Source.StartActivity("a"); using var b = Spans.Source.StartActivity("b"); Work.Do(); }
            Action Ship() => () => { using var c = Spans.Tracer.StartSpan("c"); Work.Do(); };
            void Pack(bool isOn) { if (isOn) Spans.Source.StartActivity("d"); Work.Do(); }
        }
        """,
        "AddUsing",
        remaining: 1);

    [Fact]
    public Task Fix_all_reaches_the_other_files() => new RuleTest<SpanIsNotEnded>
    {
        Files = [.. Spans.Files, ("Other.cs", "class Other { void Place() { var a = Spans.Source.StartActivity(\"a\"); Work.Do(); } }")],
    }.FixesAllIn<SpanIsNotEndedFixer>(
        "class Orders { void Place() { var a = Spans.Source.StartActivity(\"a\"); Work.Do(); } }",
        "Other.cs",
        "class Other { void Place() { using var a = Spans.Source.StartActivity(\"a\"); Work.Do(); } }",
        "AddUsing");

    [Fact]
    public Task Where_a_using_would_not_compile_none_is_offered() => Task.WhenAll(
        Offers("void Place() { var a = Spans.Source.StartActivity(\"a\"); Work.Do(); }", "AddUsing"),
        Offers("void Place() { var a = Spans.Source.StartActivity(\"a\"); Work.Do(); a = null; }"),
        Offers("void Place() { Activity? a; a = Spans.Source.StartActivity(\"a\"); Work.Do(); }"),
        Offers("void Place() { Activity? a = null, b = Spans.Source.StartActivity(\"b\"); Work.Do(); }"),
        Offers("void Place(int n) { switch (n) { case 1: var a = Spans.Source.StartActivity(\"a\"); break; } Work.Do(); }"),
        Offers("void Place() { if (Work.Do() > 0) Spans.Source.StartActivity(\"a\"); }"),
        Offers("void Place() => Spans.Source.StartActivity(\"a\");"),
        Offers("void Place() { again: var a = Spans.Source.StartActivity(\"a\"); if (Work.Do() > 1) goto again; }"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<SpanIsNotEndedFixer>($"class Orders {{ {method} }}", keys);
}
