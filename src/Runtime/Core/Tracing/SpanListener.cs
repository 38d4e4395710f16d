using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Context;
using Instrumentation.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Listens to the selected sources, those included that come into being later, asks the sampler, and tells the processors.</summary>
internal sealed class SpanListener : IDisposable
{
    // Spans that a processor starts would be told to it, and so on.
    [ThreadStatic]
    private static bool _isTelling;

    private readonly ActivityListener _listener;
    private readonly SpanLimits _limits;
    private readonly SpanProcessor[] _processors;
    private readonly SpanProcessor[] _startProcessors;
    private readonly HashSet<string> _legacyOperations;
    private int _stopped;

    public SpanListener(NameSelection sources, HashSet<string> legacyOperations, SpanSampling sampling, SpanLimits limits, SpanProcessor[] processors)
    {
        _legacyOperations = legacyOperations;
        _limits = limits;
        _processors = processors;

        // Those that export look at what has ended alone.
        _startProcessors = Array.FindAll(processors, static p => p is not SpanExportProcessor);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.Length == 0 ? legacyOperations.Count > 0 : sources.Matches(source.Name),
            Sample = sampling.Sample,
            SampleUsingParentId = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = OnStart,
            ActivityStopped = OnEnd,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Takes no more spans. What processors have is still theirs to hand on.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
            _listener.Dispose();
    }

    // Activities without a source share one of no name. What is there to propagate alone has nothing to say, and what telemetry does for itself is
    // not sampled here, though another listener may want it.
    private bool IsSelected(Activity span) =>
        span.IsAllDataRequested && !SuppressedTracing.IsOn && (span.Source.Name.Length > 0 || _legacyOperations.Contains(span.OperationName));

    private void OnStart(Activity span)
    {
        TraceParent.KeepRandom(span);
        if ((_startProcessors.Length == 0 && !SdkMetrics.CountsLive) || !IsSelected(span))
            return;

        if (SdkMetrics.CountsLive)
            SdkMetrics.SpanBegan(span);
        if (_startProcessors.Length > 0)
            Tell(span, _startProcessors, isEnd: false);
    }

    private void OnEnd(Activity span)
    {
        if (!IsSelected(span))
            return;

        if (SdkMetrics.CountsLive)
            SdkMetrics.SpanEnded(span);
        _limits.Enforce(span);
        Tell(span, _processors, isEnd: true);
    }

    private static void Tell(Activity span, SpanProcessor[] processors, bool isEnd)
    {
        if (_isTelling)
            return;

        _isTelling = true;
        foreach (var processor in processors)
        {
            try
            {
                if (isEnd)
                    processor.OnEnd(span);
                else
                    processor.OnStart(span);
            }
            catch (Exception fault)
            {
                Faults.Report($"the span processor {processor.GetType()}", fault);
            }
        }

        _isTelling = false;
    }
}
