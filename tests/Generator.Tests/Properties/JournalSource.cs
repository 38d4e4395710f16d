namespace Instrumentation.Generator.Tests.Properties;

/// <summary>The part of every program that writes down what a caller can see, and what a span must be by then.</summary>
internal static class JournalSource
{
    public const string Text = """"
        //J.cs
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Cell<T>(T value) { public T Value = value; }

        public static class J
        {
            public static readonly List<string> Lines = new();
            public static readonly List<string> Violations = new();
            public static readonly Dictionary<string, int> Expected = new();
            public static readonly AsyncLocal<int> Flow = new();
            private static readonly Stack<(string Id, bool Traced, bool IsCurrent, Activity? Current)> Pending = new();
            private static readonly Dictionary<string, int> Turns = new();
            private static readonly List<object> Kept = new();
            public static int Slot;
            private static CancellationTokenSource s_source = new();
            private static bool s_listening;

            public static CancellationToken Token => s_source.Token;

            public static void Begin(bool listening)
            {
                Lines.Clear(); Violations.Clear(); Expected.Clear(); Pending.Clear(); Turns.Clear(); Kept.Clear();
                s_source = new();
                Flow.Value = Slot = 0;
                s_listening = listening;
            }

            public static void Note(string line) => Lines.Add(line);

            // Before a call: which body comes next, and whether it is to be inside a span.
            public static bool At(string id, bool traced, bool isCurrent = true)
            {
                Pending.Push((id, traced, isCurrent, Activity.Current));
                return true;
            }

            public static void Expect(string id) => Expected[id] = Expected.GetValueOrDefault(id) + 1;

            public static T Pair<T>(bool at, T value) => value;

            // First in a body: the span that is current is the call's own, and its parent is what was current at the call.
            public static Activity? In(string id, string arguments)
            {
                // Called by a core method, whose name the compiler hands on.
                Note(id + "(" + arguments.Replace("Core'", "'") + ")");
                var current = Activity.Current;
                if (!Pending.TryPop(out var call) || call.Id != id)
                {
                    Violations.Add($"The body of {id} was reached from nowhere that is known ({call.Id}).");
                    return current;
                }

                if (call.Traced)
                    Expect(id);
                if (s_listening)
                {
                    if (!call.Traced || !call.IsCurrent ? !ReferenceEquals(current, call.Current) : current?.OperationName != id || !ReferenceEquals(current.Parent, call.Current))
                        Violations.Add($"Inside {id} {current?.OperationName ?? "nothing"} is current in {current?.Parent?.OperationName ?? "nothing"}; it was called with {call.Current?.OperationName ?? "nothing"}, traced: {call.Traced}.");
                }

                return current;
            }

            public static void Same(Activity? inside, string where)
            {
                if (!ReferenceEquals(inside, Activity.Current))
                    Violations.Add($"{where}: {Activity.Current?.OperationName ?? "nothing"} is current and not {inside?.OperationName ?? "nothing"}.");
            }

            public static bool Turn(string id, int limit) => (Turns[id] = Turns.GetValueOrDefault(id) + 1) <= limit;

            public static void Throw(string id) => throw new InvalidOperationException(id);

            public static void Cancel() => s_source.Cancel();

            public static T Take<T>(int order, T value) where T : allows ref struct
            {
                Note("took " + order);
                return value;
            }

            public static T Keep<T>(int order, T value)
            {
                Note("took " + order);
                if (value is int[] or List<string?>)
                    Kept.Add(value);
                return value;
            }

            public static Cell<T> Cell<T>(int order, T value)
            {
                Note("took " + order);
                var cell = new Cell<T>(value);
                Kept.Add((Func<string>)(() => Text(cell.Value)));
                return cell;
            }

            public static T Of<T>(int n) =>
                typeof(T) == typeof(int) ? (T)(object)n : typeof(T) == typeof(string) ? (T)(object)n.ToString() : Activator.CreateInstance<T>();

            public static string SpanText(Span<int> span) => "span " + Text(span.ToArray());

            public static string SpanText(ReadOnlySpan<char> span) => "span " + span.ToString();

            public static string Text(object? value) => value switch
            {
                null => "null",
                string text => "'" + text + "'",
                Delegate => "a function",
                CancellationToken => "a token",
                System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Text)) + "]",
                IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString()!,
            };

            public static void Wait(Task task) => task.GetAwaiter().GetResult();
            public static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
            public static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
            public static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

            public static void Drain<T>(IEnumerable<T> items, string? id, bool traced, int times)
            {
                for (var i = 0; i < times; i++)
                {
                    var before = Activity.Current;
                    if (id is not null)
                        At(id, traced);
                    foreach (var item in items)
                    {
                        Same(before, "between items");
                        Note("item " + Text(item));
                        if (i > 0)
                            break;
                    }

                    Same(before, "after the items");
                }
            }

            public static async Task DrainAsync<T>(IAsyncEnumerable<T> items, string? id, bool traced, int times)
            {
                for (var i = 0; i < times; i++)
                {
                    var before = Activity.Current;
                    if (id is not null)
                        At(id, traced);
                    await foreach (var item in items)
                    {
                        Same(before, "between items");
                        Note("item " + Text(item));
                        if (i > 0)
                            break;
                    }

                    Same(before, "after the items");
                }
            }

            public static void Call(string what, Action call)
            {
                var before = Activity.Current;
                try
                {
                    call();
                }
                catch (Exception e) when (Filter(what))
                {
                    Caught(what, e);
                }

                End(what, before);
            }

            public static async Task CallAsync(string what, Func<Task> call)
            {
                var before = Activity.Current;
                try
                {
                    await call();
                }
                catch (Exception e) when (Filter(what))
                {
                    Caught(what, e);
                }

                End(what, before);
            }

            // Filters run before what unwinds: an order that a caller can see.
            private static bool Filter(string what)
            {
                Note(what + " filters");
                return true;
            }

            private static void Caught(string what, Exception e)
            {
                Note($"{what} caught {e.GetType()}: {e.Message}");
                if (e.InnerException is { } inner)
                    Note($"{what} for {inner.GetType()}: {inner.Message}");
                if (e is NullReferenceException or TypeInitializationException)
                    return;
                foreach (var line in (e.StackTrace ?? "").Split('\n').Where(l => !l.Contains("--- End of") && !l.Contains("at System.") && !l.Contains("lambda_method")))
                    Note("  " + line.Trim().Split(" in ")[0].Replace("Core(", "(").Replace("Core[", "[").Split("<>c__DisplayClass")[0].Split(">b__")[0].Split('|')[0]);
            }

            private static void End(string what, Activity? before)
            {
                Same(before, "after " + what);
                Pending.Clear();
                foreach (var kept in Kept)
                    Note("kept " + (kept is Func<string> cell ? cell() : Text(kept)));
                Kept.Clear();
                Note(what + " ended, flow " + Flow.Value);
                Flow.Value = 0;
            }
        }
        """";
}
