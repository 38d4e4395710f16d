using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class TagBelongsToNoSignalTests
{
    [Fact]
    public Task Tags_of_accessors() => Rule.Reports(
        """
        partial class Orders
        {
            public partial int this[[Tag] int index] { [Traced] [return: Tag] get; [Traced] [param: Tag] set; }
            [[|Tag|]] public partial string Region { [Traced] get; }
            [Tag] private readonly string _shop = "";
            private int GetItemCore(int index) => index;
            private void SetItemCore(int index, int value) { }
            private string GetRegionCore() => _shop;
            int this[[[|Tag|]] string index] { [return: [|Tag|]] get => 1; }
        }
        """,
        "would ask each other without end; tag a field");

    private static readonly RuleTest<TagBelongsToNoSignal> Rule = new();

    [Fact]
    public Task A_method_without_instrumenting_attribute() => Rule.Reports(
        "class Orders { [return: [|Tag|]] public int Place([[|Tag|]] Guid id, [[|Tag(\"a\")|], [|Tag(\"b\")|]] int n) => n; }",
        "[Tag] on 'return' has no effect: 'Orders.Place' bears none of [Traced], [Counted], [Timed] and [InFlight]");

    [Fact]
    public Task A_private_method_does_not_take_its_types_attributes() => Rule.Reports(
        "[Traced] class Orders { public void Ship() { } private void Place([[|Tag|]] Guid id) { } [NotInstrumented] public void Pack([[|Tag|]] Guid id) { } }",
        "bears none of",
        "'Pack' is left out by [NotInstrumented]");

    [Fact]
    public Task Constructors_indexers_and_delegates() => Rule.Reports(
        """
        record Order([[|Tag|]] Guid Id);
        class Orders([[|Tag|]] int x)
        {
            [Traced] public int Place() => x;
            public int this[[[|Tag|]] int i] => i;
        }
        delegate void Placed([[|Tag|]] Guid id);
        """,
        "to tag the calls of a record, write [property: Tag]");

    [Fact]
    public Task A_property_or_field_of_a_type_without_attributed_methods() => Rule.Reports(
        """
        class Order
        {
            [[|Tag|]] public Guid Id { get; }
            [[|Tag("order.tier")|]] internal int Tier;
            public void Place() { }
        }
        """,
        "[Tag] on 'Id' has no effect: no method of 'Order' bears an instrumenting attribute; to tag the calls that get such an object, use [Tag(Path = \"Id\")] on their parameter");

    [Fact]
    public Task A_backing_field_is_not_read() => Rule.Reports(
        "class Orders { [field: [|Tag|]] public int Size { get; } [Traced] public void Place() { } }",
        "tag the property");

    [Fact]
    public Task Local_functions_and_lambdas() => Rule.Reports(
        """
        class Orders
        {
            [Traced]
            public void Place([Tag] Guid id)
            {
                var print = ([[|Tag|]] int x) => Console.WriteLine(x);
                void Ship([[|Tag("fast")|]] bool fast) => print(fast ? 1 : 0);
                Ship(true);
            }
        }
        """,
        "local functions and lambdas are neither traced nor measured");

    [Fact]
    public Task The_declaration_that_bears_the_attributes_bears_the_tags() => Rule.Reports(
        """
        interface IOrders { [Traced] void Place(Guid id); }
        class Orders : IOrders { public void Place([[|Tag|]] Guid id) { } }
        abstract class Base { [Counted] public abstract void Ship(bool fast); }
        class Derived : Base { public override void Ship([[|Tag|]] bool fast) { } }
        """,
        "the attributes of 'IOrders.Place' count, and so do its tags; put the tag there",
        "the attributes of 'Base.Ship' count");

    [Fact]
    public Task A_tag_for_signals_that_are_not_there() => Rule.Reports(
        """
        class Orders
        {
            [Traced] public void Place([[|Tag(On = On.Metrics)|]] bool fast) { }
            [Counted] public void Ship([[|Tag(On = On.Span)|]] bool fast, [[|Tag|]] Guid id) { }
            [Timed] [return: [|Tag("size")|]] public int Pack() => 1;
            [InFlight] [return: [|Tag|]] public bool Sell() => true;
        }
        """,
        "it goes to the metrics alone, and there is no [Counted] or [Timed] that could take it",
        "it goes to the span alone, and there is no [Traced]",
        "its values are not bounded, so that it goes to the span alone, and there is no [Traced]; declare its Values, or say On = On.Metrics",
        "its values are not bounded",
        "calls in flight have no result yet, and there is no other signal");

    [Fact]
    public Task A_member_for_signals_that_are_not_there() => Rule.Reports(
        """
        class Orders
        {
            [[|Tag|]] private readonly string _region = "eu";
            [[|Tag(On = On.Span)|]] public bool IsFast { get; }
            [Counted] public void Ship() { }
        }
        class Shop
        {
            [[|Tag|]] private readonly bool _isOpen = true;
            [Counted] public static void Sell() { }
        }
        """,
        "its values are not bounded",
        "it goes to the span alone",
        "the instrumented methods are static, and it belongs to an object");

    [Fact]
    public Task Parameters_of_an_attributed_method() => Rule.IsSilent(
        """
        class Orders
        {
            [Traced] [return: Tag] public Task<int> Place([Tag] Guid id, [Tag("x", On = On.Both)] string s) => Task.FromResult(1);
            [Counted] public void Ship([Tag] bool fast, [Tag(Values = ["a"])] string s, [Tag(On = On.Metrics)] string t) { }
            [Timed] private static void Pack([Tag] DayOfWeek? day) { }
        }
        """);

    [Fact]
    public Task Parameters_of_a_public_method_of_an_attributed_type() => Rule.IsSilent(
        "[Traced] class Orders { public void Place([Tag] Guid id) { } }");

    [Fact]
    public Task Members_of_a_type_with_an_attributed_method() => Rule.IsSilent(
        """
        class Orders
        {
            [Tag] private readonly string _region = "eu";
            [Tag] public static string Zone { get; } = "a";
            [Traced] private void Place() { }
        }
        interface IOrders { [Tag] string Region { get; } [Traced] void Place(); }
        record Order([property: Tag] Guid Id) { [Traced] public void Place() { } }
        """);

    [Fact]
    public Task Members_that_a_derived_type_takes() => Rule.IsSilent(
        """
        class Base { [Tag] protected string Region = "eu"; }
        class Middle<T> : Base { }
        class Orders : Middle<int> { [Traced] public void Place() { } }
        """);

    [Fact]
    public Task A_base_class_for_others_to_derive_from() => Rule.IsSilent(
        "public abstract class Base { [Tag] protected string Region { get; } = \"eu\"; }");

    [Fact]
    public Task Tags_of_partial_wrappers_and_interfaces() => Rule.IsSilent(
        """
        partial class Orders { [Traced] public partial void Place([Tag] Guid id); private void PlaceCore(Guid id) { } }
        interface IOrders { [Traced] void Place([Tag] Guid id); }
        [Traced(Decorate = true)] interface IShop { void Sell([Tag] Guid id); }
        """);

    [Fact]
    public Task What_other_rules_say_is_not_said_twice() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place([Tag] out int x) => x = 1;
            [return: Tag] public void Ship() { }
            [Traced] public System.Collections.IEnumerable All([Tag] int x) => null!;
            [Traced] public void Pack([Tag(Path = "Nowhere")] string s) { }
            [Traced] [return: Tag(Path = "Nowhere")] public string Sell() => "";
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place([Tag] int x) { } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<TagBelongsToNoSignal> { Compiles = false }.Reports(
        """
        class Orders : Lost
        {
            [Traced] public void Place([Tag] Missing x, [Tag(] int y) { }
            public void Ship([[|Tag|]] Missing x, [[|Tag|]] y) {
        }
        """);

    [Fact]
    public Task Top_level_code_is_analysed_too() => new RuleTest<TagBelongsToNoSignal> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        Console.WriteLine("hi");
        class Orders { public void Place([[|Tag|]] Guid id) { } }
        """);

    [Fact]
    public Task The_fix_removes_the_tag() => Rule.Fixes<TagBelongsToNoSignalFixer>(
        """
        class Order
        {
            /// <summary>Its number.</summary>
            [Tag("order.id")]
            public Guid Id { get; }
        }
        """,
        """
        class Order
        {
            /// <summary>Its number.</summary>
            public Guid Id { get; }
        }
        """,
        "Remove");

    [Fact]
    public Task Fix_all_removes_every_tag_without_effect() => Rule.FixesAll<TagBelongsToNoSignalFixer>(
        """
        class Orders
        {
            [return: Tag]
            public int Place([Tag] Guid id, [Tag("a"), Tag("b")] int n) => n;
            [Traced] public void Ship([Tag] Guid id, [Tag(On = On.Metrics)] bool fast) { }
        }
        """,
        """
        class Orders
        {
            public int Place(Guid id, int n) => n;
            [Traced] public void Ship([Tag] Guid id, bool fast) { }
        }
        """,
        "Remove");
}
