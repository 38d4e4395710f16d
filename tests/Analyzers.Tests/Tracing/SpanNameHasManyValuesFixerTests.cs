using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class SpanNameHasManyValuesFixerTests
{
    private static readonly RuleTest<SpanNameHasManyValues> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task The_value_becomes_a_tag() => Rule.Fixes<SpanNameHasManyValuesFixer>(
        """
        class Orders
        {
            void Place(Guid orderId)
            {
        #if !SILENT
                // One for each order.
                using var activity = Spans.Source.StartActivity($"place order {orderId}", ActivityKind.Client); // not sampled
        #endif
                Work.Do();
            }
        }
        """,
        """
        class Orders
        {
            void Place(Guid orderId)
            {
        #if !SILENT
                // One for each order.
                using var activity = Spans.Source.StartActivity("place order", ActivityKind.Client); // not sampled
                activity?.SetTag("order_id", orderId);
        #endif
                Work.Do();
            }
        }
        """,
        "UseTag");

    [Fact]
    public Task Fix_all_keeps_what_there_is_little_of() => Rule.FixesAll<SpanNameHasManyValuesFixer>(
        """
        class Orders
        {
            void Place(string queue, Guid first, Order order)
            {
                using var a = Spans.Source.StartActivity($"{queue}: {first} of {order.Id}");
                using var b = Spans.Tracer.StartActiveSpan($"{{order}} {first}/{order.Id}");
                using var c = Spans.Source.StartActivity($"{first}");
                using var d = Spans.Source.StartActivity($"send {first} to {queue}");
            }
        }
        """,
        """
        class Orders
        {
            void Place(string queue, Guid first, Order order)
            {
                using var a = Spans.Source.StartActivity($"{queue} of");
                a?.SetTag("first", first);
                a?.SetTag("order_id", order.Id);
                using var b = Spans.Tracer.StartActiveSpan("{order}");
                b.SetAttribute("first", first.ToString());
                b.SetAttribute("order_id", order.Id);
                using var c = Spans.Source.StartActivity($"{first}");
                using var d = Spans.Source.StartActivity($"send to {queue}");
                d?.SetTag("first", first);
            }
        }
        """,
        "UseTag",
        remaining: 1);

    [Fact]
    public Task A_name_that_can_not_be_taken_apart_stays() => Task.WhenAll(
        Offers("using var a = Spans.Source.StartActivity($\"place {id}\");", "UseTag"),
        Offers("using var a = Spans.Source.StartActivity(\"place \" + id);"),
        Offers("using (Spans.Source.StartActivity($\"place {id}\")) { }"),
        Offers("using var a = Spans.Source.StartActivity($\"place {Guid.NewGuid()}\");"),
        Offers("using var a = Spans.Source.StartActivity($\"\"\"place {id}\"\"\");"));

    private static Task Offers(string body, params string[] keys) => Rule.Offers<SpanNameHasManyValuesFixer>($"class Orders {{ void Place(Guid id) {{ {body} }} }}", keys);
}
