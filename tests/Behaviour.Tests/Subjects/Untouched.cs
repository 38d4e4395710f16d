using System.Diagnostics;
using Instrumentation;

namespace Subjects;

/// <summary>Attributed, and not to be reached: each call is what it would be without the attribute.</summary>
public static class Untouched
{
    private static readonly int[] Numbers = [1, 2, 3];

    [Traced]
    public static System.Collections.IEnumerable Sequence(int count)
    {
        Journal.Note("sequence begins");
        for (var i = 0; i < count; i++)
            yield return i;
    }

    [Traced]
    public static ref int Reference(int index) => ref Numbers[index];

    [Traced]
    public static Span<int> Slice(int from) => Numbers.AsSpan(from);

    [Traced]
    public static unsafe int Pointer(int* pointer) => *pointer;

    [Traced, Conditional("NEVER_DEFINED")]
    public static void Never(int value) => Journal.Note("never " + Journal.Text(value));

    [Traced]
    public static async void Forget(TaskCompletionSource done)
    {
        await Task.Yield();
        done.SetResult();
    }

    [Traced]
    public static System.Runtime.CompilerServices.YieldAwaitable Awaitable() => Task.Yield();

    public static int Local(int value)
    {
        [Traced]
        static int Twice(int x) => x + x;

        var lambda = [Traced] (int x) => x + 1;
        return Twice(value) + lambda(value);
    }
}

public static class Extending
{
    extension(string text)
    {
        [Traced]
        public string Doubled() => text + text;

        [Traced]
        public static string Empty() => "";
    }
}

public ref struct Window(Span<int> items)
{
    private readonly Span<int> _items = items;

    [Traced]
    public readonly int First() => _items[0];
}

public readonly struct Celsius(int degrees)
{
    [Traced]
    public static Celsius operator +(Celsius left, Celsius right) => new(left.Degrees + right.Degrees);

    public int Degrees { [Traced] get => degrees; }
}

file static class FileLocal
{
    [Traced]
    public static string Talk() => "file";
}

public static class FileLocals
{
    public static string Talk() => FileLocal.Talk();
}
