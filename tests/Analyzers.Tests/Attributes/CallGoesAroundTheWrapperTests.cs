using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class CallGoesAroundTheWrapperTests
{
    private const string Orders = """
        class Orders
        {
            [Traced] public virtual int Place(int id) => id;
            [Counted] public static int Price(int id) => id;
            [Traced] public void OnChanged(object? sender, EventArgs e) { }
        }
        """;

    private static readonly RuleTest<CallGoesAroundTheWrapper> Rule = new() { Files = [("Orders.cs", Orders)] };

    [Fact]
    public Task A_method_group_becomes_a_delegate() => Rule.Reports(
        """
        class C
        {
            Func<int, int> Field = Orders.[|Price|];
            object All(int[] ids, Orders orders) => ids.Select(orders.[|Place|]).Select(new Func<int, int>(Orders.[|Price|]));
            Delegate Natural() { var f = Orders.[|Price|]; return f; }
            void Hand(Orders orders) => Task.Run(() => Take(orders.[|Place|]));
            void Take(Func<int, int> f) { }
        }
        """,
        "'Orders.Price' is not observed here: what takes the method takes it without its wrapper; wrap the call in a lambda, or make the method partial");

    [Fact]
    public Task A_handler_is_added_to_an_event() => Rule.Reports(
        """
        class C
        {
            event EventHandler? Changed;
            void Start(Orders orders) => Changed += orders.[|OnChanged|];
            void Stop(Orders orders) => Changed -= orders.OnChanged;
        }
        """,
        "without its wrapper; make the method partial");

    [Fact]
    public Task A_function_pointer_is_taken() => Rule.Reports(
        "unsafe class C { delegate*<int, int> Pointer() => &Orders.[|Price|]; }",
        "without its wrapper; make the method partial");

    [Fact]
    public Task A_base_call() => Rule.Reports(
        """
        class Special : Orders
        {
            public override int Place(int id) => base.[|Place|](id) + base.ToString()!.Length;
        }
        """,
        "'Orders.Place' is not observed here: a wrapper of a base call would call the override again, without end; make the method partial");

    [Fact]
    public Task A_base_call_in_an_override_that_is_observed() => Rule.Reports(
        """
        abstract class Middle : Orders { public override int Place(int id) => id; }
        class Last : Middle
        {
            public override int Place(int id) => base.[|Place|](id);
            public int Twice(int id) => base.[|Place|](id) + Place(id);
        }
        """,
        "would call the override again, without end; the call of 'Last.Place' is observed",
        "would call the override again, without end; put the attribute on a method that calls it");

    [Fact]
    public Task A_call_in_an_expression_tree_or_query() => Rule.Reports(
        """
        using System.Linq.Expressions;
        class C
        {
            Expression<Func<int>> Tree() => () => Orders.[|Price|](1);
            object Query(IQueryable<int> q) => from x in q where x == Orders.[|Price|](x) select x;
            object Method(IQueryable<int> q) => q.Where(x => x == Orders.[|Price|](x));
        }
        """,
        "an expression tree would name the wrapper");

    [Fact]
    public Task A_receiver_of_an_open_type_parameter() => Rule.Reports(
        """
        interface IClock { [Traced] int Now(); }
        class C
        {
            int Open<T>(T clock) where T : IClock => clock.[|Now|]();
            int Closed<T>(T clock) where T : class, IClock => clock.Now();
        }
        """,
        "'IClock.Now' is not observed here: a wrapper would box a receiver of a type parameter, and lose what the call changes in it; constrain the type parameter to 'class'");

    [Fact]
    public Task A_call_through_an_interface_that_bears_no_attribute() => Rule.Reports(
        """
        interface IStore<T> { Task<T> Get(int id); void Put(T item); }
        class NumberStore : IStore<int>
        {
            [Traced] public Task<int> Get(int id) => Task.FromResult(id);
            public void Put(int item) { }
        }
        class C
        {
            Task<int> Closed(IStore<int> store) { store.Put(1); return store.[|Get|](1); }
            Task<T> Open<T>(IStore<T> store) => store?.[|Get|](1)!;
            object Group(int[] ids, IStore<int> store) => ids.Select(store.[|Get|]);
        }
        """,
        "'NumberStore.Get' is not observed here: the call is typed as 'IStore<T>.Get', which bears no attribute; put the attribute on 'IStore<T>.Get'");

    [Fact]
    public Task A_call_through_a_base_that_bears_no_attribute() => Rule.Reports(
        """
        abstract class Shape { public abstract double Area(); public virtual string Name() => ""; }
        class Round : Shape { [Timed] public override double Area() => 1; public override string Name() => base.Name(); }
        class C { double Sum(IEnumerable<Shape> shapes) => shapes.Sum(s => s.[|Area|]() + s.Name().Length); }
        """);

    [Fact]
    public Task Top_level_code() => new RuleTest<CallGoesAroundTheWrapper> { Output = OutputKind.ConsoleApplication, Files = [("Orders.cs", Orders)] }.Reports(
        """
        Func<int, int> price = Orders.[|Price|];
        Console.WriteLine(price(Orders.Price(1)));
        """);

    [Fact]
    public Task A_method_of_an_attributed_type() => Rule.Reports(
        """
        [Traced] class Shop { public void Open() { } internal void Close() { } }
        class C { Action[] All(Shop s) => [s.[|Open|], s.Close]; }
        """);

    [Fact]
    public Task Ordinary_calls_are_intercepted() => Rule.IsSilent(
        """
        class Special : Orders { public int Twice(int id) => Place(id) + this.Place(id); }
        class C
        {
            Func<int, int> Lambda = id => Orders.Price(id);
            int Call(Orders? o, Special s) => o?.Place(1) ?? s.Place(2);
            object Query(int[] ids) => from id in ids select Orders.Price(id);
            string Name() => nameof(Orders.Price);
        }
        """);

    [Fact]
    public Task A_partial_wrapper_is_the_method_itself() => Rule.IsSilent(
        """
        partial class Shop
        {
            [Traced] public virtual partial int Open(int id);
            private int OpenCore(int id) => id;
        }
        class Special : Shop { public override int Open(int id) => base.Open(id); }
        class C
        {
            object All(int[] ids, Shop shop) => ids.Select(shop.Open);
            object? Reflect() => typeof(Shop).GetMethod(nameof(Shop.Open));
            System.Linq.Expressions.Expression<Func<Shop, int>> Tree() => s => s.Open(1);
        }
        """);

    [Fact]
    public Task A_decorated_interface_is_observed_by_its_decorator() => Rule.IsSilent(
        """
        [Traced(Decorate = true)] interface IStore { int Get(int id); }
        class Store : IStore { public int Get(int id) => id; }
        class C { object All(int[] ids, IStore store) => ids.Select(store.Get).Append(store.Get(1)); }
        """);

    [Fact]
    public Task An_attributed_interface_is_called_as_it_should_be() => Rule.IsSilent(
        """
        interface IStore { [Traced] int Get(int id); [NotInstrumented] int Count(); }
        class Store : IStore { public int Get(int id) => id; [Traced] public int Count() => 1; }
        class C { int Get(IStore store, Store s) => store.Get(1) + s.Get(2) + store.Count(); }
        """);

    [Fact]
    public Task Receivers_that_can_not_be_the_attributed_implementation() => Rule.IsSilent(
        """
        interface IStore<T> { T Get(int id); }
        class NumberStore : IStore<int> { [Traced] public int Get(int id) => id; }
        abstract class Shape { public virtual double Area() => 0; }
        class Round : Shape { [Traced] public override double Area() => base.Area(); }
        class Flat : Shape { }
        class C
        {
            string Other(IStore<string> store) => store.Get(1);
            double Other(Flat flat) => flat.Area();
        }
        """);

    [Fact]
    public Task Methods_that_nothing_observes() => Rule.IsSilent(
        """
        class Free
        {
            public int Plain(int id) => id;
            [Traced, NotInstrumented] public int Out(int id) => id;
            [Traced] public async void Never(int id) => await Task.Yield();
            object All(int[] ids) => ids.Select(Plain).Select(Out);
            Action<int> Last() { [Traced] void Local(int id) { } return Never + (Action<int>)Local; }
        }
        """);

    [Fact]
    public Task A_delegate_that_is_only_compared_or_taken_away() => Rule.IsSilent(
        """
        class C
        {
            bool Is(EventHandler handler, Orders o) => handler == o.OnChanged;
            void Stop(ref EventHandler? handler, Orders o) => handler -= o.OnChanged;
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { Func<int, int> Field = Orders.Price; }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<CallGoesAroundTheWrapper> { Compiles = false, Files = [("Orders.cs", Orders)] }.Reports(
        """
        class C
        {
            Func<int, int> Field = Orders.[|Price|];
            Func<string, Missing> Wrong = Orders.Price;
            int Call() => Orders.Price(;
        }
        """);

    [Fact]
    public Task Where_the_package_is_switched_off_nothing_is_said() =>
        new RuleTest<CallGoesAroundTheWrapper> { Files = [("Orders.cs", Orders)], Properties = "build_property.InstrumentationEnabled = false" }.IsSilent(
            "class C { Func<int, int> Field = Orders.Price; }");

    [Theory]
    [InlineData("[NotIntercepted] Func<int> M() => new Shape().Draw;")]
    [InlineData("[NotIntercepted(nameof(Shape.Draw))] int M() => base.Draw();")]
    [InlineData("[NotIntercepted] System.Linq.Expressions.Expression<Func<int>> M() => () => Draw();")]
    [InlineData("[NotIntercepted] int M<T>(T store) where T : IStore => store.Take();")]
    [InlineData("[NotIntercepted] object? M() => typeof(Shape).GetMethod(nameof(Draw));")]
    [InlineData("[NotIntercepted] int M(ICup cup) => cup.Fill();")]
    [InlineData("object M() { Func<object> f = [NotIntercepted] () => (Func<int>)new Shape().Draw; return f(); }")]
    public Task What_code_does_that_wants_no_interceptors_is_meant(string member) => new RuleTest<CallGoesAroundTheWrapper>().IsSilent(Paths(member));

    [Theory]
    [InlineData("[NotIntercepted(nameof(Round.Other))] Func<int> M() => new Shape().[|Draw|];")]
    [InlineData("[NotIntercepted(nameof(Round.Other))] int M(ICup cup) => cup.[|Fill|]();")]
    public Task What_code_does_that_wants_no_interceptors_of_other_methods_is_reported(string member) => new RuleTest<CallGoesAroundTheWrapper>().Reports(Paths(member));

    private static string Paths(string member) => $$"""
        class Shape { [Traced] public virtual int Draw() => 1; }
        interface IStore { [Traced] int Take(); }
        interface ICup { int Fill(); }
        class Cup : ICup { [Traced] public int Fill() => 1; }
        class Round : Shape
        {
            public int Other() => 1;
            {{member}}
        }
        """;
}
