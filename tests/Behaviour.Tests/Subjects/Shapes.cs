using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

public static class Calc
{
    [Traced]
    public static int Add(int x, int y) => x + y;

    [Traced, Counted, Timed, InFlight]
    public static void Touch(string what) => Journal.Note("touch " + what);

    [Traced, Counted, Timed, InFlight, MethodImpl(MethodImplOptions.NoInlining)]
    public static int Divide(int x, int y) => x / y;

    [Traced]
    public static string Shouted() => "calc".Shout();

    [Traced]
    public static string Over(int x) => "int " + Journal.Text(x);

    [Traced]
    public static string Over(long x) => "long " + Journal.Text(x);

    [Traced]
    public static string Over(object x) => "object " + Journal.Text(x);

    [Traced]
    public static string Over<T>(T x, int y) => $"{typeof(T)} {Journal.Text(x)} {Journal.Text(y)}";
}

public static class Texts
{
    [Traced]
    public static string Shout(this string s) => s.ToUpperInvariant();

    [Traced]
    public static T Same<T>(this T value, int times = 1) => times > 0 ? value : default!;

    [Traced]
    public static int Raise(this ref int number) => ++number;

    [Traced]
    public static int Peek(this in Point point) => point.X;
}

public class Counter
{
    public int Value { get; private set; }

    [Traced]
    public int Next() => ++Value;

    [Traced]
    public Counter Then(Action<Counter> act)
    {
        act(this);
        return this;
    }
}

public struct Point(int x)
{
    public int X = x;

    [Traced]
    public int Move(int by) => X += by;

    [Traced]
    public readonly int Read() => X;

    [Traced]
    public override readonly string ToString() => "Point " + Journal.Text(X);

    [Traced]
    public async Task<int> ReadLater()
    {
        var x = X;
        await Task.Yield();
        return x;
    }
}

public readonly struct Fixed(int x)
{
    private readonly int _x = x;

    [Traced]
    public int Read() => _x;
}

public record Money(int Amount)
{
    [Traced]
    public virtual Money Plus(int more) => this with { Amount = Amount + more };
}

public record struct Size(int Width)
{
    [Traced]
    public int Grow() => ++Width;
}

public class Box<T>(T content)
{
    [Traced]
    public T Open() => content;

    [Traced]
    public string Echo<TOther>(T first, TOther second)
        where TOther : class, IComparable<TOther>, new() => $"{Journal.Text(first)} {Journal.Text(second)} {typeof(T)} {typeof(TOther)}";

    [Traced]
    public static string Kind<TValue>()
        where TValue : unmanaged, Enum => $"{typeof(T)} {typeof(TValue)}";

    public sealed class Lid<TLock>
        where TLock : notnull
    {
        [Traced]
        public string Close<TKey>(T content, TLock @lock, TKey? key)
            where TKey : struct => $"{Journal.Text(content)} {Journal.Text(@lock)} {Journal.Text(key)}";
    }

    public struct Slot
    {
        public T? Content;

        [Traced]
        public void Put(T content) => Content = content;
    }
}

public sealed class Key : IComparable<Key>
{
    public int CompareTo(Key? other) => 0;

    public override string ToString() => "key";
}
