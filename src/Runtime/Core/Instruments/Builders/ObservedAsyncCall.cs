using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Instruments;

/// <summary>
/// One call of an async method that is observed in the method itself, from its start to the end of its task. Generated code derives from it,
/// once for each such method, and keeps there what the call's tags are read from.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1051", Justification = "A mutable struct, which generated code starts and stops in place.")]
public abstract class ObservedAsyncCall
{
    /// <summary>The span, and how the call failed, if it did.</summary>
    protected ObservedCall Call;

    /// <summary>When the call began, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    protected readonly long Started = Stopwatch.GetTimestamp();

    /// <summary>Starts the span and counts the call in.</summary>
    protected abstract void Start();

    /// <summary>Records an exception, unless it is no failure.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>False, always.</returns>
    protected abstract bool Fails(Exception exception);

    /// <summary>Records the metrics and ends the span.</summary>
    protected abstract void Stop();

    /// <summary>Starts the call. The span stays current, for the method to run in.</summary>
    internal void Begin() => Start();

    /// <summary>Makes the caller's span current again: the method has come to its first await, or to its end.</summary>
    internal void Leave() => Call.Leave();

    /// <summary>The method has ended, before anybody who awaits it knows.</summary>
    internal void End() => Stop();

    /// <summary>The method has ended with a result, before anybody who awaits it knows.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="result">The result.</param>
    internal void End<T>(T result)
    {
        if (this is ObservedAsyncCall<T> call)
            call.Look(result);
        else if (this is ObservedAsyncCall<object?> any)
            any.Look(result);
        Stop();
    }

    /// <summary>The method has thrown, before anybody who awaits it knows.</summary>
    /// <param name="exception">What it threw.</param>
    internal void Fail(Exception exception)
    {
        _ = Fails(exception);
        Stop();
    }
}

/// <summary>A call of an async method that something is asked of the result of: a tag's value, or whether it means failure.</summary>
/// <typeparam name="T">The result's type; <see cref="object"/> where generated code can't name it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ObservedAsyncCall<T> : ObservedAsyncCall
{
    /// <summary>Looks at the result.</summary>
    /// <param name="result">The result.</param>
    protected abstract void Returned(T result);

    internal void Look(T result) => Returned(result);
}
