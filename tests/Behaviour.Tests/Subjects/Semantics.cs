using System.Diagnostics.CodeAnalysis;
using Instrumentation;

namespace Subjects;

/// <summary>Methods whose exact meaning a wrapper could bend: what flows out of them, when they run, and which of them is meant.</summary>
public static class Semantics
{
    private static readonly AsyncLocal<string?> Ambient = new();

    public static string AmbientText => Ambient.Value ?? "nothing";

    [Traced, Timed]
    public static void Set(string value) => Ambient.Value = value;

    [Traced, Timed]
    public static Task SetAndReturnTask(string value, Task task)
    {
        Ambient.Value = value;
        return task;
    }

    [Traced, Timed]
    public static async Task SetLater(string value, Task gate)
    {
        Ambient.Value = value + " before";
        await gate;
        Journal.Note(AmbientText);
        Ambient.Value = value + " after";
    }

    [Traced, Timed]
    public static IEnumerable<string> SetBetween(string value)
    {
        Ambient.Value = value + " 1";
        yield return AmbientText;
        Ambient.Value = value + " 2";
        yield return AmbientText;
    }

    [Traced, Timed]
    public static async Task<string> OnContext(Task gate)
    {
        Journal.Note("synchronous up to here");
        var before = Where();
        await gate;
        return $"{before}, then {Where()}";
    }

    [Traced]
    public static string Which(object value) => $"object {value}";

    [Traced]
    public static string Which(string? value) => $"string {value}";

    [Traced]
    public static string Which(long value) => $"long {value}";

    [Traced]
    public static string Which(in int value) => $"in int {value}";

    [Traced]
    public static string Which(params int[] values) => $"ints {values.Length}";

    [Traced]
    public static string Which<T>(T value, int other = 3) => $"{typeof(T).Name} {value} {other}";

    [Traced]
    public static string Which(Func<int> value) => $"function of int {value()}";

    [Traced]
    public static string Which(Func<string> value) => $"function of string {value()}";

    /// <summary>A caller that is warned of a null that can't be there would not compile.</summary>
    [Traced]
    public static bool TryFind(string? key, [NotNullWhen(true)] out string? value)
    {
        value = key;
        return key is not null;
    }

    [Traced]
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Echo(string? value) => value;

    [Traced]
    public static void Ensure([NotNull] string? value) => ArgumentNullException.ThrowIfNull(value);

    [Traced, DoesNotReturn]
    public static void Fail(string message) => throw new InvalidOperationException(message);

    public static int LengthOf(string? key)
    {
        if (TryFind(key, out var found))
            return found.Length + Echo("echo").Length;
        Ensure(key);
        return key.Length;
    }

    public static string Never(string? key)
    {
        if (key is null)
            Fail("never");
        return key;
    }

    private static string Where() => $"{SynchronizationContext.Current?.GetType().Name ?? "no context"} {(TaskScheduler.Current == TaskScheduler.Default ? "default" : "own")} scheduler";
}
