using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class SpanMayBeNullFixerTests
{
    private static readonly RuleTest<SpanMayBeNull> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_chain_of_calls() => Rule.Fixes<SpanMayBeNullFixer>(
        """
        #nullable disable
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
        #if !SILENT
                // What it is about.
                activity // the span
                    .SetTag("a", 1)
                    .SetTag("b", 2); // both
        #endif
            }
        }
        """,
        """
        #nullable disable
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
        #if !SILENT
                // What it is about.
                activity // the span
                    ?.SetTag("a", 1)
                    .SetTag("b", 2); // both
        #endif
            }
        }
        """,
        "AskForNull");

    [Fact]
    public Task Fix_all_asks_everywhere() => Rule.FixesAll<SpanMayBeNullFixer>(
        """
        #nullable disable
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                activity.SetTag("a", 1);
                activity.DisplayName = "other";
                Console.WriteLine(activity.Id);
                if (activity.IsAllDataRequested)
                    activity.SetTag("b", 2);
                if (Work.Do() > 1 && activity.Recorded)
                    Work.Do();
                var length = activity.Duration;
            }
        }
        """,
        """
        #nullable disable
        class Orders
        {
            void Place()
            {
                using var activity = Spans.Source.StartActivity("place");
                activity?.SetTag("a", 1);
                activity?.DisplayName = "other";
                Console.WriteLine(activity?.Id);
                if (activity?.IsAllDataRequested == true)
                    activity?.SetTag("b", 2);
                if (Work.Do() > 1 && activity?.Recorded == true)
                    Work.Do();
                var length = activity.Duration;
            }
        }
        """,
        "AskForNull",
        remaining: 1);

    [Fact]
    public Task What_can_not_take_a_null_is_not_touched() => Task.WhenAll(
        Offers("void Place() { using var a = Spans.Source.StartActivity(\"a\"); a.SetTag(\"a\", 1); }", "AskForNull"),
        Offers("string Place() => Spans.Source.StartActivity(\"a\").Id;", "AskForNull"),
        Offers("void Place() { using var a = Spans.Source.StartActivity(\"a\"); TimeSpan t = a.Duration; }"),
        Offers("void Place() { using var a = Spans.Source.StartActivity(\"a\"); ActivityContext c = a.Context; }"),
        Offers("void Place() { using var a = Spans.Source.StartActivity(\"a\"); var n = (a.DisplayName = \"x\").Length; }"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<SpanMayBeNullFixer>($"#nullable disable\nclass Orders {{ {method} }}", keys);
}
