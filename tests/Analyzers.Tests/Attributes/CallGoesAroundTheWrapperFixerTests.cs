using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class CallGoesAroundTheWrapperFixerTests
{
    private const string Orders = """
        class Orders
        {
            [Traced] public int Place(int id) => id;
            [Traced] public static int Price(int id, string order) => id;
            [Traced] public static bool Take(ref int id, out string text, in long size) { text = ""; return true; }
            [Traced] public void OnChanged(object? sender, EventArgs e) { }
        }
        delegate bool Taking(ref int a, out string b, in long c);
        static class Extensions { [Traced] public static string Shout(this string text, int times) => text; }
        """;

    private static readonly RuleTest<CallGoesAroundTheWrapper> Rule = new();

    private static readonly RuleTest<CallGoesAroundTheWrapper> WithOrders = new() { Files = [("Orders.cs", Orders)] };

    [Theory]
    [InlineData("object M(int[] ids, Orders orders) => ids.Select(orders.Place);", "object M(int[] ids, Orders orders) => ids.Select(id => orders.Place(id));")]
    [InlineData("Func<int, string, int> F = /* price */ Orders.Price;", "Func<int, string, int> F = /* price */ (id, order) => Orders.Price(id, order);")]
    [InlineData("Taking F = Orders.Take;", "Taking F = (ref int id, out string text, in long size) => Orders.Take(ref id, out text, in size);")]
    [InlineData("object M() { var f = Orders.Price; return f; }", "object M() { var f = (int id, string order) => Orders.Price(id, order); return f; }")]
    [InlineData("object M(string text) => (Func<int, string>)text.Shout;", "object M(string text) => (Func<int, string>)(times => text.Shout(times));")]
    [InlineData("readonly Orders id = new(); object M(int[] ids) => ids.Select(id.Place);", "readonly Orders id = new(); object M(int[] ids) => ids.Select(id1 => id.Place(id1));")]
    public Task The_fix_wraps_the_call_in_a_lambda(string before, string after) =>
        WithOrders.Fixes<CallGoesAroundTheWrapperFixer>($"class C {{ {before} }}", $"class C {{ {after} }}", "WrapInLambda");

    [Fact]
    public Task A_lambda_is_offered_where_it_compiles_and_means_the_same() => Task.WhenAll(
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { object M(int[] ids, Orders o) => ids.Select(o.Place); }", "WrapInLambda", "MakePartial"),

        // The receiver may be another one by then.
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { Orders _o = new(); object M(int[] ids) => ids.Select(_o.Place); }", "MakePartial"),
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { object M(int[] ids, Orders o) { var x = ids.Select(o.Place); o = new(); return x; } }", "MakePartial"),
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { object M(int[] ids) => ids.Select(new Orders().Place); }", "MakePartial"),

        // A reference can't be captured.
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { object M(int[] ids, in Orders o) => ids.Select(o.Place); }", "MakePartial"),

        // The handler could not be removed again.
        WithOrders.Offers<CallGoesAroundTheWrapperFixer>("class C { event EventHandler? E; void M(Orders o) => E += o.OnChanged; }", "MakePartial"));

    [Fact]
    public Task Fix_all_wraps_all_in_lambdas() => WithOrders.FixesAll<CallGoesAroundTheWrapperFixer>(
        """
        class C
        {
            object M(int[] ids, Orders orders) => ids.Select(orders.Place).Select(orders.Place);
            Func<int, string, int> F = Orders.Price;
        }
        """,
        """
        class C
        {
            object M(int[] ids, Orders orders) => ids.Select(id => orders.Place(id)).Select(id => orders.Place(id));
            Func<int, string, int> F = (id, order) => Orders.Price(id, order);
        }
        """,
        "WrapInLambda");

    [Fact]
    public Task The_fix_makes_the_method_partial() => Rule.Fixes<CallGoesAroundTheWrapperFixer>(
        """
        class Orders
        {
            [Traced]
            public virtual int Place(int id) => id;
        }
        class Special : Orders
        {
            public override int Place(int id) => base.Place(id);
        }
        """,
        """
        partial class Orders
        {
            [Traced]
            public virtual partial int Place(int id);

            private int PlaceCore(int id) => id;
        }
        class Special : Orders
        {
            public override int Place(int id) => base.Place(id);
        }
        """,
        "MakePartial");

    [Fact]
    public Task Fix_all_makes_the_methods_of_another_file_partial_once() => new RuleTest<CallGoesAroundTheWrapper>
    {
        Files =
        [
            ("Orders.cs",
            """
            static class Orders
            {
                [Traced] public static int Place(int id) => id;

                [Traced] public static int Ship(int id) => id;
            }
            """),
        ],
    }.FixesAllIn<CallGoesAroundTheWrapperFixer>(
        "class C { object M(int[] ids) => ids.Select(Orders.Place).Select(Orders.Ship).Select(Orders.Place); }",
        "Orders.cs",
        """
        static partial class Orders
        {
            [Traced] public static partial int Place(int id);

            private static int PlaceCore(int id) => id;

            [Traced] public static partial int Ship(int id);

            private static int ShipCore(int id) => id;
        }
        """,
        "MakePartial");

    [Fact]
    public Task The_fix_moves_the_attributes_to_the_interface() => Rule.Fixes<CallGoesAroundTheWrapperFixer>(
        """
        interface IOrders
        {
            /// <summary>Places it.</summary>
            int Place(int id, string channel);
        }
        class Orders : IOrders
        {
            /// <inheritdoc/>
            [Traced("place"), Counted(Unit = "{order}")]
            [return: Tag("sum")]
            public int Place([Tag] int id, string channel) => id;
        }
        class C { int M(IOrders orders) => orders.Place(1, ""); }
        """,
        """
        interface IOrders
        {
            /// <summary>Places it.</summary>
            [Traced("place")]
            [Counted(Unit = "{order}")]
            [return: Tag("sum")]
            int Place([Tag] int id, string channel);
        }
        class Orders : IOrders
        {
            /// <inheritdoc/>
            public int Place(int id, string channel) => id;
        }
        class C { int M(IOrders orders) => orders.Place(1, ""); }
        """,
        "MoveAttribute");

    [Fact]
    public Task Fix_all_moves_attributes_between_files() => new RuleTest<CallGoesAroundTheWrapper>
    {
        Files =
        [
            ("Shape.cs",
            """
            abstract class Shape
            {
                public abstract double Area();

                public abstract double Length();
            }
            """),
            ("Round.cs", "class Round : Shape { [Traced] public override double Area() => 1; [Timed] public override double Length() => 1; }"),
        ],
    }.FixesAllIn<CallGoesAroundTheWrapperFixer>(
        "class C { double M(Shape s) => s.Area() + s.Length() + s.Area(); }",
        "Shape.cs",
        """
        abstract class Shape
        {
            [Traced]
            public abstract double Area();

            [Timed]
            public abstract double Length();
        }
        """,
        "MoveAttribute");

    [Fact]
    public Task Attributes_move_where_that_changes_nothing_else() => Task.WhenAll(
        Offers("class Orders : IOrders { [Traced] public int Place(int id) => id; }", "MoveAttribute"),

        // The other implementation would be observed too.
        Offers("class Orders : IOrders { [Traced] public int Place(int id) => id; } class Fake : IOrders { public int Place(int id) => id; }"),

        // The interface has neither the tag, nor the predicate, nor the constant.
        Offers("class Orders : IOrders { [Tag] public int Count => 1; [Traced] public int Place(int id) => id; }"),
        Offers("class Orders : IOrders { [Traced(ErrorWhen = nameof(IsBad))] public int Place(int id) => id; static bool IsBad(int id) => true; }"),
        Offers("class Orders : IOrders { const string Name = \"a\"; [Traced(Name)] public int Place(int id) => id; }"),

        // The type's attribute is not the method's to move.
        Offers("[Traced] class Orders : IOrders { public int Place(int id) => id; }"));

    private static Task Offers(string implementation, params string[] keys) => Rule.Offers<CallGoesAroundTheWrapperFixer>(
        $"class C {{ int M(IOrders orders) => orders.Place(1); }} interface IOrders {{ int Place(int id); }} {implementation}",
        keys);

    [Fact]
    public Task The_fix_gives_an_async_method_its_builder() => Rule.Fixes<CallGoesAroundTheWrapperFixer>(
        """
        using System.Runtime.CompilerServices;

        class Orders
        {
            [Traced("place")]
            public async Task Place(int id) => await Task.Delay(id);

            Func<int, Task> All() => Place;
        }
        """,
        """
        using System.Runtime.CompilerServices;

        class Orders
        {
            [Traced("place"), AsyncMethodBuilder(typeof(TracedBuilder))]
            public async Task Place(int id) => await Task.Delay(id);

            Func<int, Task> All() => Place;
        }
        """,
        "AddBuilder");
}
