using System.Diagnostics;
using System.Globalization;

namespace Subjects;

/// <summary>
/// Everything that a caller can observe of a scenario, in order. It is reached through an <see cref="AsyncLocal{T}"/>, as the ambient state
/// of any program is, so that a context which does not flow shows too.
/// </summary>
public sealed class Journal
{
    private static readonly AsyncLocal<Journal?> Ambient = new();

    private readonly List<string> _lines = [];

    public static Journal Begin() => Ambient.Value = new Journal();

    public static void Note(string line)
    {
        var journal = Ambient.Value ?? throw new InvalidOperationException("The journal did not flow to here.");
        lock (journal._lines)
            journal._lines.Add(line);
    }

    /// <summary>Notes that a value was asked for: the order of arguments.</summary>
    public static T Take<T>(T value)
    {
        Note($"took {Text(value)}");
        return value;
    }

    /// <summary>Calls, and notes the result or the exception, and whether the caller's activity is current as it was.</summary>
    public static Exception? Call(string what, Func<object?> call)
    {
        var before = Activity.Current;
        Exception? thrown = null;
        try
        {
            Note($"{what}: {Text(call())}");
        }
        catch (Exception e)
        {
            thrown = e;
            NoteException(what, e);
        }

        Note($"{what}: {(ReferenceEquals(before, Activity.Current) ? "same activity" : "another activity")}");
        return thrown;
    }

    public static Exception? Call(string what, Action call) => Call(what, () =>
    {
        call();
        return "done";
    });

    /// <summary>Calls and awaits. What is thrown before there is a task is told from what the task holds.</summary>
    public static async Task<Exception?> CallAsync(string what, Func<Task<object?>> call)
    {
        var before = Activity.Current;
        Task<object?>? task = null;
        Exception? thrown = null;
        try
        {
            task = call();
            Note($"{what}: returned, {(ReferenceEquals(before, Activity.Current) ? "same activity" : "another activity")}");
            Note($"{what}: {Text(await task)}");
        }
        catch (Exception e)
        {
            thrown = e;
            NoteException(task is null ? what + " at once" : what, e);
        }

        Note($"{what}: {(ReferenceEquals(before, Activity.Current) ? "same activity" : "another activity")}");
        return thrown;
    }

    public override string ToString()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }

    public static string Text(object? value) => value switch
    {
        null => "null",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items and not string => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => value.ToString()!,
    };

    public static void NoteException(string what, Exception exception)
    {
        Note($"{what}: {exception.GetType()}: {exception.Message}");
        foreach (var line in (exception.StackTrace ?? "").Split('\n').Where(IsOfUser))
            Note("  " + line.Trim());
    }

    // Where an exception was thrown on, and by what kind of task, is no line of the user.
    private static bool IsOfUser(string line) =>
        !line.Contains("--- End of", StringComparison.Ordinal) && !line.Contains("at System.Threading.Tasks.", StringComparison.Ordinal);
}
