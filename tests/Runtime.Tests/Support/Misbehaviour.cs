using System.Diagnostics;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>What of a user's misbehaves.</summary>
public enum Component
{
    Sampler,
    ProcessorOfSpans,
    ProcessorAtTheEnd,
    Exporter,
    Propagator,
    Instrumentation,
    ErrorHandler,
}

/// <summary>How it does.</summary>
public enum Way
{
    Throws,
    Blocks,
    StartsSpans,
    Flushes,
    Disposes,
    ReturnsNonsense,
}

/// <summary>Does what it must not, wherever it is called.</summary>
/// <param name="source">Starts the spans of who starts spans.</param>
internal sealed class Misbehaviour(ActivitySource source)
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public Way Way { get; set; }

    public Telemetry? Telemetry { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Ends when somebody was called.</summary>
    public Task Entered => _entered.Task;

    /// <summary>Whether who is called has no other way to misbehave than by what it returns.</summary>
    public bool IsNonsense => Way == Way.ReturnsNonsense;

    public void Release() => _release.TrySetResult();

    public void Act()
    {
        Interlocked.Increment(ref _calls);
        _entered.TrySetResult();
        switch (Way)
        {
            case Way.Throws:
                throw new NotSupportedException("must not reach the application");
            case Way.Blocks:
                _release.Task.Wait();
                break;
            case Way.StartsSpans:
                source.StartActivity("inner")?.Dispose();
                break;
            case Way.Flushes:
                Telemetry?.ForceFlushAsync(TimeSpan.FromMilliseconds(20)).Wait();
                break;
            case Way.Disposes:
                Telemetry?.Dispose();
                break;
        }
    }
}
