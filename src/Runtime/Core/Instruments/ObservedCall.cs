using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics;

namespace Instrumentation.Instruments;

/// <summary>
/// One call that is being observed: its span, if there is one, and how it failed, if it did. Generated code keeps it in a local.
/// </summary>
/// <remarks>Nothing that is called here throws: what goes wrong in user code is told to <see cref="Diagnostics.Faults"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ObservedCall
{
    private Activity? _span;

    // Kept where the span's parent does not say it: the span is a root, or its context came with a message.
    private CallerContext _caller;

    /// <summary>The full name of the exception's type, or <c>_OTHER</c> for a failed result; null while the call has not failed.</summary>
    public string? ErrorType { get; private set; }

    /// <summary>The call's span; null when nobody listens or the sampler said no.</summary>
    public readonly Activity? Span => _span;

    /// <summary>Whether tags that are set on the span will be seen by somebody.</summary>
    public readonly bool IsRecording => _span is { IsAllDataRequested: true };

    /// <summary>What was current before a call whose context came with a message.</summary>
    internal readonly CallerContext Caller => _caller;

    /// <summary>Starts the call's span as a child of the current one and makes it current.</summary>
    /// <param name="source">The scope's source.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    public void StartSpan(ActivitySource source, string name, ActivityKind kind) => _span = source.StartActivity(name, kind);

    /// <summary>
    /// Starts the call's span as a child of the one that a message came from, or linked to those that several came from, and makes it and the
    /// baggage current that came along. Of parent and baggage, the current one stays that did not come.
    /// </summary>
    /// <param name="source">The scope's source.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    /// <param name="carried">What came.</param>
    public void StartSpan(ActivitySource source, string name, ActivityKind kind, in CarriedContext carried)
    {
        // Baggage first: samplers and processors look at it.
        _caller = carried.Enter();
        _span = carried.Start(source, name, kind);
    }

    /// <summary>Starts the call's span as the root of a new trace and makes it current.</summary>
    /// <param name="source">The scope's source.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    public void StartRootSpan(ActivitySource source, string name, ActivityKind kind) => StartRootSpan(source, name, kind, default);

    /// <summary>The same, where the root has links, or is none because its parent came with a message: the current span is never its parent.</summary>
    /// <param name="source">The scope's source.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    /// <param name="carried">What came.</param>
    public void StartRootSpan(ActivitySource source, string name, ActivityKind kind, in CarriedContext carried)
    {
        _caller = carried.Enter();
        Activity.Current = null;
        _span = carried.Start(source, name, kind);
        if (_span is null)
            _caller.RestoreSpan();
    }

    /// <summary>Whether the current span, or one that it is inside of, is a running span of that source and name.</summary>
    /// <param name="source">The scope's source.</param>
    /// <param name="name">The span's name.</param>
    /// <returns>Whether the call is a recursive one.</returns>
    public static bool IsInside(ActivitySource source, string name)
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (ReferenceEquals(span.Source, source) && span.OperationName == name && !span.IsStopped)
                return true;
        }

        return false;
    }

    /// <summary>Sets a tag of the span, which must be recording. A null value sets none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public readonly void SetTag(string key, object? value)
    {
        if (value is not null)
            _span!.SetTag(key, value);
    }

    /// <summary>
    /// Records an exception that leaves the call. It is meant to be an exception filter: it runs before the stack unwinds and
    /// declines, so that the exception goes on as if nobody had looked.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="errors">Where it is recorded.</param>
    /// <returns>False, always.</returns>
    public bool Fails(Exception exception, Errors errors)
    {
        ErrorType = exception.GetType().FullName ?? exception.GetType().Name;
        if (_span is not { IsAllDataRequested: true } span)
            return false;

        try
        {
            span.SetTag("error.type", ErrorType);
            span.SetStatus(ActivityStatusCode.Error, exception.Message);
            if (errors == Errors.Event)
                span.AddException(exception);
        }
        catch (Exception fault)
        {
            // An exception whose own Message or ToString throws.
            span.SetStatus(ActivityStatusCode.Error);
            Diagnostics.Faults.Report($"recording a {ErrorType}", fault);
        }

        return false;
    }

    /// <summary>Awaited, the end of a task, however it ends; nothing is thrown.</summary>
    /// <param name="task">The task.</param>
    /// <returns>What to await.</returns>
    public static ConfiguredTaskAwaitable Ended(Task task) => task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The exception that awaiting a task, which has failed or was cancelled, would throw.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its exception.</returns>
    public static Exception ExceptionOf(Task task)
    {
        if (task.Exception is { } failure)
            return failure.InnerExceptions[0];

        try
        {
            // A cancelled task tells its exception by throwing it only.
            task.GetAwaiter().GetResult();
            return new TaskCanceledException(task);
        }
        catch (OperationCanceledException cancellation)
        {
            return cancellation;
        }
    }

    /// <summary>Records that the call's result means failure.</summary>
    /// <param name="predicate">The name of the predicate that said so.</param>
    public void Fails(string predicate)
    {
        ErrorType = "_OTHER";
        if (_span is not { IsAllDataRequested: true } span)
            return;

        span.SetTag("error.type", ErrorType);
        span.SetStatus(ActivityStatusCode.Error, predicate);
    }

    /// <summary>
    /// Says that what is measured until <see cref="Stop"/> is of this call: an exemplar has its span, also where the call ends as a task, in whatever
    /// span is current there.
    /// </summary>
    public readonly void Measure()
    {
        if (_span is not null)
            ExemplarUse.Measure(_span);
    }

    /// <summary>Makes the caller's span and baggage current again while the call goes on elsewhere, as a task.</summary>
    public readonly void Leave()
    {
        if (_caller.IsKept)
            _caller.Restore();
        else if (_span is not null)
            Activity.Current = _span.Parent;
    }

    /// <summary>Ends the span and makes the caller's span and baggage current again.</summary>
    public readonly void Stop()
    {
        if (_span is not null)
        {
            ExemplarUse.Measure(null);
            _span.Stop();
        }

        if (_caller.IsKept)
            _caller.Restore();
    }
}
