using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Context;

namespace Instrumentation.Instruments;

/// <summary>
/// One enumeration of a sequence that is being observed: its span covers the time from the first item that is asked for to the end, an early
/// exit included. Generated code derives from it, once for each method that returns a sequence.
/// </summary>
/// <remarks>The span bears <c>sequence.items</c>, how many were produced, and <c>sequence.first_item</c>, the seconds until the first one.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1051", Justification = "A mutable struct, which generated code starts and stops in place.")]
public abstract class ObservedSequence
{
    /// <summary>The span, and how the enumeration failed, if it did.</summary>
    protected ObservedCall Call;

    /// <summary>When the enumeration began, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    protected long Started;

    private readonly long _created = Stopwatch.GetTimestamp();
    private long _items;
    private double _firstItem;
    private State _state;

    // What holds the baggage that came with a message; null where none did.
    private object? _baggage;

    private enum State
    {
        NotStarted,
        Running,
        Ended,
    }

    /// <summary>Another enumeration of the same sequence.</summary>
    /// <returns>One that has not started.</returns>
    public abstract ObservedSequence Again();

    /// <summary>Records an exception that the call itself throws, before there is a sequence. It is meant to be an exception filter.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False, always.</returns>
    public bool IsCallFailed(Exception exception)
    {
        ObserveCall(exception);
        return false;
    }

    /// <summary>Starts the span and counts the enumeration in.</summary>
    protected abstract void Start();

    /// <summary>Records an exception, unless it is no failure.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False, always.</returns>
    protected abstract bool Fails(Exception exception);

    /// <summary>Records the metrics and ends the span.</summary>
    protected abstract void Stop();

    /// <summary>Makes the span current for as long as an item is produced; the first time it is started.</summary>
    /// <returns>What was current, to be restored.</returns>
    internal CallerContext Enter()
    {
        if (_state != State.NotStarted)
            return Continue();

        var caller = CallerContext.Keep();
        _state = State.Running;
        Started = Stopwatch.GetTimestamp();
        Start();
        if (!Call.Caller.HasOtherBaggage)
            return caller;

        _baggage = CurrentBaggage.Holder;
        return Call.Caller;
    }

    /// <summary>Makes the span current, and the baggage that came with a message, if the enumeration is running.</summary>
    /// <returns>What was current, to be restored.</returns>
    internal CallerContext Continue()
    {
        if (_state != State.Running)
            return CallerContext.Keep();

        var caller = CallerContext.Keep(_baggage);
        if (Call.Span is { } span)
            Activity.Current = span;
        return caller;
    }

    /// <summary>An item was produced, or there are no more.</summary>
    /// <param name="hasItem">Whether there was one.</param>
    internal void Moved(bool hasItem)
    {
        if (!hasItem)
            End();
        else if (_state == State.Running && _items++ == 0)
            _firstItem = Stopwatch.GetElapsedTime(Started).TotalSeconds;
    }

    /// <summary>Records an exception that a move throws, as an exception filter does.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False, always.</returns>
    internal bool IsMoveFailed(Exception exception)
    {
        if (_state == State.Running)
            Fails(exception);
        return false;
    }

    /// <summary>Ends the enumeration, once.</summary>
    internal void End()
    {
        if (_state != State.Running)
            return;

        _state = State.Ended;
        if (Call.IsRecording)
        {
            Call.SetTag("sequence.items", TagValue.Of(_items));
            if (_items > 0)
                Call.SetTag("sequence.first_item", _firstItem);
        }

        Stop();
    }

    /// <summary>Observes the call in place of an enumeration: it threw, or what it returned is there already.</summary>
    /// <param name="exception">What it threw.</param>
    internal void ObserveCall(Exception? exception)
    {
        var caller = Enter();
        Started = _created;
        Call.Span?.SetStartTime(DateTime.UtcNow - Stopwatch.GetElapsedTime(_created));
        if (exception is not null)
            Fails(exception);
        _state = State.Ended;
        Stop();
        caller.Restore();
    }
}
