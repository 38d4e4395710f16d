using System.Diagnostics;

namespace Instrumentation.Tracing;

/// <summary>Sees each span begin and end, on the thread that begins and ends it: it must be quick and must not throw.</summary>
internal interface ISpanProcessor
{
    void OnStart(Activity span);

    void OnEnd(Activity span);

    /// <summary>No span will begin or end any more: what is still held back goes out.</summary>
    void OnStop();
}
