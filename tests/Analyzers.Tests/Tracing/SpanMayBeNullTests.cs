using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanMayBeNullTests
{
    private static readonly RuleTest<SpanMayBeNull> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_span_that_is_used_as_it_is() => Rule.Reports(
        """
        #nullable disable
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                [|activity|].SetTag("a", 1);
                [|activity|].DisplayName = "other";
                Console.WriteLine([|activity|].Id);
            }

            void Ship()
            {
                var activity = Spans.Source.StartActivity("ship");
                try { Work.Do(); }
                finally { [|activity|].Stop(); }
            }

            string Pack() => [|Spans.Source.StartActivity("pack")|].Id;
        }
        """,
        "'activity' is null when nobody listens to the source or the span is not sampled; use '?.'",
        "'activity'",
        "'activity'",
        "'activity'",
        "What 'StartActivity' returns is null");

    [Fact]
    public Task One_that_is_asked_for_at_first_and_then_forgotten() => Rule.Reports(
        """
        #nullable disable
        class Orders
        {
            void Place() { using var activity = Spans.Source.StartActivity("place"); activity?.SetTag("a", 1); [|activity|].SetTag("b", 2); }
            void Ship() { using var activity = Spans.Source.StartActivity("ship"); _ = activity?.SetTag("a", 1); Work.Do(); [|activity|].SetTag("b", 2); }
            void Pack(bool isOn) { using var activity = Spans.Source.StartActivity("pack"); if (isOn) activity?.SetTag("a", 1); else [|activity|].SetTag("b", 2); }
        }
        """);

    [Fact]
    public Task A_span_in_a_lambda() => Rule.Reports(
        """
        #nullable disable
        class Orders
        {
            Action Place() => () => { using var activity = Spans.Source.StartActivity("place"); [|activity|].SetTag("a", 1); };
            void Ship() { Try(); void Try() { using (var activity = Spans.Source.StartActivity("ship")) [|activity|].AddEvent(new ActivityEvent("e")); } }
        }
        """);

    [Fact]
    public Task Who_asks_first_is_left_alone() => Rule.IsSilent(
        """
        #nullable disable
        class Orders
        {
            void A() { using var activity = Spans.Source.StartActivity("a"); activity?.SetTag("a", 1).SetTag("b", 2); }
            void B() { using var activity = Spans.Source.StartActivity("b"); if (activity != null) activity.SetTag("a", 1); }
            void C() { using var activity = Spans.Source.StartActivity("c"); if (activity is null) return; activity.SetTag("a", 1); }
            void D() { using var activity = Spans.Source.StartActivity("d"); if (activity is { IsAllDataRequested: true }) activity.SetTag("a", 1); }
            void E() { using var activity = Spans.Source.StartActivity("e"); if (activity?.IsAllDataRequested == true) activity.SetTag("a", 1); }
            void F() { if (Spans.Source.StartActivity("f") is { } activity) { using (activity) activity.SetTag("a", 1); } }
            string G() { using var activity = Spans.Source.StartActivity("g"); return activity == null ? "" : activity.Id; }
            void H() { var activity = Spans.Source.StartActivity("h") ?? new Activity("h").Start(); activity.Stop(); }
            void I() { using var activity = Spans.Source.StartActivity("i"); if (!(activity is not null && Work.Do() > 1)) return; activity.SetTag("a", 1); }
            void J() { using var activity = Spans.Source.StartActivity("j"); if (activity?.Id != null) activity.SetTag("a", 1); }
        }
        """);

    [Fact]
    public Task The_developers_word_counts() => Rule.IsSilent(
        """
        #nullable disable
        class Orders
        {
            void Place() { using var activity = Spans.Source.StartActivity("place"); activity!.SetTag("a", 1); }
            void Ship() { using var activity = Spans.Source.StartActivity("ship")!; activity.SetTag("a", 1); }
        }
        """);

    [Fact]
    public Task Extensions_take_null() => Rule.IsSilent(
        """
        #nullable disable
        static class Extensions { public static void AddOrder(this Activity activity, int id) => activity?.SetTag("id", id); }
        class Orders { void Place() { using var activity = Spans.Source.StartActivity("place"); activity.AddOrder(1); } }
        """);

    [Fact]
    public Task Where_the_compiler_warns_the_rule_does_not() => Rule.IsSilent(
        """
        #pragma warning disable CS8602
        class Orders { void Place() { using var activity = Spans.Source.StartActivity("place"); activity.SetTag("a", 1); } }
        """);

    [Fact]
    public Task What_is_never_null() => Rule.IsSilent(
        """
        #nullable disable
        class Orders
        {
            void Place() { using var span = Spans.Tracer.StartActiveSpan("place"); span.SetAttribute("a", 1); }
            void Ship() { using var activity = new Activity("ship").Start(); activity.SetTag("a", 1); }
        }
        """);

    [Fact]
    public Task What_is_set_to_something_else() => Rule.IsSilent(
        """
        #nullable disable
        class Orders
        {
            void Place() { var activity = Spans.Source.StartActivity("place"); activity?.Stop(); activity = new Activity("other"); activity.SetTag("a", 1); }
        }
        """);

    [Fact]
    public Task Projects_of_tests_are_left_alone() =>
        new RuleTest<SpanMayBeNull> { Files = [.. Spans.Files, ("NUnit.cs", "namespace NUnit.Framework { class TestAttribute : System.Attribute; }")] }.IsSilent(
            "#nullable disable\nclass Orders { void Place() { using var activity = Spans.Source.StartActivity(\"place\"); activity.SetTag(\"a\", 1); } }");

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<SpanMayBeNull> { Files = Spans.Files, Output = OutputKind.ConsoleApplication, WithLibrary = false }.Reports(
            """
            #nullable disable
            using var main = Spans.Source.StartActivity("main");
            [|main|].SetTag("a", 1);
            """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { void Place() { using var activity = Spans.Source.StartActivity("place"); activity.SetTag("a", 1); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanMayBeNull> { Compiles = false, Files = Spans.Files }.Reports(
        """
        #nullable disable
        class Orders
        {
            void Place() { using var activity = Spans.Source.StartActivity("place"); Lost.Go(); [|activity|].SetTag("a", 1); }
            void Ship() { using var activity = Spans.Source.StartActivity("ship"); activity. }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<SpanMayBeNull> { Files = Spans.Files, EditorConfig = "dotnet_diagnostic.INS202.severity = none" }.IsSilent(
            "#nullable disable\nclass Orders { void Place() { using var activity = Spans.Source.StartActivity(\"place\"); activity.SetTag(\"a\", 1); } }");
}
