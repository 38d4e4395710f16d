// What the attributes can be put on, and each of their options: the program that is compiled in every way.
#if NULLABLE
#nullable enable
#else
#nullable disable
#endif
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Instrumentation;

[assembly: InstrumentationScope("matrix", Version = "1.0", SchemaUrl = "https://example.com/schema")]

namespace Matrix.Subjects
{
    internal enum Channel
    {
        Web,
        Istanbul,
        [EnumMember(Value = "by phone")]
        Phone,
        Store = Web,
    }

    [Flags]
    internal enum Options : ulong
    {
        None,
        Gift = 1UL << 63,
    }

    internal sealed class Order
    {
        [Tag("order.id", On = On.Both)]
        public int Id { get; init; }

        public bool IsInvalid => Id < 0;

#if NULLABLE
        public Order? Parent { get; init; }

        public string? Note { get; init; }
#else
        public Order Parent { get; init; }

        public string Note { get; init; }
#endif
    }

    [Counted("orders.calls"), Timed]
    internal partial class Orders
    {
        [Tag] private readonly string _region = "eu";

        [Tag]
        public Channel Channel { get; init; }

        [Tag("static.tag")]
        private static bool IsLive => true;

        [Traced("place order", Kind = ActivityKind.Client, Level = Level.Essential, NewRoot = true, Errors = Errors.Log, ExpectedExceptions = new[] { typeof(ArgumentException), typeof(TimeoutException) }, ErrorWhen = nameof(Order.IsInvalid))]
        [Counted("orders.placed", Unit = "{order}", Description = "Orders \"placed\"", When = When.Success), Counted("orders.failed", When = When.Failure)]
        [Timed("orders.duration", Description = "How long", Buckets = new[] { 0.1, 0.5, 1 }, Objective = 0.5)]
        [InFlight("orders.placing", Description = "Now")]
        [return: Tag("placed.id", Path = "Id")]
        public Order Place(
            [Tag] Channel channel, [Tag(On = On.Both)] Options options, [Tag("order.parent.note", Path = "Parent.Note")] Order order,
            [Tag(Values = new object[] { "a", "b" })] string kind = "a", [Tag(On = On.Metrics)] bool express = false, CancellationToken cancellation = default) =>
            Fulfil(order, ref kind, in options, out _);

        [Traced(Recursion = Recursion.Outermost, Errors = Errors.Status), InFlight]
        private Order Fulfil(Order order, ref string kind, in Options options, out int count)
        {
            count = kind.Length;
            return order;
        }

        [Traced(ErrorWhen = nameof(IsBad))]
        public int Count([Tag] params int[] numbers) => numbers.Length;

        private bool IsBad(int count) => count < 0;

        [Traced]
        public void Nothing() { }

        [Traced, Counted, Timed, InFlight]
        public Task Later(CancellationToken cancellation, [Tag] Channel channel) => Task.Delay(1, cancellation);

        [Traced(ErrorWhen = nameof(Order.IsInvalid)), InFlight]
        [return: Tag("result", Path = "Id", On = On.Both)]
        public async Task<Order> PlaceLater(Order order, CancellationToken one = default, CancellationToken other = default)
        {
            await Task.Yield();
            return order;
        }

        [Traced]
        public ValueTask Soon() => default;

        [Traced(ErrorWhen = nameof(IsBad))]
        [return: Tag]
        public async ValueTask<int> CountSoon([Tag] int? number)
        {
            await Task.Yield();
            return number ?? 0;
        }

        [Traced, InFlight, Counted, Timed]
        public IEnumerable<string> Items([Tag] Channel channel, CancellationToken cancellation)
        {
            yield return _region;
        }

        [Traced]
        public async IAsyncEnumerable<int> Numbers([Tag] int from)
        {
            await Task.Yield();
            yield return from;
        }

        [Traced]
        public IEnumerator<int> Walk() => new List<int> { 1 }.GetEnumerator();

        [Traced]
        private protected static string Hidden(string text) => text;

        [NotInstrumented]
        public int Plain() => 1;

        [NotIntercepted(nameof(Nothing))]
        public void CallsNothing() => Nothing();

        [Traced("partial"), Counted, Timed, InFlight]
        public partial Task<Order> Ship([Tag] Order order, [Tag] Channel channel);

        private Task<Order> ShipCore(Order order, Channel channel) => Task.FromResult(order);

        [Traced]
        internal static partial T Same<T>(T value, string name = "x") where T : notnull;

        private static T SameCore<T>(T value, string name) where T : notnull => value;

        [Traced, InFlight]
        public partial IEnumerable<int> Range(int count);

        private IEnumerable<int> RangeCore(int count)
        {
            for (var i = 0; i < count; i++)
                yield return i;
        }
    }

    internal struct Point
    {
        private int _x;

        [Traced, Counted]
        public int Move([Tag] int by) => _x += by;

        [Traced]
        public readonly int Read() => _x;

        [Traced]
        private int Secret() => ++_x;

        public int All() => Move(1) + Read() + Secret();
    }

    internal static class Extensions
    {
        [Traced, Counted]
        public static T Also<T>(this T value, Action<T> action) where T : class, new()
        {
            action(value);
            return value;
        }

        [Traced]
        public static int Raise(this ref int number) => ++number;
    }

    internal class Box<T>
        where T : IComparable<T>
    {
        [Traced]
        public virtual T Echo(T value) => value;

        public class Lid<TKey>
            where TKey : struct
        {
            [Traced, Timed]
            public string Close<TOther>(T first, TKey second, TOther third)
                where TOther : unmanaged, Enum => first + second.ToString() + third;
        }
    }

    internal sealed class Crate : Box<string>
    {
        public override string Echo(string value) => value;
    }

    [Traced(Decorate = true), Counted, InFlight]
    internal interface IStock : IDisposable
    {
        int Level { get; set; }

        string this[int index, string name] { get; }

        event EventHandler Changed;

        int Take([Tag] Channel channel, ref int number, out string name);

        Task<T> TakeLater<T>(T item, CancellationToken cancellation) where T : class;

        [return: Tag]
        ValueTask<bool> Has([Tag] int number);

        IAsyncEnumerable<int> All();

        void Clear();
    }

    internal interface IShelf
    {
        [Traced, Counted]
        int Put([Tag] int number);
    }

    internal sealed class Shelf : IShelf
    {
        public int Put(int number) => number;
    }

    internal static class Callers
    {
        public static async Task<int> Call(Orders orders, Order order, IShelf shelf, Shelf own)
        {
            orders.Place(Channel.Web, Options.Gift, order, express: true);
            orders.Nothing();
            await orders.Later(default, Channel.Phone);
            await orders.PlaceLater(order);
            await orders.Soon();
            await orders.CountSoon(null);
            foreach (var item in orders.Items(Channel.Store, default))
                Orders.Same(item);
            await foreach (var number in orders.Numbers(1))
                number.GetHashCode();
            orders.Walk().MoveNext();
            await orders.Ship(order, Channel.Web);
            foreach (var number in orders.Range(2))
                number.GetHashCode();
            var raised = 1;
            raised.Raise();
            order.Also(o => orders.Count(o.Id, 2, raised));
            new Crate().Echo("a");
            new Box<int>.Lid<long>().Close(1, 2L, DayOfWeek.Monday);
            return shelf.Put(1) + own.Put(2) + orders.Plain() + new Point().All() + new Derived().Text.Length;
        }

        private sealed class Derived : Orders
        {
            public string Text { get; } = Hidden("a");
        }
    }
}
