using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class InstrumentIsCreatedRepeatedlyFixerTests
{
    private static readonly RuleTest<InstrumentIsCreatedRepeatedly> Rule = new() { Files = MetricSources.Files };

    [Fact]
    public Task An_instrument_that_is_used_where_it_is_created() => Fixes(
        """
        class Orders
        {
            // Places it.
            public void Place() => Shop.Meter.CreateCounter<long>("orders.placed", unit: "{order}").Add(1); // now
        }
        """,
        """
        class Orders
        {
            private static readonly Counter<long> OrdersPlaced = Shop.Meter.CreateCounter<long>("orders.placed", unit: "{order}");

            // Places it.
            public void Place() => OrdersPlaced.Add(1); // now
        }
        """);

    [Fact]
    public Task An_instrument_in_a_local_variable() => Fixes(
        """
        class Orders
        {
            private readonly List<int> _ids = [];

            public void Place(int id)
            {
                _ids.Add(id);

                // Counts them.
                var placed = Shop.Meter.CreateCounter<long>("orders.placed");
                if (placed.Enabled)
                    placed.Add(1);
            }
        }
        """,
        """
        class Orders
        {
            private static readonly Counter<long> Placed = Shop.Meter.CreateCounter<long>("orders.placed");
            private readonly List<int> _ids = [];

            public void Place(int id)
            {
                _ids.Add(id);

                // Counts them.
                if (Placed.Enabled)
                    Placed.Add(1);
            }
        }
        """);

    [Fact]
    public Task After_the_meter_of_the_type_in_its_style() => Fixes(
        """
        class Orders
        {
            private static readonly Meter s_meter = new("Shop");
            private static readonly int s_ordersPlaced = 1;

            public void Place() => s_meter.CreateCounter<long>("orders.placed").Add(s_ordersPlaced);
        }
        """,
        """
        class Orders
        {
            private static readonly Meter s_meter = new("Shop");
            private static readonly Counter<long> s_ordersPlaced2 = s_meter.CreateCounter<long>("orders.placed");
            private static readonly int s_ordersPlaced = 1;

            public void Place() => s_ordersPlaced2.Add(s_ordersPlaced);
        }
        """);

    [Fact]
    public Task A_meter_that_is_made_along_with_it() => Fixes(
        """
        class Orders
        {
            public void Place()
            {
                using var meter = new Meter("Shop", "1.0");
                var placed = meter.CreateCounter<long>("orders.placed");
                placed.Add(1);
            }
        }
        """,
        """
        class Orders
        {
            private static readonly Meter Meter = new Meter("Shop", "1.0");
            private static readonly Counter<long> Placed = Meter.CreateCounter<long>("orders.placed");

            public void Place()
            {
                Placed.Add(1);
            }
        }
        """);

    [Fact]
    public Task A_meter_like_the_one_that_the_type_has() => Fixes(
        """
        class Orders
        {
            private static readonly Meter Orderly = new("Shop");
            public void Place() => new Meter("Shop").CreateCounter<long>("orders.placed").Add(1);
        }
        """,
        """
        class Orders
        {
            private static readonly Meter Orderly = new("Shop");
            private static readonly Counter<long> OrdersPlaced = Orderly.CreateCounter<long>("orders.placed");
            public void Place() => OrdersPlaced.Add(1);
        }
        """);

    [Fact]
    public Task A_field_of_the_object_becomes_static() => Fixes(
        """
        class Orders
        {
            private static readonly Meter Meter = new("Shop");

            /// <summary>How many.</summary>
            private readonly Counter<int> _placed = Meter.CreateCounter<int>("orders.placed");

            public void Place() => this._placed.Add(1);
        }
        """,
        """
        class Orders
        {
            private static readonly Meter Meter = new("Shop");

            /// <summary>How many.</summary>
            private static readonly Counter<int> Placed = Meter.CreateCounter<int>("orders.placed");

            public void Place() => Placed.Add(1);
        }
        """);

    [Fact]
    public Task A_field_that_the_constructor_sets_becomes_static() => Fixes(
        """
        class Orders
        {
            private static readonly Meter Meter = new("Shop");
            private readonly Counter<int> _placed;
            private readonly int _limit;

            public Orders(int limit)
            {
                _placed = Meter.CreateCounter<int>("orders.placed");
                _limit = limit;
            }

            public void Place() => _placed.Add(_limit);
        }
        """,
        """
        class Orders
        {
            private static readonly Meter Meter = new("Shop");
            private static readonly Counter<int> Placed = Meter.CreateCounter<int>("orders.placed");
            private readonly int _limit;

            public Orders(int limit)
            {
                _limit = limit;
            }

            public void Place() => Placed.Add(_limit);
        }
        """);

    [Fact]
    public Task A_property_of_the_object_stays_what_others_see() => Fixes(
        """
        class Orders
        {
            public Counter<int> Placed { get; } = Shop.Meter.CreateCounter<int>("placed");
        }
        """,
        """
        class Orders
        {
            private static readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed");

            public Counter<int> Placed { get; } = _placed;
        }
        """);

    [Fact]
    public Task A_helper_returns_the_field() => Fixes(
        """
        struct Orders
        {
            public void Place() => Placed().Add(1);
            private static Counter<long> Placed() => Shop.Meter.CreateCounter<long>("orders-placed");
        }
        """,
        """
        struct Orders
        {
            private static readonly Counter<long> OrdersPlaced = Shop.Meter.CreateCounter<long>("orders-placed");

            public void Place() => Placed().Add(1);
            private static Counter<long> Placed() => OrdersPlaced;
        }
        """);

    [Fact]
    public Task Names_are_written_as_the_file_needs_them() =>
        new RuleTest<InstrumentIsCreatedRepeatedly> { WithLibrary = false }.Fixes<InstrumentIsCreatedRepeatedlyFixer>(
        """
        class Orders
        {
            public void Place() => new System.Diagnostics.Metrics.Meter("Shop").CreateCounter<long>("2nd-order").Add(1);
        }
        """,
        """
        class Orders
        {
            private static readonly System.Diagnostics.Metrics.Meter Meter = new System.Diagnostics.Metrics.Meter("Shop");
            private static readonly System.Diagnostics.Metrics.Counter<long> Instrument2ndOrder = Meter.CreateCounter<long>("2nd-order");

            public void Place() => Instrument2ndOrder.Add(1);
        }
        """,
        "Hoist");

    [Fact]
    public Task Conditional_code_around_it_stays() => Fixes(
        """
        class Orders
        {
        #if !NEVER
            private readonly int _one = 1;
        #endif

            public void Place()
            {
        #if !NEVER
                var placed = Shop.Meter.CreateCounter<int>("orders.placed");
        #endif
                placed.Add(_one);
            }
        }
        """,
        """
        class Orders
        {
            private static readonly Counter<int> OrdersPlaced = Shop.Meter.CreateCounter<int>("orders.placed");
        #if !NEVER
            private readonly int _one = 1;
        #endif

            public void Place()
            {
        #if !NEVER
                var placed = OrdersPlaced;
        #endif
                placed.Add(_one);
            }
        }
        """);

    [Fact]
    public Task Fix_all_shares_what_is_alike() => Rule.FixesAll<InstrumentIsCreatedRepeatedlyFixer>(
        """
        class Orders
        {
            public void Place()
            {
                using var meter = new Meter("Shop");
                meter.CreateCounter<long>("orders.placed").Add(1);
                meter.CreateHistogram<double>("orders.weight").Record(1);
            }

            public void Ship() => new Meter("Shop").CreateCounter<long>("orders.placed").Add(1);

            class Inner
            {
                public void Pack() => Shop.Meter.CreateCounter<long>("orders.packed").Add(1);
            }
        }
        """,
        """
        class Orders
        {
            private static readonly Meter Meter = new Meter("Shop");
            private static readonly Histogram<double> OrdersWeight = Meter.CreateHistogram<double>("orders.weight");
            private static readonly Counter<long> OrdersPlaced = Meter.CreateCounter<long>("orders.placed");

            public void Place()
            {
                OrdersPlaced.Add(1);
                OrdersWeight.Record(1);
            }

            public void Ship() => OrdersPlaced.Add(1);

            class Inner
            {
                private static readonly Counter<long> OrdersPacked = Shop.Meter.CreateCounter<long>("orders.packed");

                public void Pack() => OrdersPacked.Add(1);
            }
        }
        """,
        "Hoist");

    [Theory]
    [InlineData("class Orders(Meter meter) { public void Place() => meter.CreateCounter<long>(\"a\").Add(1); }")]
    [InlineData("class Orders { public void Place(string name) => Shop.Meter.CreateCounter<long>(name).Add(1); }")]
    [InlineData("class Orders { public void Place<T>() where T : struct => Shop.Meter.CreateCounter<T>(\"a\").Add(default); }")]
    [InlineData("class Orders { public void Place() { const string Name = \"a\"; Shop.Meter.CreateCounter<long>(Name).Add(1); } }")]
    [InlineData("interface IOrders { void Place() => Shop.Meter.CreateCounter<long>(\"a\").Add(1); }")]
    [InlineData("class Orders { static Meter M; static Orders() => M = new(\"a\"); public void Place() => M.CreateCounter<long>(\"a\").Add(1); }")]
    [InlineData("partial class A { static Meter M = new(\"a\"); } partial class A { public void Place() => M.CreateCounter<long>(\"a\").Add(1); }")]
    [InlineData("static class A { extension(string name) { public void Place() => Shop.Meter.CreateCounter<long>(\"a\").Add(1); } }")]
    public Task Nothing_is_offered_where_no_static_field_could_have_it(string source) => Rule.Offers<InstrumentIsCreatedRepeatedlyFixer>(source);

    private static Task Fixes(string before, string after) => Rule.Fixes<InstrumentIsCreatedRepeatedlyFixer>(before, after, "Hoist");
}
