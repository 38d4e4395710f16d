using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class MethodEmitsSignalsTests
{
    private static readonly RuleTest<MethodEmitsSignals> Rule = new() { EditorConfig = "dotnet_diagnostic.INS015.severity = suggestion" };

    [Fact]
    public Task A_span() => Rule.Reports(
        """
        class Orders
        {
            [Traced] public void [|Place|]([Tag("order.id")] int id, [Tag] bool express) { }
            [Traced("ship it")] public void [|Ship|]() { }
        }
        """,
        "A call of 'Orders.Place' emits the span 'Orders.Place' (order.id, express)",
        "A call of 'Orders.Ship' emits the span 'ship it'");

    [Fact]
    public Task Metrics_and_the_series_that_their_tags_make() => Rule.Reports(
        """
        enum Channel { Web, Store }
        class Orders
        {
            [Counted, Timed("place"), InFlight]
            [return: Tag("ok")]
            public bool [|Place|]([Tag] Channel channel, [Tag] bool? express, [Tag(Values = ["eu", "us"])] string region, [Tag] Guid id) => true;
        }
        """,
        "emits the counter 'test.orders.place.calls' in {call} (channel, express, region, ok): 72 series, and as many for each type of error; "
        + "the histogram 'place' in s (channel, express, region, ok): 72 series, and as many for each type of error; "
        + "the up-down counter 'test.orders.place.in_flight' in {call} (channel, express, region): 36 series");

    [Fact]
    public Task A_metric_whose_tag_nothing_bounds() => Rule.Reports(
        "class Orders { [Counted] public void [|Place|]([Tag] bool express, [Tag(On = On.Both)] Guid id) { } }",
        "(express, id): as many series as 'id' has values");

    [Fact]
    public Task Calls_that_fail_or_do_not() => Rule.Reports(
        """
        class Orders
        {
            [Counted("lost", When = When.Failure), Counted("won", When = When.Success)]
            public void [|Place|]([Tag] bool express) { }
        }
        """,
        "the counter 'lost' in {call} (express): 2 series for each type of error; the counter 'won' in {call} (express): 2 series");

    [Fact]
    public Task Texts_of_an_enumeration_that_are_the_same_are_one() => Rule.Reports(
        """
        using System.Runtime.Serialization;
        enum Channel { Web, [EnumMember(Value = "web")] Site, Store = 1 }
        class Orders { [InFlight("a")] public void [|Place|]([Tag] Channel channel) { } }
        """,
        "the up-down counter 'a' in {call} (channel): 2 series");

    [Fact]
    public Task More_series_than_anybody_counts() => Rule.Reports(
        $$"""
        enum Wide { {{string.Join(", ", Enumerable.Range(0, 2_000).Select(static i => $"M{i}"))}} }
        class Orders { [InFlight("a")] public void [|Place|]([Tag] Wide a, [Tag] Wide b, [Tag] Wide c, [Tag] Wide d, [Tag] Wide e, [Tag] Wide f) { } }
        """,
        "2147483647 series");

    [Fact]
    public Task Attributes_of_types_partial_wrappers_interfaces_and_builders() => Rule.Reports(
        """
        [Traced] class Orders { public void [|Place|]() { } [NotInstrumented] public void Ship() { } void Pack() { } }
        partial class Shop { [Traced] public partial int [|Sell|](); private int SellCore() => 1; }
        [Traced(Decorate = true)] interface IRepo { int [|Get|](); }
        class Jobs { [Traced, System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(TracedBuilder))] public async Task [|Run|]() => await Task.Yield(); }
        """,
        "the span 'Orders.Place'",
        "the span 'Shop.Sell'",
        "the span 'IRepo.Get'",
        "the span 'Jobs.Run'");

    [Theory]
    [InlineData("class Orders { public void Place() { } }")]
    [InlineData("class Orders { [Traced] public System.Collections.IEnumerable All() => null!; }")]
    [InlineData("class Orders { public void Place() { [Traced] void Inner() { } Inner(); } }")]
    public Task What_emits_nothing(string source) => Rule.IsSilent(source);

    [Fact]
    public Task It_is_off_unless_it_is_asked_for() => new RuleTest<MethodEmitsSignals>().IsSilent("class Orders { [Traced] public void Place() { } }");

    [Fact]
    public Task Code_with_errors() => new RuleTest<MethodEmitsSignals> { Compiles = false, EditorConfig = Rule.EditorConfig }.Reports(
        "class Orders { [Traced] public Missing [|Place|]([Tag] Missing id) => }", "the span 'Orders.Place' (id)");

    [Fact]
    public Task Top_level_code() => new RuleTest<MethodEmitsSignals> { EditorConfig = Rule.EditorConfig, Output = OutputKind.ConsoleApplication }.Reports(
        "Orders.Place(); static class Orders { [Traced] public static void [|Place|]() { } }");
}
