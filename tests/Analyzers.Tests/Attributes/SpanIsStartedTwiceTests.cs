using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsStartedTwiceTests
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
    public Task A_span_of_the_same_name() => Rule.Reports(
        """
        class Orders
        {
            [Traced]
            public void Place()
            {
                using var activity = [|Telemetries.Source.StartActivity("Orders.Place")|];
                activity?.SetTag("a", 1);
            }

            [Traced("ship")]
            public async Task Ship()
            {
                using (var activity = [|Telemetries.Source.StartActivity("ship", ActivityKind.Client)|])
                    await Task.Yield();
            }
        }
        """,
        "This starts the span 'Orders.Place', and [Traced] starts one for each call of 'Orders.Place'; remove one of the two",
        "This starts the span 'ship', and [Traced] starts one for each call of 'Orders.Ship'");

    [Fact]
    public Task A_span_that_is_called_like_the_method() => Rule.Reports(
        """
        class Orders
        {
            [Traced] public void Place() { using var activity = [|Telemetries.Source.StartActivity()|]; }
            [Traced] public void Ship() { using var activity = [|Telemetries.Source.StartActivity(nameof(Ship))|]; }
            [Traced] public void Pack() { using var activity = [|Telemetries.Source.StartActivity(ActivityKind.Server)|]; }
        }
        """,
        "This starts the span 'Place'");

    [Fact]
    public Task Spans_of_OpenTelemetrys_own_interface() => Rule.Reports(
        """
        class Orders
        {
            [Traced] public void Place() { using var span = [|Telemetries.Tracer.StartActiveSpan("Orders.Place")|]; }
            [Traced] public void Ship() { [|Telemetries.Tracer.StartSpan("Orders.Ship")|].End(); }
            [Traced] public void Pack() { [|Telemetries.Tracer.StartRootSpan("Pack")|].End(); }
        }
        """);

    [Fact]
    public Task The_core_of_a_partial_wrapper() => Rule.Reports(
        """
        partial class Orders
        {
            [Traced] public partial int Place(int id);
            private int PlaceCore(int id) { using var a = [|Telemetries.Source.StartActivity("Orders.Place")|]; return id; }
            [Traced] public partial int Ship(int id);
            private int ShipCore(int id) { using var a = [|Telemetries.Source.StartActivity()|]; return id; }
        }
        """,
        "starts one for each call of 'Orders.Place'");

    [Fact]
    public Task A_type_that_is_traced() => Rule.Reports(
        "[Traced] class Orders { public void Place() { using var a = [|Telemetries.Source.StartActivity(\"Orders.Place\")|]; } }");

    [Fact]
    public Task A_span_that_is_started_on_one_way_through() => Rule.Reports(
        "class Orders { [Traced] public void Place(bool fast) { if (fast) { using var a = [|Telemetries.Source.StartActivity(\"Orders.Place\")|]; } } }");

    [Fact]
    public Task Top_level_code() => new RuleTest<SpanIsStartedTwice> { Output = OutputKind.ConsoleApplication, Files = [("Source.cs", Source)] }.Reports(
        """
        using var main = Telemetries.Source.StartActivity("<Main>$");
        Orders.Place();
        static class Orders { [Traced] public static void Place() { using var a = [|Telemetries.Source.StartActivity("Orders.Place")|]; } }
        """);

    [Fact]
    public Task A_span_of_another_name_is_another_one() => Rule.IsSilent(
        """
        class Orders
        {
            [Traced] public void Place() { using var a = Telemetries.Source.StartActivity("Orders.Place.Validate"); }
            [Traced("place order")] public void Ship() { using var a = Telemetries.Source.StartActivity("Orders.Ship"); }
            [Traced] public void Pack(string name) { using var a = Telemetries.Source.StartActivity(name); }
            [Traced] public void Send(int n) { using var a = Telemetries.Source.StartActivity($"Orders.Send {n}"); }
        }
        """);

    [Fact]
    public Task A_span_for_each_turn_or_run_of_a_part() => Rule.IsSilent(
        """
        class Orders
        {
            [Traced] public void Place(int[] ids) { foreach (var id in ids) { using var a = Telemetries.Source.StartActivity("Orders.Place"); } }
            [Traced] public Action Later() => () => { using var a = Telemetries.Source.StartActivity("Orders.Later"); };
            [Traced] public void Retry() { Try(); Try(); void Try() { using var a = Telemetries.Source.StartActivity("Orders.Retry"); } }
        }
        """);

    [Fact]
    public Task Methods_that_are_not_traced() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() { using var a = Telemetries.Source.StartActivity("Orders.Place"); }
            [Counted] public void Ship() { using var a = Telemetries.Source.StartActivity("Orders.Ship"); }
            [Traced, NotInstrumented] public void Pack() { using var a = Telemetries.Source.StartActivity("Orders.Pack"); }
            [Traced] public async void Send() { using var a = Telemetries.Source.StartActivity("Orders.Send"); await Task.Yield(); }
            public void SendCore() { using var a = Telemetries.Source.StartActivity("Orders.Send"); }
        }
        """);

    [Fact]
    public Task Activities_that_are_made_and_not_started() => Rule.IsSilent(
        """
        class Orders
        {
            [Traced] public Activity? Place() => Telemetries.Source.CreateActivity("Orders.Place", ActivityKind.Internal);
            [Traced] public void Ship() { using var a = new Activity("Orders.Ship").Start(); }
        }
        """);

    [Fact]
    public Task Methods_that_are_only_called_alike() => Rule.IsSilent(
        """
        class Mine { public IDisposable? StartActivity(string name) => null; public void StartSpan(string name) { } }
        class Orders
        {
            [Traced] public void Place(Mine mine) { using var a = mine.StartActivity("Orders.Place"); mine.StartSpan("Orders.Place"); }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { [Traced] public void Place() { using var a = Telemetries.Source.StartActivity("Orders.Place"); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanIsStartedTwice> { Compiles = false, Files = [("Source.cs", Source)] }.Reports(
        """
        class Orders
        {
            [Traced] public Missing Place() { using var a = Telemetries.Source.StartActivity(Lost); }
            [Traced] public void Ship(Lost lost) { using var a = [|Telemetries.Source.StartActivity("Orders.Ship")|]; lost.Go(); }
            [Traced] public void Pack() { using var a = Nowhere.StartActivity("Orders.Pack"); }
        }
        """);

    [Fact]
    public Task Where_the_package_is_switched_off_nothing_is_said() =>
        new RuleTest<SpanIsStartedTwice> { Files = [("Source.cs", Source)], Properties = "build_property.InstrumentationEnabled = false" }.IsSilent(
            "class Orders { [Traced] public void Place() { using var a = Telemetries.Source.StartActivity(\"Orders.Place\"); } }");
}
