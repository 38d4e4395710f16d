using System.Diagnostics.CodeAnalysis;
using Instrumentation;

namespace Subjects;

public static class References
{
    private static readonly int[] Numbers = [1, 2, 3];

    [Traced]
    public static ref int At(int index) => ref Numbers[index];

    [Traced, Counted]
    [return: Tag("value")]
    public static ref readonly int Larger(in int x, ref readonly int y) => ref x > y ? ref x : ref y;

    [Traced]
    public static Span<int> From(int start) => Numbers.AsSpan(start);

    [Traced(ErrorWhen = "IsEmpty")]
    public static ReadOnlySpan<char> Word(ReadOnlySpan<char> text, scoped ReadOnlySpan<char> end) => text[..Math.Max(0, text.IndexOf(end))];

    [Traced]
    public static void Swap<T>(ref Span<T> x, ref Span<T> y)
    {
        var z = x;
        x = y;
        y = z;
    }

    [Traced]
    public static unsafe int Read(int* pointer) => *pointer;

    [Traced, Timed]
    public static unsafe byte* Skip(byte* pointer, delegate*<int, int> by) => pointer + by(1);

    [Traced]
    public static unsafe Task<int> ReadLater(int* pointer)
    {
        var value = *pointer;
        return Task.Run(() => value);
    }

    [Traced]
    public static T Same<T>(T value)
        where T : allows ref struct => value;

    [Traced]
    public static int Sum(params ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}

public ref struct Window(Span<int> items)
{
    private Span<int> _items = items;

    public int Moved { get; private set; }

    [Tag("window.length")]
    public readonly int Length => _items.Length;

    [Traced]
    public readonly int First() => _items[0];

    [Traced]
    public void Move(int by)
    {
        Moved += by;
        _items = _items[by..];
    }

    [Traced]
    public readonly Window Narrow(int to) => new(_items[..to]);

    [Traced, UnscopedRef]
    public ref Span<int> Items() => ref _items;

    [Traced]
    private readonly ref int Last() => ref _items[^1];

    public readonly void Double() => Last() *= 2;
}

public struct Cell(int value)
{
    private int _value = value;

    [Traced, UnscopedRef]
    public ref int Value() => ref _value;

    [Traced, UnscopedRef]
    public readonly ref readonly int Peek() => ref _value;
}

public static class Extending
{
    extension([Tag("text")] string text)
    {
        [Traced]
        public string Doubled(int times = 2) => string.Concat(Enumerable.Repeat(text, times));

        [Traced]
        public static string Blank() => "";

        [Traced]
        public async Task<string> Later()
        {
            await Task.Yield();
            return text;
        }
    }

    extension<T>(ref T value)
        where T : struct
    {
        [Traced]
        public T Exchange(T other)
        {
            var old = value;
            value = other;
            return old;
        }
    }
}
