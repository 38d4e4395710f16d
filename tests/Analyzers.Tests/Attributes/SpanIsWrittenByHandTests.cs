using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsWrittenByHandTests
{
    private static readonly RuleTest<SpanIsWrittenByHand> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_span_with_a_handler() => Rule.Reports(
        """
        class Orders
        {
            public int Place(int id)
            {
                using var activity = [|Spans.Source.StartActivity("Orders.Place")|];
                activity?.SetTag("order.id", id);
                try
                {
                    return Work.Do();
                }
                catch (Exception e)
                {
                    activity?.SetStatus(ActivityStatusCode.Error, e.Message);
                    activity?.AddException(e);
                    throw;
                }
            }

            public async Task<int> Ship()
            {
                using var activity = [|Spans.Source.StartActivity("ship", ActivityKind.Client)|];
                try { return await Work.DoAsync(); }
                catch (Exception e) { activity?.SetTag("error.type", e.GetType().FullName); activity?.SetStatus(ActivityStatusCode.Error); throw; }
            }
        }
        """,
        "The body of 'Orders.Place' is in a span that is written by hand; [Traced] writes the same");

    [Fact]
    public Task A_span_without_one() => Rule.Reports(
        """
        class Orders
        {
            public void Place() { using var activity = [|Spans.Source.StartActivity()|]; Work.Do(); }
            [Counted] public static void Ship(string name) { using Activity? activity = [|Spans.Source.StartActivity(nameof(Ship))|]; activity?.AddTag("name", name); Work.Do(); }
            void Pack() { using var activity = [|Spans.Source.StartActivity(ActivityKind.Server)|]; try { Work.Do(); } finally { Work.Do(); } }
        }
        """);

    [Fact]
    public Task A_span_that_does_more() => Rule.IsSilent(
        """
        class Orders
        {
            public void A() { using var activity = Spans.Source.StartActivity("a"); Work.Do(); activity?.SetTag("done", true); }
            public void B() { using var activity = Spans.Source.StartActivity("b"); activity?.SetTag("count", Work.Do()); Work.Do(); }
            public void C() { using var activity = Spans.Source.StartActivity("c"); Work.Take(activity); }
            public void D() { using var activity = Spans.Source.StartActivity("d"); try { Work.Do(); } catch (Exception e) { activity?.SetStatus(ActivityStatusCode.Error, e.Message); } }
            public void E() { using var activity = Spans.Source.StartActivity("e"); try { Work.Do(); } catch (FormatException) { activity?.SetStatus(ActivityStatusCode.Error); throw; } }
            public void F() { using var activity = Spans.Source.StartActivity("f"); try { Work.Do(); } catch (Exception e) { activity?.SetStatus(ActivityStatusCode.Ok); throw; } }
            public void G(DayOfWeek day) { using var activity = Spans.Source.StartActivity("g"); activity?.SetTag("day", day); Work.Do(); }
        }
        """);

    [Fact]
    public Task A_span_of_a_part() => Rule.IsSilent(
        """
        class Orders
        {
            public void A() { Work.Do(); using var activity = Spans.Source.StartActivity("a"); Work.Do(); }
            public void B() { using (Spans.Source.StartActivity("b")) Work.Do(); Work.Do(); }
            public void C() { Action run = () => { using var activity = Spans.Source.StartActivity("c"); Work.Do(); }; run(); }
            public void D() { using var activity = Spans.Source.StartActivity("d"); }
        }
        """);

    [Fact]
    public Task A_start_that_the_attribute_can_not_say() => Rule.IsSilent(
        """
        class Orders
        {
            public void A(string name) { using var activity = Spans.Source.StartActivity(name); Work.Do(); }
            public void B(ActivityContext parent) { using var activity = Spans.Source.StartActivity("b", ActivityKind.Client, parent); Work.Do(); }
            public void C() { using var span = Spans.Tracer.StartActiveSpan("c"); Work.Do(); }
            public void D() { using var activity = new Activity("d").Start(); Work.Do(); }
        }
        """);

    [Fact]
    public Task Methods_that_calls_of_another_reach() => Rule.IsSilent(
        """
        interface IOrders { void Place(); }
        abstract class Base { public abstract void Ship(); }
        class Orders : Base, IOrders
        {
            public void Place() { using var activity = Spans.Source.StartActivity("a"); Work.Do(); }
            public override void Ship() { using var activity = Spans.Source.StartActivity("b"); Work.Do(); }
            public virtual void Pack() { using var activity = Spans.Source.StartActivity("c"); Work.Do(); }
        }
        """);

    [Fact]
    public Task Methods_that_can_not_be_traced_or_are() => Rule.IsSilent(
        """
        class Orders
        {
            public async void A() { using var activity = Spans.Source.StartActivity("a"); await Task.Yield(); }
            [Traced] public void B() { using var activity = Spans.Source.StartActivity("b"); Work.Do(); }
            public Orders() { using var activity = Spans.Source.StartActivity("e"); Work.Do(); }
        }
        """);

    [Fact]
    public Task Without_the_library_there_is_no_attribute() => new RuleTest<SpanIsWrittenByHand> { Files = Spans.Files, WithLibrary = false }.IsSilent(
        "class Orders { public void Place() { using var activity = Spans.Source.StartActivity(\"a\"); Work.Do(); } }");

    [Fact]
    public Task Where_the_package_is_switched_off_nothing_is_said() =>
        new RuleTest<SpanIsWrittenByHand> { Files = Spans.Files, Properties = "build_property.InstrumentationEnabled = false" }.IsSilent(
            "class Orders { public void Place() { using var activity = Spans.Source.StartActivity(\"a\"); Work.Do(); } }");

    [Fact]
    public Task Top_level_code() => new RuleTest<SpanIsWrittenByHand> { Files = Spans.Files, Output = OutputKind.ConsoleApplication }.Reports(
        """
        using var main = Spans.Source.StartActivity("main");
        Orders.Place();
        static class Orders { public static void Place() { using var activity = [|Spans.Source.StartActivity("a")|]; Work.Do(); } }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place() { using var activity = Spans.Source.StartActivity("a"); Work.Do(); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanIsWrittenByHand> { Compiles = false, Files = Spans.Files }.Reports(
        """
        class Orders
        {
            public void Place() { using var activity = [|Spans.Source.StartActivity("a")|]; Lost.Go(); }
            public void Ship() { using var activity = Spans.Source.StartActivity(; Work.Do(); }
            public void Pack() { using var = Spans.Source.StartActivity("b"); Work.Do(); try { } catch
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<SpanIsWrittenByHand> { Files = Spans.Files, EditorConfig = "dotnet_diagnostic.INS010.severity = none" }.IsSilent(
            "class Orders { public void Place() { using var activity = Spans.Source.StartActivity(\"a\"); Work.Do(); } }");
}
