using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class InstrumentIsWrittenByHandTests
{
    private static readonly RuleTest<InstrumentIsWrittenByHand> Rule = new()
    {
        Files = [("Usings.cs", "global using System.Diagnostics.Metrics; static class M { public static readonly Meter Meter = new(\"m\"); }")],
    };

    [Theory]
    [InlineData("private static readonly Counter<int> [|Orders|] = M.Meter.CreateCounter<int>(\"orders\"); void Use() => Orders.Add(1);")]
    [InlineData("static readonly UpDownCounter<long> [|Orders|] = M.Meter.CreateUpDownCounter<long>(\"orders\", \"{order}\"); void Use() => C.Orders.Add(1, new KeyValuePair<string, object?>(\"a\", \"b\"));")]
    [InlineData("static readonly Histogram<double> [|_size|] = M.Meter.CreateHistogram<double>(name: \"size\", description: null, unit: \"s\"); void Use() { _size.Record(1, new KeyValuePair<string, object?>(\"a\", true)); }")]
    [InlineData("static readonly Gauge<byte> [|_size|] = M.Meter.CreateGauge<byte>(\"size\"); void Use() { _size.Record(1); Action a = () => _size.Record(2); }")]
    [InlineData("static readonly Counter<decimal> [|Sum|] = M.Meter.CreateCounter<decimal>(Name); const string Name = \"sum\"; void Use(string a) => Sum.Add(1, new KeyValuePair<string, object?>(Name, a), new KeyValuePair<string, object?>(\"b\", 1));")]
    public Task A_field_that_is_recorded_on_alike(string members) => Rule.Reports($"class C {{ {members} }}");

    [Theory]
    [InlineData("public static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() => Orders.Add(1);")]
    [InlineData("static Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() => Orders.Add(1);")]
    [InlineData("readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() => Orders.Add(1);")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\");")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() { if (Orders.Enabled) Orders.Add(1); }")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); object Use() { Orders.Add(1); return Orders; }")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use(string key) => Orders.Add(1, new KeyValuePair<string, object?>(key, 1));")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use(KeyValuePair<string, object?> tag) => Orders.Add(1, tag);")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() => Orders.Add(1, new System.Diagnostics.TagList());")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use(DayOfWeek day) => Orders.Add(1, new KeyValuePair<string, object?>(\"day\", day));")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() { Orders.Add(1, new KeyValuePair<string, object?>(\"a\", 1)); Orders.Add(1); }")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\"); void Use() { Orders.Add(1, new KeyValuePair<string, object?>(\"a\", 1)); Orders.Add(1, new KeyValuePair<string, object?>(\"a\", \"b\")); }")]
    [InlineData("static readonly Counter<int> Orders = M.Meter.CreateCounter<int>(\"orders\", null, null, []); void Use() => Orders.Add(1);")]
    [InlineData("static readonly ObservableCounter<int> Orders = M.Meter.CreateObservableCounter(\"orders\", () => 1);")]
    public Task What_does_more_or_less(string members) => Rule.IsSilent($"class C {{ {members} }}");

    [Fact]
    public Task The_field_becomes_a_method_and_its_type_partial() => Rule.Fixes<InstrumentIsWrittenByHandFixer>(
        """
        #nullable enable
        public static class Orders
        {
            // How many.
            private static readonly Counter<long> _ordersPlaced = M.Meter.CreateCounter<long>("orders.placed", "{order}", "Orders that were placed.");

            public static void Place(string? channel, bool express)
            {
                _ordersPlaced.Add(1, new KeyValuePair<string, object?>("order.channel", channel), new KeyValuePair<string, object?>("express", express)); // one
                Orders._ordersPlaced.Add(2, new KeyValuePair<string, object?>("order.channel", "web"), new KeyValuePair<string, object?>("express", true));
            }
        }
        """,
        """
        #nullable enable
        public static partial class Orders
        {
            // How many.
            [Counter("orders.placed", Unit = "{order}", Description = "Orders that were placed.")]
            static partial void OrdersPlaced(long count, [Tag("order.channel")] string? orderChannel, [Tag] bool express);

            public static void Place(string? channel, bool express)
            {
                OrdersPlaced(1, channel, express); // one
                OrdersPlaced(2, "web", true);
            }
        }
        """,
        "UseTyped");

    [Fact]
    public Task A_name_that_is_taken_is_left_alone() => Rule.Offers<InstrumentIsWrittenByHandFixer>(
        "class C { static readonly Counter<int> [|_orders|] = M.Meter.CreateCounter<int>(\"orders\"); void Orders() => _orders.Add(1); }");

    [Fact]
    public Task All_of_a_type_at_once() => Rule.FixesAll<InstrumentIsWrittenByHandFixer>(
        """
        class C
        {
            private static readonly Counter<int> A = M.Meter.CreateCounter<int>("a");
            private static readonly Histogram<double> _b = M.Meter.CreateHistogram<double>("b");

            void Use()
            {
                A.Add(1);
                _b.Record(2);
            }
        }
        """,
        """
        partial class C
        {
            [Counter("a")]
            static partial void A(int count);
            [Histogram("b")]
            static partial void B(double value);

            void Use()
            {
                A(1);
                B(2);
            }
        }
        """,
        "UseTyped");
}
