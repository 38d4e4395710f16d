using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class TagIsComputedForNobodyFixerTests
{
    private static readonly RuleTest<TagIsComputedForNobody> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task The_statement_is_guarded() => Rule.Fixes<TagIsComputedForNobodyFixer>(
        """
        class Orders
        {
            void Place(Activity? activity, int[] ids)
            {
        #if !SILENT
                // All of them.
                activity?.SetTag("count", 1)
                    .SetTag("ids", string.Join(",", ids)); // in order
        #endif
            }
        }
        """,
        """
        class Orders
        {
            void Place(Activity? activity, int[] ids)
            {
        #if !SILENT
                // All of them.
                if (activity is { IsAllDataRequested: true })
                    activity.SetTag("count", 1)
                    .SetTag("ids", string.Join(",", ids)); // in order
        #endif
            }
        }
        """,
        "Guard");

    [Fact]
    public Task Fix_all_guards_each_statement() => Rule.FixesAll<TagIsComputedForNobodyFixer>(
        """
        class Orders
        {
            void Place(Activity activity, TelemetrySpan span, int[] ids)
            {
                activity.SetTag("ids", string.Join(",", ids));
                span.SetAttribute("ids", string.Join(",", ids));
                _ = activity?.SetTag("a", ids.ToList()).SetTag("b", ids.ToArray());
                Activity.Current?.SetTag("a", ids.ToList());
            }
        }
        """,
        """
        class Orders
        {
            void Place(Activity activity, TelemetrySpan span, int[] ids)
            {
                if (activity.IsAllDataRequested)
                    activity.SetTag("ids", string.Join(",", ids));
                if (span.IsRecording)
                    span.SetAttribute("ids", string.Join(",", ids));
                if (activity is { IsAllDataRequested: true })
                    _ = activity.SetTag("a", ids.ToList()).SetTag("b", ids.ToArray());
                Activity.Current?.SetTag("a", ids.ToList());
            }
        }
        """,
        "Guard",
        remaining: 1);

    [Fact]
    public Task A_tag_that_is_no_statement_of_its_own_stays() => Task.WhenAll(
        Offers("void Place(Activity? a, int[] ids) { a?.SetTag(\"ids\", ids.ToList()); }", "Guard"),
        Offers("void Place(Activity? a, int[] ids) => a?.SetTag(\"ids\", ids.ToList());"),
        Offers("Activity? Place(Activity? a, int[] ids) { return a?.SetTag(\"ids\", ids.ToList()); }"),
        Offers("void Place(int[] ids) { Find()?.SetTag(\"ids\", ids.ToList()); } Activity? Find() => null;"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<TagIsComputedForNobodyFixer>($"class Orders {{ {method} }}", keys);
}
