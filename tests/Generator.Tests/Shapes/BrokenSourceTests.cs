using Instrumentation.Generator.Tests.Harness;

namespace Instrumentation.Generator.Tests.Shapes;

/// <summary>
/// Source that is being typed is broken most of the time. The generator never throws on it: the compiler would drop all of its output, and
/// every call would go unobserved.
/// </summary>
public sealed class BrokenSourceTests
{
    private const string Whole = """
        using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Instrumentation; using Tr = Instrumentation.TracedAttribute;
        [assembly: InstrumentationScope("shop", Version = "1", SchemaUrl = "u")]
        namespace Shop;
        public enum Channel { Web = 1, [System.Runtime.Serialization.EnumMember(Value = "POS")] Store }
        public record Order(Guid Id, Channel Channel, Order? Parent);
        [Traced(Decorate = true), Counted("orders", Unit = "{order}", When = When.Success)]
        public interface IOrders<T> : IDisposable where T : class { Task<T> Get([Tag] string id, CancellationToken ct); int this[int i] { get; set; } event Action? Changed; }
        [Traced, Timed(Buckets = new[] { 0.1, 0.5 }, Objective = 0.1)]
        public partial class Orders<T> where T : notnull
        {
            [Tag("region", On = On.Span)] private readonly string _region = "eu";
            [Traced("x", ErrorWhen = nameof(IsBad), ExpectedExceptions = new[] { typeof(TimeoutException) }, NewRoot = true, Recursion = Recursion.Outermost)]
            [return: Tag(Path = "Parent.Channel")] public async Task<Order> Place([Tag(Path = "Channel", Values = new object[] { 1 })] Order order, T item) { await Task.Yield(); return order; }
            private static bool IsBad(Order order) => order.Parent is null;
            [Tr, InFlight] public partial ValueTask<int> Ship<U>(in U u, params int[] rest) where U : struct;
            private ValueTask<int> ShipCore<U>(in U u, params int[] rest) where U : struct => new(_region.Length);
            [NotInstrumented] public int None() => 1;
            public IEnumerable<T> All([Tag] bool deep) { yield break; }
            public async Task Call(Orders<string> o, IOrders<Order> i) { await o.Place(new(Guid.Empty, Channel.Web, null), ""); _ = o?.Ship(1, 2, 3); foreach (var x in o!.All(true)) await i.Get(x, default); }
        }
        """;

    [Fact]
    public void The_whole_is_observed() => Assert.Equal(4, Run.Over(Project.Of(Whole)).CompilesCleanly().Sources.Count);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_thrown_whatever_is_missing_or_too_much(int seed)
    {
        var random = new Random(seed);
        var run = Run.Over(Project.Of("//Shop.cs\n" + Whole));
        for (var i = 0; i < 150; i++)
        {
            var text = Whole;
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                var length = Math.Min(random.Next(1, 40), text.Length - at);
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, Whole.Substring(random.Next(Whole.Length - 40), random.Next(40))),
                    _ => text.Remove(at, 1).Insert(at, "<>(){}[],;.?*&\"@\0"[random.Next(17)].ToString()),
                };
            }

            // Run.Then throws what the generator throws.
            run = run.Then(Project.Of("//Shop.cs\n" + text));
        }
    }
}
