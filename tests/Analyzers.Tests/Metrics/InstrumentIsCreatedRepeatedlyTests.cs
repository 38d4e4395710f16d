using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class InstrumentIsCreatedRepeatedlyTests
{
    private static readonly RuleTest<InstrumentIsCreatedRepeatedly> Rule = new() { Files = MetricSources.Files };

    [Fact]
    public Task A_method_that_measures_with_a_new_instrument() => Rule.Reports(
        """
        class Orders
        {
            public void Place() => [|Shop.Meter.CreateCounter<long>("orders.placed")|].Add(1);
            public void Ship(double weight)
            {
                var weights = [|Shop.Meter.CreateHistogram<double>("orders.weight", "kg")|];
                if (weights.Enabled)
                    weights.Record(weight);
            }
        }
        """,
        "Instrument 'orders.placed' is created by each call of 'Orders.Place'",
        "Instrument 'orders.weight' is created by each call of 'Orders.Ship'");

    [Fact]
    public Task An_instrument_whose_name_is_known_at_run_time_alone() => Rule.Reports(
        """
        class Counters(Meter meter)
        {
            public void Increment(string name, long value) => [|meter.CreateCounter<long>(name)|].Add(value);
        }
        """,
        "Instrument of type 'Counter<long>' is created by each call of 'Counters.Increment'");

    [Fact]
    public Task An_accessor_and_an_operator() => Rule.Reports(
        """
        class Orders
        {
            private int _count;
            public int Count { get => _count; set { [|Shop.Meter.CreateUpDownCounter<int>("orders")|].Add(value - _count); _count = value; } }
            public static Orders operator +(Orders left, Orders right) { [|Shop.Meter.CreateCounter<int>("orders.merged")|].Add(1); return left; }
        }
        """,
        "by each use of 'Orders.Count'");

    [Fact]
    public Task Helpers_of_methods_that_run_often() => Rule.Reports(
        """
        class Orders
        {
            public void Place() => Placed().Add(1);
            public void Ship() => Count("orders.shipped");
            public void Pack()
            {
                Local().Add(1);
                Counter<int> Local() => [|Shop.Meter.CreateCounter<int>("orders.packed")|];
            }

            private static Counter<long> Placed() => [|Shop.Meter.CreateCounter<long>("orders.placed")|];
            private void Count(string name) => CountMany(name, 1);
            private static void CountMany(string name, int count) => [|Shop.Meter.CreateCounter<int>(name)|].Add(count);
        }
        """,
        "'orders.packed' is created by each call of 'Orders.Pack'",
        "'orders.placed' is created by each call of 'Orders.Place'",
        "is created by each call of 'Orders.Ship'");

    [Fact]
    public Task Stored_lambdas_that_are_called_often() => Rule.Reports(
        """
        class Orders
        {
            private static readonly Func<Counter<long>> Placed = () => [|Shop.Meter.CreateCounter<long>("orders.placed")|];
            public void Place() => Placed().Add(1);
            public void Ship()
            {
                Func<string, Counter<int>> make = name => [|Shop.Meter.CreateCounter<int>(name)|];
                make("orders.shipped").Add(1);
                make.Invoke("orders.packed").Add(1);
            }
        }
        """,
        "by each call of 'Orders.Place'",
        "by each call of 'Orders.Ship'");

    [Fact]
    public Task Handlers() => Rule.Reports(
        """
        class App { public void MapGet(string path, Action handler) { } public event Action? Closed; public void Close() => Closed?.Invoke(); }
        static class Program
        {
            static void Main()
            {
                var app = new App();
                app.MapGet("/", () => [|Shop.Meter.CreateCounter<int>("requests")|].Add(1));
                app.Closed += () => [|Shop.Meter.CreateCounter<int>("closed")|].Add(1);
            }
        }
        """,
        "by each request",
        "by each event");

    [Fact]
    public Task A_lambda_that_a_method_gives_away_at_each_call() => Rule.Reports(
        "class Orders { public void Place() => Task.Run(() => [|Shop.Meter.CreateCounter<int>(\"orders\")|].Add(1)); }",
        "by each call of 'Orders.Place'");

    [Fact]
    public Task Top_level_code_in_a_loop() =>
        new RuleTest<InstrumentIsCreatedRepeatedly> { Output = OutputKind.ConsoleApplication, Files = MetricSources.Files }.Reports(
        """
        Shop.Meter.CreateCounter<int>("starts").Add(1);
        for (var i = 0; i < 3; i++)
            [|Shop.Meter.CreateCounter<int>("turns")|].Add(1);
        foreach (var name in args)
            Shop.Meter.CreateCounter<int>(name).Add(1);
        while (Turn())
            Count();

        static void Count() => [|Shop.Meter.CreateCounter<int>("counts")|].Add(1);
        static bool Turn() => false;
        """,
        "'turns' is created by each turn of a loop",
        "'counts' is created by each turn of a loop");

    [Fact]
    public Task Objects_on_a_static_meter() => Rule.Reports(
        """
        class Orders
        {
            private static readonly Meter Meter = new("Shop");
            private readonly Counter<int> _placed = [|Meter.CreateCounter<int>("orders.placed")|];
            private readonly Counter<int> _shipped;
            public Orders() => _shipped = [|Meter.CreateCounter<int>("orders.shipped")|];
            public Histogram<double> Weight { get; } = [|Shop.Meter.CreateHistogram<double>("orders.weight", "kg")|];
        }
        """,
        "is created with each new 'Orders', on a meter that outlives it");

    [Fact]
    public Task Objects_that_are_registered_to_be_many() => new RuleTest<InstrumentIsCreatedRepeatedly>
    {
        Files = [.. MetricSources.Files, ("Container.cs", MetricSources.Container)],
    }.Reports(
        """
        static class Startup
        {
            static void Register(IServiceCollection services) =>
                services.AddScoped<IOrders, Orders>().AddTransient(typeof(ShopMetrics)).AddHttpClient<Client>();
        }
        interface IOrders;
        class Orders : IOrders
        {
            private readonly Counter<int> _placed;
            public Orders(IMeterFactory meters) => _placed = [|meters.Create("Shop").CreateCounter<int>("orders.placed")|];
        }
        class ShopMetrics(Meter meter) { public Counter<int> Placed { get; } = [|meter.CreateCounter<int>("placed")|]; }
        class Client { public Client(Meter meter) => [|meter.CreateObservableGauge("client.open", () => 1)|]; }
        class Basket : ControllerBase { private readonly Counter<int> _c; public Basket(Meter m) { _c = [|m.CreateCounter<int>("baskets")|]; } }
        class ControllerBase;
        """,
        "'orders.placed' is created with each 'Orders', of which there are many");

    [Fact]
    public Task Static_fields_properties_and_constructors() => Rule.IsSilent(
        """
        class Orders
        {
            private static readonly Counter<int> Placed = Shop.Meter.CreateCounter<int>("orders.placed");
            public static Counter<int> Shipped { get; } = new Meter("Shop").CreateCounter<int>("orders.shipped");
            private static readonly Counter<int> Packed;
            private static readonly Dictionary<string, Counter<int>> Others = new() { ["a"] = Make("a"), ["b"] = Make("b") };
            static Orders()
            {
                Packed = Make("orders.packed");
                Shop.Meter.CreateCounter<int>("orders.types").Add(1);
                foreach (var name in new[] { "c", "d" })
                    Others[name] = Make(name);
            }
            private static Counter<int> Make(string name) => Shop.Meter.CreateCounter<int>(name);
        }
        """);

    [Fact]
    public Task Objects_that_hold_the_instruments_of_their_own_meter_or_of_a_factorys() => Rule.IsSilent(
        """
        class Orders
        {
            private readonly Counter<int> _placed;
            private readonly Counter<int> _shipped;
            private readonly Counter<int> _packed;
            public Orders(IMeterFactory meters)
            {
                var meter = meters.Create("Shop");
                _placed = meter.CreateCounter<int>("orders.placed");
                _shipped = Make(meter, "orders.shipped");
                var own = new Meter("Own");
                _packed = own.CreateCounter<int>("orders.packed");
                meter.CreateObservableGauge("orders", () => 1);
            }
            private static Counter<int> Make(Meter meter, string name) => meter.CreateCounter<int>(name);
        }
        class OrdersOfMeter(Meter meter)
        {
            private readonly Counter<int> _placed = meter.CreateCounter<int>("orders.placed");
            public void Place() => _placed.Add(1);
        }
        """);

    [Fact]
    public Task Objects_on_a_static_meter_of_which_there_is_one() => new RuleTest<InstrumentIsCreatedRepeatedly>
    {
        Files = [.. MetricSources.Files, ("Container.cs", MetricSources.Container)],
    }.IsSilent(
        """
        static class Startup
        {
            private static readonly Kept Kept = new();
            static void Register(IServiceCollection services) =>
                services.AddSingleton<Orders>().AddSingleton(new Basket()).AddHostedService<Worker>();
        }
        class Orders { private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed"); }
        class Basket { private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed"); }
        class Worker { private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed"); }
        class Kept { private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed"); }
        class OrderMetrics { private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("placed"); }
        class Single
        {
            public static readonly Single Instance = new();
            private readonly Counter<int> _placed;
            private Single() => _placed = Shop.Meter.CreateCounter<int>("placed");
        }
        class Queue(string name)
        {
            private readonly Queue<int> _items = new();
            private readonly Counter<int> _placed = Shop.Meter.CreateCounter<int>("queue." + name);
            public Queue() : this("a") => Shop.Meter.CreateObservableGauge("queue.length", () => _items.Count);
        }
        """);

    [Fact]
    public Task Caches() => Rule.IsSilent(
        """
        class Orders
        {
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Counter<int>> Cache = new();
            private static readonly Lazy<Counter<int>> Late = new(() => Shop.Meter.CreateCounter<int>("late"));
            private static Counter<int>? _first;
            private static Counter<int>? _second;
            private readonly Dictionary<string, Counter<int>> _known = new();
            public void Place(string name)
            {
                Cache.GetOrAdd(name, static n => Shop.Meter.CreateCounter<int>(n)).Add(1);
                Late.Value.Add(1);
                (_first ??= Shop.Meter.CreateCounter<int>("first")).Add(1);
                System.Threading.LazyInitializer.EnsureInitialized(ref _second, () => Shop.Meter.CreateCounter<int>("second")).Add(1);
                System.Threading.Interlocked.CompareExchange(ref _second, Shop.Meter.CreateCounter<int>("second"), null);
                if (!_known.TryGetValue(name, out var counter))
                    _known[name] = counter = Shop.Meter.CreateCounter<int>(name);
                counter.Add(1);
            }
        }
        """);

    [Fact]
    public Task Factories_that_hand_the_instrument_on() => Rule.IsSilent(
        """
        static class Factory
        {
            public static Counter<int> CreateCounter(this Meter meter, string name) => meter.CreateCounter<int>("shop." + name);
            public static object Wrap(string name) => new Tuple<object>(Shop.Meter.CreateCounter<int>(name));
            public static Counter<int> Describe(string name)
            {
                var made = Shop.Meter.CreateCounter<int>(name);
                Console.WriteLine(made.Name);
                return made;
            }
        }
        class Orders
        {
            private static readonly Counter<int> Placed = Factory.CreateCounter(Shop.Meter, "orders.placed");
            private Counter<int>? _shipped;
            public void Attach(Meter meter) => _shipped = meter.CreateCounter<int>("orders.shipped");
        }
        """);

    [Fact]
    public Task Code_that_starts_the_program() => Rule.IsSilent(
        """
        interface IServiceCollection;
        static class Program
        {
            static async Task Main()
            {
                var turns = Shop.Meter.CreateCounter<int>("turns");
                Report();
                await new Worker().ExecuteAsync();
                turns.Add(1);
            }
            private static void Report() => Shop.Meter.CreateCounter<int>("reports").Add(1);
            public static void AddShop(this IServiceCollection services) => Shop.Meter.CreateCounter<int>("shops").Add(1);
            public static void InitializeTelemetry() => Shop.Meter.CreateCounter<int>("starts").Add(1);
            public static void Demonstrate()
            {
                using var listener = new MeterListener();
                listener.Start();
                Shop.Meter.CreateCounter<int>("demo").Add(1);
            }
        }
        class Worker
        {
            public async Task ExecuteAsync() { var turns = Shop.Meter.CreateCounter<int>("turns"); await Task.Yield(); turns.Add(1); }
            public void Poll(Func<bool> next)
            {
                var polls = Shop.Meter.CreateCounter<int>("polls");
                while (next())
                    polls.Add(1);
            }
        }
        """);

    [Fact]
    public Task Projects_of_tests() => Rule.IsSilent(
        """
        namespace Xunit { class FactAttribute : Attribute; }
        class Tests { [Xunit.Fact] public void Counts() => new Meter("Test").CreateCounter<int>("a").Add(1); }
        """);

    [Fact]
    public Task Functions_that_nobody_can_follow() => Rule.IsSilent(
        """
        partial class Orders
        {
            public Func<Counter<int>> Make = () => Shop.Meter.CreateCounter<int>("a");
            private static Counter<int> Handed() => Shop.Meter.CreateCounter<int>("b");
            public Func<Counter<int>> Hand() => Handed;
            private static Counter<int> Called() => Shop.Meter.CreateCounter<int>("c");
            private static Counter<int> Unused() => Shop.Meter.CreateCounter<int>("d");
            private static void Loop(int n) { if (n > 0) Loop(n - 1); }
        }
        partial class Orders { private static readonly Counter<int> C = Called(); }
        """);

    [Fact]
    public Task Other_methods_of_such_names() => Rule.IsSilent(
        """
        class Mine { public Thing CreateCounter(string name) => new(); }
        class Thing { public void Add(int n) { } }
        class Orders { public void Place(Mine mine) => mine.CreateCounter("a").Add(1); }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place() => Shop.Meter.CreateCounter<long>("orders.placed").Add(1); }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() =>
        new RuleTest<InstrumentIsCreatedRepeatedly> { Compiles = false, Files = MetricSources.Files }.Reports(
        """
        class Orders
        {
            public void Place() { Shop.Meter.CreateCounter<long>().Add(1); Shop.Meter.CreateCounter("a"); }
            public Missing Ship() => Shop.Meter.CreateCounter<long>(Lost).Add(1);
            public void Pack() { var counter = [|Shop.Meter.CreateCounter<long>("packed")|]; counter.Add(1); var other = ; }
            public void Lose() { var counter = Shop.Meter.CreateCounter<long>("lost"); counter.Lost(); }
            void Send( => Shop.Meter.CreateCounter<long>("x").Add(1);
        }
        """);

    [Fact]
    public Task Without_the_library() => new RuleTest<InstrumentIsCreatedRepeatedly> { WithLibrary = false, Files = MetricSources.Files }.Reports(
        "class Orders { public void Place() => [|Shop.Meter.CreateCounter<long>(\"orders.placed\")|].Add(1); }");

    [Fact]
    public Task A_methods_rule_is_switched_off_in_the_editor_configuration() =>
        new RuleTest<InstrumentIsCreatedRepeatedly> { EditorConfig = "dotnet_diagnostic.INS101.severity = none", Files = MetricSources.Files }.IsSilent(
            "class Orders { public void Place() => Shop.Meter.CreateCounter<long>(\"orders.placed\").Add(1); }");
}
