using Instrumentation.Generator.Tests.Harness;

namespace Instrumentation.Generator.Tests.Instruments;

/// <summary>What is written for methods that are instruments, as text beside this file, and in which shapes of types and signatures it compiles.</summary>
public sealed class TypedInstrumentTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using Instrumentation;

        namespace Shop;

        public enum Region { Eu, Us, Other }

        [Flags]
        public enum Sides { Left = 1, Right = 2, Wrong = 2 }

        public sealed record Customer(Region Region, string Name);

        """;

    [Theory]
    [InlineData("NoTags", """[Counter("orders.placed", Unit = "{order}", Description = "Orders that were placed.")] public static partial void Placed();""")]
    [InlineData("Bounded", """[Counter] public static partial void Placed(long count, [Tag] Region region, [Tag("express")] bool express, [Tag] Sides? side);""")]
    [InlineData("Unbounded", """[Histogram("order.size", Buckets = new[] { 1d, 10d })] public static partial void Size(int size, [Tag] Guid id, [Tag] Region region, [Tag] string? user);""")]
    [InlineData("Declared", """[UpDownCounter(CardinalityLimit = 50)] static partial void Items(float count, [Tag(Values = new object[] { "a", "b", "other" })] string kind, [Tag(Values = new object[] { 1, 2 })] long size);""")]
    [InlineData("Path", """[Gauge] internal static partial void Load(decimal load, [Tag("customer.region", Path = "Region")] Customer? customer, [Tag("customer.name", Path = "Name")] Customer? customer2);""")]
    public void Snapshots(string kind, string method) =>
        Snapshot.Verify(Run.Over(Project.Of($$"""
            //Shop.cs
            {{Head}}
            public static partial class Metrics
            {
                {{method}}
            }
            """)).CompilesCleanly(), kind);

    [Theory]
    [InlineData("partial class Box<T> where T : class, new()", "")]
    [InlineData("partial struct Box", "")]
    [InlineData("readonly partial struct Box", "")]
    [InlineData("ref partial struct Box", "")]
    [InlineData("partial record Box", "")]
    [InlineData("partial record struct Box<T>", "")]
    [InlineData("partial class @event", "")]
    [InlineData("partial class Outer<TOuter> { public partial struct Inner<TInner>", "}")]
    [InlineData("partial class Outer { private partial interface Inner", "}")]
    public void In_any_type(string type, string end)
    {
        var run = Run.Over(Project.Of($$"""
            {{Head}}
            public {{type}}
            {
                private enum Outcome { Good, Bad }

                [Counter] private static partial void Done(long count, [Tag] Outcome outcome, [Tag] Outcome? last);

                [Gauge] public static partial void Set(double value);

                private static void Use() { Done(1, Outcome.Good, null); Set(2); }
            }{{end}}
            """)).CompilesCleanly();

        Assert.Single(run.Sources);
    }

    [Fact]
    public void In_an_interface_with_variance() => Run.Over(Project.Of(Head + """
        public partial interface IBox<in T, out TOther>
        {
            [Counter] static partial void Done(long count, [Tag] Region region);

            static void Use() => Done(1, Region.Eu);
        }
        """)).CompilesCleanly();

    [Theory]
    [InlineData("[Counter] public static partial void M(in long count, [Tag] in Region region, [Tag] ref int size, [Tag] ref readonly bool express);")]
    [InlineData("[Counter] public static partial void M<T>(long count, [Tag] T tag, [Tag] List<T> tags) where T : struct, IComparable<T>;")]
    [InlineData("[Counter] public static partial void M([Tag] string first, byte count, [Tag] params int[] others);")]
    [InlineData("[Counter] public static partial void M([Tag(\"a\"), Tag(\"b\")] this Region region);")]
    [InlineData("[Counter] public static partial void M(long count = 1, [Tag] Region region = Region.Us);")]
    [InlineData("[Histogram] public static partial void M(double value, [Tag] int tags, [Tag] int index, [Tag] int fault, [Tag] bool @event, [Tag] char known);")]
    [InlineData("[Histogram] public static partial void M(sbyte value, [Tag] object? o, [Tag] DateTime d, [Tag] TimeSpan t, [Tag] decimal m, [Tag] double? n, [Tag] (int, Region) pair, [Tag] dynamic any);")]
    [InlineData("[Counter] static partial void M(uint count, [Tag] Region a, [Tag] Region b, [Tag] Region c, [Tag] Region d, [Tag] Region e, [Tag] Region f, [Tag] Region g, [Tag] Region h, [Tag] Region i);")]
    [InlineData("[Counter] public static partial void M(long count, [Tag] Region region); [Counter] public static partial void M(int count, [Tag] Region region); [Counter] public static partial void M();")]
    public void With_any_signature(string method)
    {
        var run = Run.Over(Project.Of($$"""
            {{Head}}
            public static partial class Metrics
            {
                {{method}}
            }
            """)).CompilesCleanly();

        Assert.Contains("Instruments", Assert.Single(run.Sources).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void More_combinations_than_a_table_is_worth_are_found_by_their_struct()
    {
        var tags = string.Concat(Enumerable.Range(0, 12).Select(static i => $", [Tag] bool b{i}"));
        var run = Run.Over(Project.Of($$"""
            {{Head}}
            public static partial class Metrics
            {
                [Counter] public static partial void Table(long count{{tags}});
                [Counter] public static partial void Keyed(long count{{tags}}, [Tag] bool more);
            }
            """)).CompilesCleanly();

        var source = Assert.Single(run.Sources).Value;
        Assert.Contains("BoundCounter<long> Table_Counter", source, StringComparison.Ordinal);
        Assert.Contains("KeyedCounter<long, Keyed_Key> Keyed_Counter", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Counter] public static partial void M(string count);")]
    [InlineData("[Counter] public static partial void M(ulong count);")]
    [InlineData("[Counter] public static partial void M(int? count);")]
    [InlineData("[Counter] public static partial void M(long count, long other);")]
    [InlineData("[Histogram] public static partial void M();")]
    public void What_can_not_record_has_an_empty_body(string method)
    {
        var run = Run.Over(Project.Of($$"""
            {{Head}}
            public static partial class Metrics
            {
                {{method}}
            }
            """)).CompilesCleanly();

        Assert.DoesNotContain("Meter", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Scope", run.Sources.Values.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static partial class Metrics { [Counter] public static void M(long count) { } }")]
    [InlineData("public partial class Metrics { [Counter] partial void M(long count); }")]
    [InlineData("public static partial class Metrics { [Counter] static partial void M(long count); static partial void M(long count) { } }")]
    [InlineData("file static partial class Metrics { [Counter] static partial void M(long count); }")]
    [InlineData("public static class Metrics { public static void M() { [Counter] static void N(long count) { } N(1); } }")]
    public void What_is_no_typed_instrument_is_left_alone(string type) =>
        Assert.Empty(Run.Over(Project.Of(Head + type)).CompilesCleanly().Sources);

    [Fact]
    public void A_project_that_is_switched_off_gets_empty_bodies()
    {
        var run = Run.Over(
            Project.Of(Head + "public static partial class Metrics { [Counter] public static partial void M(long count, [Tag] Region region); }"),
            ("InstrumentationEnabled", "false")).CompilesCleanly();

        Assert.DoesNotContain("Scope", Assert.Single(run.Sources).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_types_attributes_are_not_those_of_its_instruments()
    {
        var run = Run.Over(Project.Of(Head + """
            [Traced, Counted]
            public static partial class Metrics
            {
                [Counter] public static partial void M(long count);

                public static void Use() => M(1);
            }
            """)).CompilesCleanly();

        Assert.Equal(["Shop_Metrics.Instruments.g.cs"], run.Sources.Keys);
    }
}
