using System.Diagnostics.Metrics;
using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// Asks the observable instruments, once a collection, for the reader that collects. Callbacks are user code: what they throw is told of, and when they take too
/// long the collection goes on without them.
/// </summary>
internal sealed class Observation(MeterListener listener)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [ThreadStatic]
    private static Round? _current;

    private Task _running = Task.CompletedTask;
    private volatile bool _isAnything;

    /// <summary>Asks. Only one reader collects at a time.</summary>
    /// <param name="reader">Whose streams take the answers.</param>
    public void Run(int reader)
    {
        if (!_isAnything)
            return;
        if (!_running.IsCompleted)
        {
            Faults.Warn("a callback of an observable instrument has not come to its end; observable instruments are left out.");
            return;
        }

        var round = new Round(reader);
        _running = Background.Run(() => Ask(round));
        if (_running.Wait(Limit))
            return;

        lock (round)
            round.IsOver = true;
        Faults.Warn(FormattableString.Invariant($"callbacks of observable instruments took longer than {Limit.TotalSeconds} s; the collection goes on without them."));
    }

    public static void Record<T>(InstrumentFeed feed, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (_current is not { } round)
            return;

        lock (round)
        {
            if (!round.IsOver)
                feed.Observe(round.Reader, value, tags);
        }
    }

    /// <summary>Says that there is an observable instrument.</summary>
    public void Expect() => _isAnything = true;

    private Task Ask(Round round)
    {
        _current = round;
        try
        {
            listener.RecordObservableInstruments();
        }
        catch (AggregateException faults)
        {
            foreach (var fault in faults.InnerExceptions)
                Faults.Report("a callback of an observable instrument", fault);
        }
        finally
        {
            _current = null;
        }

        return Task.CompletedTask;
    }

    private sealed class Round(int reader)
    {
        public int Reader { get; } = reader;

        public bool IsOver { get; set; }
    }
}
