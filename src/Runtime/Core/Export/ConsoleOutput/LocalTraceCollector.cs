using System.Diagnostics;
using Instrumentation.Tracing;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>
/// Puts spans together until their local root ends. What it holds is bounded: a trace takes so many spans and counts the others; when
/// too much is open the oldest trace is handed over as it is.
/// </summary>
/// <param name="print">Takes a trace that nobody changes any more. Called under a lock: it must not block.</param>
/// <param name="flush">Waits until what was taken has been written.</param>
/// <param name="limits">The bounds.</param>
internal sealed class LocalTraceCollector(Action<LocalTrace> print, Func<CancellationToken, Task> flush, CollectorLimits limits) : SpanProcessor
{
    private readonly object _gate = new();
    private readonly Dictionary<Activity, SpanNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly LinkedList<LocalTrace> _open = new();
    private readonly Dictionary<LocalTrace, LinkedListNode<LocalTrace>> _places = [];
    private bool _stopped;

    public override void OnStart(Activity span)
    {
        lock (_gate)
        {
            if (_stopped || _nodes.ContainsKey(span))
                return;

            var node = new SpanNode(span);
            if (NearestAncestor(span) is not { Trace: { } trace } parent)
                Open(new LocalTrace(node, IsLate(span)), node);
            else if (trace.SpanCount < limits.SpansPerTrace)
                Add(node, trace, parent);
        }
    }

    public override void OnEnd(Activity span)
    {
        lock (_gate)
        {
            if (_stopped)
                return;

            if (_nodes.TryGetValue(span, out var node))
            {
                node.IsEnded = true;
                if (node.Trace!.Root == node)
                    Finish(node.Trace);
            }
            else if (NearestAncestor(span) is { Trace: { } trace })
            {
                trace.LeftOut++;
            }
            else
            {
                // It began before telemetry did, or its trace was handed over when too much was open.
                print(new LocalTrace(new SpanNode(span) { IsEnded = true }, IsLate(span)) { SpanCount = 1 });
            }
        }
    }

    public override Task ForceFlushAsync(CancellationToken cancellation) => flush(cancellation);

    public override Task ShutdownAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _stopped = true;
            while (_open.First is { } oldest)
                GiveUp(oldest.Value, PrintReason.Stopped);
        }

        return flush(cancellation);
    }

    private SpanNode? NearestAncestor(Activity span)
    {
        for (var ancestor = span.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (_nodes.TryGetValue(ancestor, out var node))
                return node;
        }

        return null;
    }

    private static bool IsLate(Activity span) => span.Parent is { IsStopped: true };

    private void Open(LocalTrace trace, SpanNode root)
    {
        _places[trace] = _open.AddLast(trace);
        Add(root, trace, parent: null);
        while (_open.Count > limits.OpenTraces || (_nodes.Count > limits.OpenSpans && _open.Count > 1))
            GiveUp(_open.First!.Value, PrintReason.TooManyOpen);
    }

    private void Add(SpanNode node, LocalTrace trace, SpanNode? parent)
    {
        node.Trace = trace;
        trace.SpanCount++;
        parent?.Children.Add(node);
        _nodes[node.Span] = node;
    }

    /// <summary>Hands over what has ended; each span that still runs stays behind with those below it, as a late trace.</summary>
    private void Finish(LocalTrace trace)
    {
        Close(trace);
        var late = new List<SpanNode>();
        Visit(trace.Root, node =>
        {
            _nodes.Remove(node.Span);
            for (var i = 0; i < node.Children.Count; i++)
            {
                if (node.Children[i].IsEnded)
                    continue;
                late.Add(node.Children[i]);
                node.Children[i] = new SpanNode(node.Children[i].Span);
            }
        });

        foreach (var root in late)
        {
            var rest = new LocalTrace(root, isLate: true);
            _places[rest] = _open.AddLast(rest);
            Visit(root, node =>
            {
                node.Trace = rest;
                rest.SpanCount++;
                trace.SpanCount--;
            });
        }

        print(trace);
    }

    private void GiveUp(LocalTrace trace, PrintReason reason)
    {
        Close(trace);
        Visit(trace.Root, node => _nodes.Remove(node.Span));
        trace.Reason = reason;
        print(trace);
    }

    private void Close(LocalTrace trace)
    {
        if (_places.Remove(trace, out var place))
            _open.Remove(place);
    }

    /// <summary>Visits a node and, as they are after that, those below it. Without recursion: a trace may be one long chain.</summary>
    private static void Visit(SpanNode root, Action<SpanNode> visit)
    {
        var rest = new Stack<SpanNode>([root]);
        while (rest.TryPop(out var node))
        {
            visit(node);
            foreach (var child in node.Children)
            {
                if (child.Trace is not null)
                    rest.Push(child);
            }
        }
    }
}

/// <summary>What the collector holds at most.</summary>
/// <param name="OpenTraces">Traces whose root has not ended.</param>
/// <param name="SpansPerTrace">Spans of one of them.</param>
/// <param name="OpenSpans">Spans of all of them.</param>
internal sealed record CollectorLimits(int OpenTraces, int SpansPerTrace, int OpenSpans)
{
    public static CollectorLimits Default { get; } = new(OpenTraces: 1_000, SpansPerTrace: 1_000, OpenSpans: 50_000);
}
