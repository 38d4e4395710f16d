using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsWrittenByHandFixerTests
{
    private static readonly RuleTest<SpanIsWrittenByHand> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task The_attribute_takes_the_spans_place() => Rule.Fixes<SpanIsWrittenByHandFixer>(
        """
        class Orders
        {
            private int _count;

            /// <summary>Places one.</summary>
            public async Task<int> Place(int orderId, string channel)
            {
                // One for each order.
                using var activity = Spans.Source.StartActivity("place order", ActivityKind.Client);
                activity?.SetTag("order_id", orderId);
                activity?.SetTag("order.channel", channel);

                try
                {
        #if !SILENT
                    // It takes its time.
                    _count = await Work.DoAsync(); // at last
        #endif

                    return _count;
                }
                catch (Exception e)
                {
                    activity?.SetStatus(ActivityStatusCode.Error, e.Message);
                    throw;
                }
            }
        }
        """,
        """
        class Orders
        {
            private int _count;

            /// <summary>Places one.</summary>
            [Traced("place order", Kind = ActivityKind.Client)]
            public async Task<int> Place([Tag] int orderId, [Tag("order.channel")] string channel)
            {
                // One for each order.
        #if !SILENT
                // It takes its time.
                _count = await Work.DoAsync(); // at last
        #endif

                return _count;
            }
        }
        """,
        "UseTraced");

    [Fact]
    public Task Fix_all_does_it_everywhere() => Rule.FixesAll<SpanIsWrittenByHandFixer>(
        """
        class Orders
        {
            public void Place()
            {
                using var activity = Spans.Source.StartActivity("Orders.Place");
                Work.Do();
            }

            [Counted]
            public void Ship()
            {
                using var activity = Spans.Source.StartActivity();

                // Then it goes.
                Work.Do();
                Work.Do();
            }
        }
        """,
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                Work.Do();
            }

            [Traced(nameof(Ship))]
            [Counted]
            public void Ship()
            {
                // Then it goes.
                Work.Do();
                Work.Do();
            }
        }
        """,
        "UseTraced");

    [Fact]
    public Task Comments_that_would_be_lost_keep_it_from_being_offered() => Task.WhenAll(
        Offers("using var a = Spans.Source.StartActivity(\"a\"); Work.Do();", "UseTraced"),
        Offers("using var a = Spans.Source.StartActivity(\"a\"); /* sampled */ Work.Do();"),
        Offers("using var a = Spans.Source.StartActivity(\"a\"); try { Work.Do(); } catch (Exception e) { /* told above */ a?.SetStatus(ActivityStatusCode.Error, e.Message); throw; }"));

    private static Task Offers(string body, params string[] keys) => Rule.Offers<SpanIsWrittenByHandFixer>($"class Orders {{ public void Place() {{ {body} }} }}", keys);
}
