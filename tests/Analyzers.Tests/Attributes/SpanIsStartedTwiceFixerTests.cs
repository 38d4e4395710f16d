using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsStartedTwiceFixerTests
{
    private const string Source = """
        global using System.Diagnostics;
        global using OpenTelemetry.Trace;
        static class Telemetries
        {
            public static readonly ActivitySource Source = new("Shop");
            public static readonly Tracer Tracer = TracerProvider.Default.GetTracer("Shop");
        }
        """;

    private static readonly RuleTest<SpanIsStartedTwice> Rule = new() { Files = [("Source.cs", Source)] };

    [Fact]
    public Task The_fix_removes_the_span() => Rule.Fixes<SpanIsStartedTwiceFixer>(
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                using var activity = Telemetries.Source.StartActivity("Orders.Place");

                // Then it goes.
                Console.WriteLine();
            }
        }
        """,
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                // Then it goes.
                Console.WriteLine();
            }
        }
        """,
        "RemoveSpan");

    [Fact]
    public Task The_fix_removes_the_attribute() => Rule.Fixes<SpanIsStartedTwiceFixer>(
        """
        class Orders
        {
            [Traced, Counted]
            public void Place()
            {
                using var activity = Telemetries.Source.StartActivity("Orders.Place");
                activity?.SetTag("a", 1);
            }
        }
        """,
        """
        class Orders
        {
            [Counted]
            public void Place()
            {
                using var activity = Telemetries.Source.StartActivity("Orders.Place");
                activity?.SetTag("a", 1);
            }
        }
        """,
        "Remove");

    [Fact]
    public Task Fix_all_removes_the_spans() => Rule.FixesAll<SpanIsStartedTwiceFixer>(
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                using var activity = Telemetries.Source.StartActivity();
                Ship();
            }

            [Traced]
            public void Ship()
            {
                Console.WriteLine();
                using var span = Telemetries.Tracer.StartActiveSpan("Orders.Ship");
            }

            [Traced]
            public void Pack()
            {
                using var activity = Telemetries.Source.StartActivity();
                activity?.SetTag("a", 1);
            }
        }
        """,
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                Ship();
            }

            [Traced]
            public void Ship()
            {
                Console.WriteLine();
            }

            [Traced]
            public void Pack()
            {
                using var activity = Telemetries.Source.StartActivity();
                activity?.SetTag("a", 1);
            }
        }
        """,
        "RemoveSpan",
        remaining: 1);

    [Fact]
    public Task Fix_all_removes_the_attributes() => Rule.FixesAll<SpanIsStartedTwiceFixer>(
        """
        class Orders
        {
            [Traced] public void Place() { using var activity = Telemetries.Source.StartActivity(); }
            [Counted, Traced] public void Ship() { using var activity = Telemetries.Source.StartActivity(); }
        }
        """,
        """
        class Orders
        {
            public void Place() { using var activity = Telemetries.Source.StartActivity(); }
            [Counted] public void Ship() { using var activity = Telemetries.Source.StartActivity(); }
        }
        """,
        "Remove");

    [Fact]
    public Task What_would_be_lost_is_not_removed() => Task.WhenAll(
        Offers("[Traced] public void Place() { using var a = Telemetries.Source.StartActivity(); }", "RemoveSpan", "Remove"),

        // The activity is used, and its parent comes from somewhere.
        Offers("[Traced] public void Place() { using var a = Telemetries.Source.StartActivity(); a?.SetTag(\"a\", 1); }", "Remove"),
        Offers("[Traced] public void Place(ActivityContext c) { using var a = Telemetries.Source.StartActivity(\"Place\", ActivityKind.Client, c); }", "Remove"),
        Offers("[Traced] public void Place() { using (Telemetries.Source.StartActivity()) { } }", "Remove"),
        Offers("[Traced] public Activity? Place() => Telemetries.Source.StartActivity();", "Remove"),

        // Nobody would implement it.
        Offers("[Traced] public partial void Place(); private void PlaceCore() { using (Telemetries.Source.StartActivity(\"Place\")) { } }"),
        Offers(
            "[Traced, Counted] public partial void Place(); private void PlaceCore() { using (Telemetries.Source.StartActivity(\"Place\")) { } }",
            "Remove"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<SpanIsStartedTwiceFixer>($"partial class Orders {{ {method} }}", keys);
}
