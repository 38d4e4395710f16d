using System.Diagnostics;
using Instrumentation;

namespace Subjects;

/// <summary>Attributed, and not to be reached: each call is what it would be without the attribute.</summary>
public static class Untouched
{
    [Traced]
    public static System.Collections.IEnumerable Sequence(int count)
    {
        Journal.Note("sequence begins");
        for (var i = 0; i < count; i++)
            yield return i;
    }

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
