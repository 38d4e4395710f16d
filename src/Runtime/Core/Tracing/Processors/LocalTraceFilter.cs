using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Tracing;

/// <summary>
/// Decides, when the first span of a trace in this process ends, whether the spans below it are exported: those that are slow, those that failed.
/// Until then they are held back.
/// </summary>
/// <remarks>
/// Other services do not know of the decision: a trace may come with holes. A trace that takes longer than its root in this process is decided
/// with that. Of one trace so many spans are held back at most; those after are let through.
/// </remarks>
public sealed class LocalTraceFilter : SpanProcessor
{
    private const int MaxHeldBack = 1_000;

    private readonly ConditionalWeakTable<Activity, HeldTrace> _traces = new();
    private readonly Func<Activity, IReadOnlyList<Activity>, bool> _isKept;

    /// <summary>Hands on the traces for which <paramref name="isKept"/> is true.</summary>
    /// <param name="next">What exports them.</param>
    /// <param name="isKept">Is asked with the first span of a trace in this process and those below it that have ended, the first one last. Where it
    /// throws, the trace is kept.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public LocalTraceFilter(SpanProcessor next, Func<Activity, IReadOnlyList<Activity>, bool> isKept)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(isKept);
        Next = next;
        _isKept = isKept;
    }

    internal SpanProcessor Next { get; }

    /// <summary>Hands on the traces whose first span in this process takes that long at least.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="next">What exports them.</param>
    /// <returns>The filter.</returns>
    public static LocalTraceFilter SlowerThan(TimeSpan duration, SpanProcessor next) => new(next, (root, _) => root.Duration >= duration);

    /// <summary>Hands on the traces in which a span of this process has the status Error.</summary>
    /// <param name="next">What exports them.</param>
    /// <returns>The filter.</returns>
    public static LocalTraceFilter Failed(SpanProcessor next) =>
        new(next, static (_, spans) => spans.Any(static s => s.Status == ActivityStatusCode.Error));

    /// <inheritdoc/>
    public override void OnStart(Activity span) => Next.OnStart(span);

    /// <inheritdoc/>
    public override void OnEnd(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (!span.Recorded)
        {
            Next.OnEnd(span);
            return;
        }

        var root = Root(span);
        var trace = _traces.GetOrCreateValue(root);
        foreach (var released in trace.End(span, root, _isKept))
            Next.OnEnd(released);
    }

    /// <inheritdoc/>
    public override Task ForceFlushAsync(CancellationToken cancellation) => Next.ForceFlushAsync(cancellation);

    /// <inheritdoc/>
    public override Task ShutdownAsync(CancellationToken cancellation) => Next.ShutdownAsync(cancellation);

    private static Activity Root(Activity span)
    {
        while (span.Parent is { Recorded: true } parent)
            span = parent;
        return span;
    }

    // Constructed by the table.
    private sealed class HeldTrace
    {
        private readonly List<Activity> _held = [];
        private bool? _isKept;

        public Activity[] End(Activity span, Activity root, Func<Activity, IReadOnlyList<Activity>, bool> isKept)
        {
            lock (_held)
            {
                if (_isKept is null && span != root && _held.Count < MaxHeldBack)
                {
                    _held.Add(span);
                    return [];
                }

                if (_isKept is not null || span != root)
                    return _isKept == false ? [] : [span];

                _held.Add(span);
                _isKept = Ask(root, isKept);
                var released = _isKept.Value ? _held.ToArray() : [];
                _held.Clear();
                return released;
            }
        }

        private bool Ask(Activity root, Func<Activity, IReadOnlyList<Activity>, bool> isKept)
        {
            try
            {
                return isKept(root, _held);
            }
            catch (Exception fault)
            {
                Diagnostics.Faults.Report("filtering a trace", fault);
                return true;
            }
        }
    }
}
