using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class MeasurementsHaveOneShapeTests
{
    private const string Instruments = """
        global using Pair = System.Collections.Generic.KeyValuePair<string, object?>;
        static class Sales
        {
            public static readonly Counter<int> Placed = Shop.Meter.CreateCounter<int>("placed");
            public static Histogram<double> Weight { get; } = Shop.Meter.CreateHistogram<double>("weight");
        }
        """;

    private static readonly RuleTest<MeasurementsHaveOneShape> Rule =
        new() { Files = [.. MetricSources.Files, ("Instruments.cs", Instruments)] };

    [Fact]
    public Task Another_order() => Rule.Reports(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("tier", 2));
            public void Again() => [|Sales.Placed.Add(1, new Pair("tier", 2), new Pair("shop", 1))|];
        }
        """,
        "'Placed' is measured with the tags 'tier', 'shop' here, and with the tags 'shop', 'tier' in 'Orders.Place'; give them in one order");

    [Fact]
    public Task Other_keys() => Rule.Reports(
        """
        class Orders
        {
            public void Place() => Sales.Weight.Record(1, new Pair("shop", 1), new Pair("tier", 2));
            public void Again() => [|Sales.Weight.Record(1, new Pair("shop", 1), new Pair("store", 2))|];
        }
        """,
        "with the tags 'shop', 'store' here, and with the tags 'shop', 'tier' in 'Orders.Place'; give both the same keys");

    [Fact]
    public Task Lists_and_arrays() => Rule.Reports(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new TagList { { "shop", 1 }, { "tier", 2 } });
            public void Again()
            {
                var tags = new TagList { { "tier", 1 } };
                tags.Add("shop", 2);
                [|Sales.Placed.Add(1, tags)|];
            }
            public void Third() => [|Sales.Placed.Add(1, new Pair[] { new("tier", 1), new("shop", 2) })|];
            public void Fourth() => [|Sales.Placed.Add(1, [KeyValuePair.Create("tier", (object?)1), new("shop", 2)])|];
        }
        """);

    [Fact]
    public Task A_field_of_each_object() => Rule.Reports(
        """
        class Orders(Meter meter)
        {
            private readonly Counter<int> _placed = meter.CreateCounter<int>("placed");
            public void Place() => _placed.Add(1, new Pair("shop", 1), new Pair("tier", 2));
            public void Again() => [|this._placed.Add(1, new Pair("tier", 2), new Pair("shop", 1))|];
        }
        """);

    [Fact]
    public Task Another_type() => Rule.Reports(
        """
        class Orders { public void Place() => Sales.Placed.Add(1, new Pair("shop", 1)); }
        class Returns { public Returns() { [|Sales.Placed.Add(1, new Pair("store", 1))|]; } }
        """,
        "with the tag 'store' here, and with the tag 'shop' in 'Orders.Place'");

    [Fact]
    public Task Measurements_that_are_alike_and_other_instruments() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("tier", 2));
            public void Again() => Sales.Placed.Add(2, new TagList { { "shop", 3 }, { "tier", 2 } });
            public void Ship() => Sales.Weight.Record(1, new Pair("tier", 2), new Pair("shop", 1));
        }
        """);

    [Fact]
    public Task One_that_has_some_more() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1));
            public void Fail() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("error.type", "timeout"));
            public void Count() => Sales.Placed.Add(1);
        }
        """);

    [Fact]
    public Task Lists_that_depend_on_the_way() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("tier", 2));
            public void Again(bool fast)
            {
                var tags = new TagList { { "tier", 1 } };
                if (fast)
                    tags.Add("shop", 2);
                Sales.Placed.Add(1, tags);
            }
            public void Helped()
            {
                var tags = new TagList { { "store", 1 } };
                Fill(ref tags);
                Sales.Placed.Add(1, tags);
            }
            private static void Fill(ref TagList tags) => tags.Add("shop", 1);
        }
        """);

    [Fact]
    public Task Tags_that_come_from_elsewhere() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place(string key, TagList tags, Pair pair, Pair[] more)
            {
                Sales.Placed.Add(1, new Pair("shop", 1));
                Sales.Placed.Add(1, tags);
                Sales.Placed.Add(1, pair, new("store", 1));
                Sales.Placed.Add(1, [new("store", 1), .. more]);
                Sales.Placed.Add(1, new Pair(key, 1));
            }
        }
        """);

    [Fact]
    public Task Instruments_that_nobody_can_tell_apart() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place(Counter<int> a) { a.Add(1, new Pair("shop", 1)); a.Add(1, new Pair("store", 1)); }
            public void Again() { var a = Sales.Placed; a.Add(1, new Pair("shop", 1)); a.Add(1, new Pair("store", 1)); }
        }
        """);

    [Fact]
    public Task Projects_of_tests() => Rule.IsSilent(
        """
        namespace Xunit { class FactAttribute : Attribute; }
        class Tests { public void A() { Sales.Placed.Add(1, new Pair("a", 1)); Sales.Placed.Add(1, new Pair("b", 1)); } }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place() { Sales.Placed.Add(1, new Pair("a", 1)); Sales.Placed.Add(1, new Pair("b", 1)); } }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() => new RuleTest<MeasurementsHaveOneShape>
    {
        WithLibrary = false,
        Output = OutputKind.ConsoleApplication,
        EditorConfig = "dotnet_diagnostic.INS111.severity = error",
        Files = Rule.Files,
    }.Reports(
        """
        Sales.Placed.Add(1, new Pair("a", 1));
        [|Sales.Placed.Add(1, new Pair("b", 1))|];
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<MeasurementsHaveOneShape> { Compiles = false, Files = Rule.Files }.Reports(
        """
        class Orders
        {
            public void Place() { Sales.Placed.Add(1, new Pair("a", 1)); Sales.Placed.Add(); }
            public void Other() { Sales.Placed.Add(1, new Pair("b")); Sales.Placed.Add(1, Lost); }
            public void Again() { [|Sales.Placed.Add(1, new Pair("b", 1))|]; Lost(); Sales.Placed.Add(1, new Pair("c", ; }
        }
        """);

    [Fact]
    public Task The_fix_gives_them_in_one_order() => Rule.FixesAll<MeasurementsHaveOneShapeFixer>(
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("tier", 2), new Pair("speed", 3));
        #if !NEVER
            public void Again()
            {
                // Again.
                Sales.Placed.Add(
                    1,
                    new Pair("speed", "fast"),
                    KeyValuePair.Create("tier", (object?)2),
                    new("shop", 1)); // and again
            }
        #endif
            public void Third() => Sales.Placed.Add(3, new Pair("tier", 2), new Pair("shop", 1), new Pair("speed", 3));
        }
        """,
        """
        class Orders
        {
            public void Place() => Sales.Placed.Add(1, new Pair("shop", 1), new Pair("tier", 2), new Pair("speed", 3));
        #if !NEVER
            public void Again()
            {
                // Again.
                Sales.Placed.Add(
                    1,
                    new("shop", 1),
                    KeyValuePair.Create("tier", (object?)2),
                    new Pair("speed", "fast")); // and again
            }
        #endif
            public void Third() => Sales.Placed.Add(3, new Pair("shop", 1), new Pair("tier", 2), new Pair("speed", 3));
        }
        """,
        "Order");

    [Theory]
    [InlineData("Sales.Placed.Add(1, new TagList { { \"b\", 1 }, { \"a\", 2 } })")]
    [InlineData("Sales.Placed.Add(1, new Pair(\"b\", 1), /* last */ new Pair(\"a\", 2))")]
    [InlineData("Sales.Placed.Add(1, new Pair(\"c\", 1))")]
    public Task Nothing_is_offered_elsewhere(string second) => Rule.Offers<MeasurementsHaveOneShapeFixer>(
        $"class Orders {{ public void Place() {{ Sales.Placed.Add(1, new Pair(\"a\", 1), new Pair(\"b\", 2)); {second}; }} }}");
}
