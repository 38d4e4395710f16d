using System.Diagnostics;
using Instrumentation.Configuration;
using Instrumentation.Context;

namespace Instrumentation.Tracing;

/// <summary>Listens to the selected sources, those included that come into being later, and records every span.</summary>
internal sealed class SpanListener : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ISpanProcessor[] _processors;
    private readonly HashSet<string> _legacyOperations;
    private int _stopped;

    public SpanListener(NameSelection sources, HashSet<string> legacyOperations, ISpanProcessor[] processors)
    {
        _legacyOperations = legacyOperations;
        _processors = processors;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.Length == 0 ? legacyOperations.Count > 0 : sources.Matches(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = OnStart,
            ActivityStopped = OnEnd,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;

        _listener.Dispose();
        foreach (var processor in _processors)
            processor.OnStop();
    }

    // Activities without a source share one of no name.
    private bool IsSelected(Activity span) => span.Source.Name.Length > 0 || _legacyOperations.Contains(span.OperationName);

    private void OnStart(Activity span)
    {
        if (!IsSelected(span))
            return;

        TraceParent.KeepRandom(span);
        foreach (var processor in _processors)
            processor.OnStart(span);
    }

    private void OnEnd(Activity span)
    {
        if (!IsSelected(span))
            return;

        foreach (var processor in _processors)
            processor.OnEnd(span);
    }
}
