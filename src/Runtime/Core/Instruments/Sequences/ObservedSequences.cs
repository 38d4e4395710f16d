using System.Collections;
using System.ComponentModel;
using System.Diagnostics;

namespace Instrumentation.Instruments;

/// <summary>Puts the observer around what a method returned, by what that is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class ObservedSequences
{
    /// <summary>
    /// A sequence that is produced while it is enumerated is observed then, each time. A collection, which is there already, is handed on as it
    /// is, for callers may know what it is; its span covers the call.
    /// </summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="source">What the method returned.</param>
    /// <param name="sequence">The observer.</param>
    /// <returns>What the caller gets.</returns>
    public static IEnumerable<T> Observe<T>(IEnumerable<T> source, ObservedSequence sequence)
    {
        if (source is not (null or ICollection<T> or IReadOnlyCollection<T> or ICollection or IQueryable))
            return new ObservedEnumerable<T>(source, sequence);

        sequence.ObserveCall(exception: null);
        return source!;
    }

    /// <inheritdoc cref="Observe{T}(IEnumerable{T}, ObservedSequence)"/>
    public static IEnumerator<T> Observe<T>(IEnumerator<T> source, ObservedSequence sequence) =>
        source is null ? source! : new ObservedEnumerator<T>(source, sequence);

    /// <inheritdoc cref="Observe{T}(IEnumerable{T}, ObservedSequence)"/>
    public static IAsyncEnumerable<T> Observe<T>(IAsyncEnumerable<T> source, ObservedSequence sequence) =>
        source is null ? source! : new ObservedAsyncEnumerable<T>(source, sequence);

    /// <inheritdoc cref="Observe{T}(IEnumerable{T}, ObservedSequence)"/>
    public static IAsyncEnumerator<T> Observe<T>(IAsyncEnumerator<T> source, ObservedSequence sequence) =>
        source is null ? source! : new ObservedAsyncEnumerator<T>(source, sequence);
}
