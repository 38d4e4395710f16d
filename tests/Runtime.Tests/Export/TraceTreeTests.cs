using System.Diagnostics;
using System.Text;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Export;

[Collection(ProcessWide.Name)]
public sealed class TraceTreeTests
{
    private static readonly ActivitySource Shop = TelemetryScope.Get("Shop", "1.4.0").Source;
    private static readonly ActivitySource Payments = TelemetryScope.Get("Shop.Payments").Source;
    private static readonly ActivityContext Remote = ActivityContext.Parse("00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);

    [Fact]
    public async Task A_trace_is_an_indented_tree_with_all_that_a_span_says()
    {
        await using var recorder = Recorder.Start();
        Order();

        Assert.Equal(
            """
            trace 00f92f3577b34da6a3ce929d0e0e4736 · Shop 1.4.0 · 5 spans · 1.24 s
            ↑ continues 00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            POST /orders              1.24 s  ✓  server  http.route=/orders
            ├─ Checkout.Place         1.20 s  ✗ card declined  order.tier=gold  order.lines=3
            │  │  • +1.20 s  exception System.InvalidOperationException: card declined
            │  ├─ Inventory.Reserve  13.5 ms  ✓
            │  │     • +850 µs  reserved  sku=a-1
            │  └─ Payment.Charge      850 µs  ✗  client  [Shop.Payments]
            │        → linked to 00-00000000000000000000000000000001-0000000000000002-01  link.reason=retry
            └─ Mailer.Send           20.0 ms  ✓  producer


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task What_is_over_a_limit_is_told_and_not_shown()
    {
        await using var recorder = Recorder.Start(static b => b.WithTracing(static t =>
            t.SetLimits(new SpanLimits { TagCount = 1, EventCount = 1, LinkCount = 0, EventTagCount = 1, TagValueLength = 3 })));
        var span = Shop.StartActivity(ActivityKind.Internal, Remote, links: [new(Remote)], startTime: Spans.Origin, name: "many")!;
        span.SetTag("a", "12345").SetTag("b", 2).AddEvent(new("first", Spans.Origin, new() { ["c"] = "12345", ["d"] = 4 })).AddEvent(new("second"));
        span.End(at: 1);

        Assert.Equal(
            """
            trace 00f92f3577b34da6a3ce929d0e0e4736 · Shop 1.4.0 · 1 span · 1.00 ms
            ↑ continues 00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            many  1.00 ms  ✓  a=123
               • +0 s  first  c=123  (1 more tags are over the limit)
               (1 more links are over the limit)  (1 more events are over the limit)  (1 more tags are over the limit)


            """,
            await recorder.EndAsync());
    }

    [Theory]
    [InlineData("00")]
    [InlineData("01")]
    public async Task What_is_continued_is_told_as_it_was_received(string flags)
    {
        var parent = $"00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-{flags}";
        await using var recorder = Recorder.Start(static b => b.WithTracing(static t => t.SetSampler(new AlwaysOnSampler())));
        Shop.Begin("POST /orders", parent: ActivityContext.Parse(parent, null)).End(at: 1);

        Assert.Contains($"\n↑ continues {parent}\n", await recorder.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_knows_no_such_characters_gets_ASCII()
    {
        await using var recorder = Recorder.Start(encoding: Encoding.ASCII);
        Order();

        var text = await recorder.EndAsync();

        Assert.Equal(
            """
            trace 00f92f3577b34da6a3ce929d0e0e4736 - Shop 1.4.0 - 5 spans - 1.24 s
            ^ continues 00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            POST /orders              1.24 s  ok  server  http.route=/orders
            +- Checkout.Place         1.20 s  ERROR: card declined  order.tier=gold  order.lines=3
            |  |  * +1.20 s  exception System.InvalidOperationException: card declined
            |  +- Inventory.Reserve  13.5 ms  ok
            |  |     * +850 us  reserved  sku=a-1
            |  `- Payment.Charge      850 us  ERROR  client  [Shop.Payments]
            |        -> linked to 00-00000000000000000000000000000001-0000000000000002-01  link.reason=retry
            `- Mailer.Send           20.0 ms  ok  producer


            """,
            text);
        Assert.All(text, static character => Assert.True(char.IsAscii(character)));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task The_culture_changes_nothing(string culture)
    {
        await using var plain = Recorder.Start();
        Order();
        var expected = await plain.EndAsync();
        using var surroundings = new Surroundings().Speak(culture);
        await using var recorder = Recorder.Start();
        Order();

        Assert.Equal(expected, await recorder.EndAsync());
    }

    [Fact]
    public async Task Spans_that_outlive_their_trace_are_written_when_they_end_under_a_line_that_names_their_parent()
    {
        await using var recorder = Recorder.Start();
        var root = Shop.Begin("Checkout.Place", parent: Remote);
        var mail = Shop.Begin("Mailer.Send");
        Shop.Begin("Template.Render").End(at: 5);
        Activity.Current = root;
        root.End(at: 10);
        await recorder.Telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10));
        var before = recorder.Output.Text;

        // One that is below the late one, and one that begins when its parent's trace is written already.
        Activity.Current = mail;
        Shop.Begin("Smtp.Send", at: 11).End(at: 12);
        mail.End(at: 25);
        Activity.Current = root;
        Shop.Begin("Audit.Write", at: 30).End(at: 31);
        Activity.Current = null;

        Assert.Equal(
            """
            trace 00f92f3577b34da6a3ce929d0e0e4736 · Shop 1.4.0 · 1 span · 10.0 ms
            ↑ continues 00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            Checkout.Place  10.0 ms  ✓
            └─ Mailer.Send           still running


            """,
            before);
        Assert.Equal(
            """
            trace 00f92f3577b34da6a3ce929d0e0e4736 · Shop 1.4.0 · 3 spans · 25.0 ms
            ↑ late child of Checkout.Place <id>
            Mailer.Send         25.0 ms  ✓
            ├─ Template.Render  5.00 ms  ✓
            └─ Smtp.Send        1.00 ms  ✓

            trace 00f92f3577b34da6a3ce929d0e0e4736 · Shop 1.4.0 · 1 span · 1.00 ms
            ↑ late child of Checkout.Place <id>
            Audit.Write  1.00 ms  ✓


            """,
            (await recorder.EndAsync())[before.Length..]);
    }

    [Fact]
    public async Task A_span_below_one_that_nobody_records_hangs_on_the_nearest_that_is_recorded_or_says_whose_child_it_is()
    {
        await using var recorder = Recorder.Start();
        using var framework = new Activity("framework");
        framework.Start();
        using (Shop.Begin("outer"))
        {
            using var unseen = new Activity("unseen");
            unseen.Start();
            Shop.Begin("inner").End(at: 1);
        }

        var text = await recorder.EndAsync();

        Assert.Contains("↑ child of framework <id>\nouter", text, StringComparison.Ordinal);
        Assert.Contains("\n└─ inner ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_at_the_end_is_written_as_far_as_it_went()
    {
        await using var recorder = Recorder.Start();
        using var root = Shop.Begin("open root");
        Shop.Begin("ended child").End(at: 3);

        Assert.Equal(
            """
            trace <id> · Shop 1.4.0 · 2 spans · not finished when telemetry stopped
            open root                still running
            └─ ended child  3.00 ms  ✓


            """,
            await recorder.EndAsync());
    }

    [Fact]
    public async Task A_trace_takes_a_thousand_spans_and_counts_the_others()
    {
        await using var recorder = Recorder.Start();
        using (Shop.Begin("root"))
        {
            for (var i = 1; i < 1_000 + 1_234; i++)
                Shop.Begin("child").End(at: 1);
        }

        var text = await recorder.EndAsync();

        Assert.Equal(999, text.Split("─ child").Length - 1);
        Assert.EndsWith("(1,234 more spans are not shown: a trace holds so many at most)\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_more_than_a_thousand_open_traces_the_oldest_are_written_early_and_what_ends_after_that_on_its_own()
    {
        await using var recorder = Recorder.Start();
        var roots = new List<Activity>();
        for (var i = 0; i < 1_002; i++)
        {
            Activity.Current = null;
            roots.Add(Shop.Begin($"root {i}."));
            if (i == 0)
                Shop.Begin("child of the oldest").End(at: 1);
        }

        roots.ForEach(static root => root.End(at: 2));
        var text = await recorder.EndAsync();

        Assert.StartsWith(
            """
            trace <id> · Shop 1.4.0 · 2 spans · not finished, told early: too much was open
            root 0.                          still running
            └─ child of the oldest  1.00 ms  ✓

            trace <id> · Shop 1.4.0 · 1 span · not finished, told early: too much was open
            root 1.    still running


            """,
            text,
            StringComparison.Ordinal);
        for (var i = 0; i < roots.Count; i++)
            Assert.Contains($"\nroot {i}.  2.00 ms  ✓\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_used_when_asked_for_and_never_by_themselves_on_an_output_of_ones_own()
    {
        await using var coloured = Recorder.Start(options: o => o.Colors = true);
        await using var plain = Recorder.Start();
        var span = Shop.Begin("painted", parent: Remote);
        span.SetStatus(ActivityStatusCode.Error, "no");
        span.End(at: 1);

        Assert.Equal(
            """
            \e[1mtrace 00f92f3577b34da6a3ce929d0e0e4736\e[0m · Shop 1.4.0 · 1 span · 1.00 ms
            \e[90m↑ continues 00-00f92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\e[0m
            painted  \e[36m1.00 ms\e[0m  \e[31m✗ no\e[0m


            """,
            (await coloured.EndAsync()).Replace("\e", "\\e", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', await plain.EndAsync());
    }

    private static void Order()
    {
        var request = Shop.Begin("POST /orders", kind: ActivityKind.Server, parent: Remote);
        request.SetTag("http.route", "/orders");
        var place = Shop.Begin("Checkout.Place", at: 2);
        place.SetTag("order.tier", "gold").SetTag("order.lines", 3).SetTag("order.coupon", null);

        var reserve = Shop.Begin("Inventory.Reserve", at: 3);
        reserve.AddEvent(new ActivityEvent("reserved", Spans.Origin.AddMilliseconds(3.85), new() { { "sku", "a-1" } }));
        reserve.End(at: 16.5);

        var charge = Payments.Begin("Payment.Charge", at: 17, kind: ActivityKind.Client);
        var link = ActivityContext.Parse("00-00000000000000000000000000000001-0000000000000002-01", null);
        charge.AddLink(new ActivityLink(link, new() { { "link.reason", "retry" } }));
        charge.SetStatus(ActivityStatusCode.Error);
        charge.End(at: 17.85);

        place.SetStatus(ActivityStatusCode.Error, "card declined");
        place.AddException(new InvalidOperationException("card declined"), timestamp: Spans.Origin.AddMilliseconds(1_202));
        place.End(at: 1_202);
        Shop.Begin("Mailer.Send", at: 1_210, kind: ActivityKind.Producer).End(at: 1_230);
        request.End(at: 1_240);
    }
}
