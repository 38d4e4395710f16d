using System.Collections;
using System.Diagnostics;

namespace Instrumentation.Instruments;

/// <summary>A sequence each enumeration of which is observed by itself.</summary>
[StackTraceHidden]
internal sealed class ObservedEnumerable<T>(IEnumerable<T> source, ObservedSequence sequence) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new ObservedEnumerator<T>(source.GetEnumerator(), sequence.Again());

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>An enumeration: its span is current while the source works, and the caller's while the caller does.</summary>
[StackTraceHidden]
internal sealed class ObservedEnumerator<T>(IEnumerator<T> source, ObservedSequence sequence) : IEnumerator<T>
{
    public T Current => source.Current;

    object? IEnumerator.Current => source.Current;

    public bool MoveNext()
    {
        var caller = sequence.Enter();
        var isDone = true;
        try
        {
            var hasItem = source.MoveNext();
            sequence.Moved(hasItem);
            isDone = false;
            return hasItem;
        }
        catch (Exception exception) when (sequence.IsMoveFailed(exception))
        {
            throw;
        }
        finally
        {
            if (isDone)
                sequence.End();
            caller.Restore();
        }
    }

    public void Reset() => source.Reset();

    public void Dispose()
    {
        // Whoever never asked for an item started nothing.
        var caller = sequence.Continue();
        try
        {
            source.Dispose();
        }
        catch (Exception exception) when (sequence.IsMoveFailed(exception))
        {
            throw;
        }
        finally
        {
            sequence.End();
            caller.Restore();
        }
    }
}
