using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class TagsAreComputedUnguardedTests
{
    private const string Instruments = """
        global using Pair = System.Collections.Generic.KeyValuePair<string, object?>;
        static class Sales
        {
            public static readonly Counter<int> Placed = Shop.Meter.CreateCounter<int>("placed");
            public static readonly Histogram<double> Weight = Shop.Meter.CreateHistogram<double>("weight");
            public static string Describe(object value) => value.ToString()!;
            public static bool IsBig(int value) => value > 1;
        }
        """;

    private static readonly RuleTest<TagsAreComputedUnguarded> Rule =
        new() { Files = [.. MetricSources.Files, ("Instruments.cs", Instruments)] };

    [Fact]
    public Task Texts_that_are_built() => Rule.Reports(
        """
        class Orders
        {
            public void Place(int region, string shop) => Sales.Placed.Add(1, new Pair("region", [|$"eu-{region}"|]));
            public void Ship(int region, string shop) => Sales.Placed.Add(1, new Pair("shop", [|"shop-" + shop|]));
            public void Pack(int region, string shop) => Sales.Weight.Record(2, new Pair("region", [|region.ToString()|]));
            public void Send(int region, string shop) => Sales.Weight.Record(2, new Pair("shop", [|shop.ToLowerInvariant()|]));
        }
        """,
        "The tag 'region' is computed by an interpolation even while nobody listens to 'Placed'; ask 'Placed.Enabled' first",
        "by a concatenation",
        "by 'ToString'",
        "by 'ToLowerInvariant'");

    [Fact]
    public Task Calls_that_make_objects_and_count() => Rule.Reports(
        """
        class Orders
        {
            public void Place(IEnumerable<int> ids) => Sales.Placed.Add(1, new Pair("first", 1), new Pair("count", [|ids.Count()|]));
            public void Ship(object o) => Sales.Placed.Add(1, new Pair("order", [|Sales.Describe(o)|]), new Pair("again", Sales.Describe(o)));
        }
        """);

    [Fact]
    public Task Lists_that_are_filled_before() => Rule.Reports(
        """
        class Orders
        {
            public void Place(string key, int id)
            {
                var tags = new TagList();
                tags.Add(key, [|id.ToString()|]);
                Sales.Placed.Add(1, tags);
            }
        }
        """,
        "The tag of the key 'key' is computed");

    [Fact]
    public Task A_guard_of_something_else() => Rule.Reports(
        """
        class Orders
        {
            public void Place(int id, bool fast)
            {
                if (fast)
                    return;
                if (id > 1)
                    Sales.Placed.Add(1, new Pair("id", [|id.ToString()|]));
            }
        }
        """);

    [Fact]
    public Task Guards() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place(int id)
            {
                if (Sales.Placed.Enabled)
                    Sales.Placed.Add(1, new Pair("id", id.ToString()));
            }
            public void Ship(int id)
            {
                if (!Sales.Placed.Enabled)
                    return;
                var tags = new TagList { { "id", $"{id}" } };
                Sales.Placed.Add(1, tags);
            }
            public void Pack(int id, bool isEnabled)
            {
                foreach (var i in new[] { 1, 2 })
                {
                    if (!isEnabled) { Console.WriteLine(); continue; }
                    Sales.Placed.Add(1, new Pair("id", id.ToString()));
                }
            }
            public void Send(int id) => Sales.Placed.Add(1, new Pair("id", Sales.Placed.Enabled ? id.ToString() : null));
            public bool Test(int id) => Sales.Placed.Enabled && Sent(id);
            private static bool Sent(int id) { Sales.Placed.Add(1, new Pair("id", id.ToString())); return true; }
        }
        """);

    [Fact]
    public Task Values_that_are_there_already() => Rule.IsSilent(
        """
        enum Speed { Slow, Fast }
        class Orders
        {
            const string Shop = "a";
            public string Region { get; set; } = "eu";
            public void Place(string shop, bool fast, Speed speed, int id) => Sales.Placed.Add(
                1,
                new Pair("shop", shop),
                new Pair("region", Region),
                new Pair("constant", Shop + "-b"),
                new Pair("fixed", $"{Shop}-c"),
                new Pair("fast", fast ? "yes" : "no"),
                new Pair("text", fast.ToString()),
                new Pair("same", shop.ToString()),
                new Pair("type", GetType().Name),
                new Pair("big", Sales.IsBig(id)),
                new Pair("speed", speed switch { Speed.Fast => "fast", _ => "slow" }));
        }
        """);

    [Fact]
    public Task Tags_of_spans_and_of_observed_values() => Rule.IsSilent(
        """
        class Orders
        {
            public Measurement<int> Observe(int id) => new(1, new Pair("id", id.ToString()));
            public void Place(Activity? activity, int id) => activity?.SetTag("id", id.ToString());
        }
        """);

    [Fact]
    public Task Tags_that_come_from_elsewhere() => Rule.IsSilent(
        "class Orders { void Place(TagList tags, Pair[] more) { Sales.Placed.Add(1, tags); Sales.Placed.Add(more.Count(), more); } }");

    [Fact]
    public Task Projects_of_tests() => Rule.IsSilent(
        """
        namespace Xunit { class FactAttribute : Attribute; }
        class Tests { public void Counts(int id) => Sales.Placed.Add(1, new Pair("id", id.ToString())); }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place(int id) => Sales.Placed.Add(1, new Pair("id", id.ToString())); }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() => new RuleTest<TagsAreComputedUnguarded>
    {
        WithLibrary = false,
        Output = OutputKind.ConsoleApplication,
        EditorConfig = "dotnet_diagnostic.INS109.severity = warning",
        Files = Rule.Files,
    }.Reports("Sales.Placed.Add(1, new Pair(\"args\", [|args.Length.ToString()|]));");

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<TagsAreComputedUnguarded> { Compiles = false, Files = Rule.Files }.Reports(
        """
        class Orders
        {
            public void Place(int id) { Sales.Placed.Add(1, new Pair("id", [|id.ToString()|]; Sales.Placed.Add(1, new Pair("id", Lost(id))); }
            public void Ship(int id) { Sales.Placed.Add(1, new Pair("id", [|id.ToString()|])); Lost(); }
        }
        """);

    [Fact]
    public Task The_fix_asks_first() => Rule.FixesAll<TagsAreComputedUnguardedFixer>(
        """
        class Orders
        {
            private readonly Histogram<double> _weight = Sales.Weight;

            public void Place(int id)
            {
                Console.WriteLine(id);

                // Counts.
                Sales.Placed.Add(1, new Pair("id", id.ToString())); // them
                this._weight.Record(
                    1,
                    new Pair("id", $"{id}"));
            }
        }
        """,
        """
        class Orders
        {
            private readonly Histogram<double> _weight = Sales.Weight;

            public void Place(int id)
            {
                Console.WriteLine(id);

                // Counts.
                if (Sales.Placed.Enabled)
                    Sales.Placed.Add(1, new Pair("id", id.ToString())); // them
                if (this._weight.Enabled)
                    this._weight.Record(
                        1,
                        new Pair("id", $"{id}"));
            }
        }
        """,
        "Guard");

    [Fact]
    public Task The_fix_keeps_conditional_code_around_it() => Rule.Fixes<TagsAreComputedUnguardedFixer>(
        """
        class Orders
        {
            public void Place(int id)
            {
                id++;
        #if !NEVER
                id++;
                Sales.Placed.Add(1, new Pair("id", id.ToString()));
        #endif
            }
        }
        """,
        """
        class Orders
        {
            public void Place(int id)
            {
                id++;
        #if !NEVER
                id++;
                if (Sales.Placed.Enabled)
                    Sales.Placed.Add(1, new Pair("id", id.ToString()));
        #endif
            }
        }
        """,
        "Guard");

    [Theory]
    [InlineData("class Orders { public void Place(int id) => Sales.Placed.Add(1, new Pair(\"id\", id.ToString())); }")]
    [InlineData("class Orders { Counter<int> Get() => Sales.Placed; public void Place(int id) { Get().Add(1, new Pair(\"id\", id.ToString())); } }")]
    [InlineData("class Orders { public void Place(int id) { if (id > 1) Sales.Placed.Add(1, new Pair(\"id\", id.ToString())); else id = 2; } }")]
    [InlineData("class Orders { public void Place(int id) { var tags = new TagList { { \"id\", id.ToString() } }; Sales.Placed.Add(1, tags); } }")]
    public Task Nothing_is_offered_where_a_guard_has_no_place(string source) => Rule.Offers<TagsAreComputedUnguardedFixer>(source);
}
