using System.Threading.Channels;
using Instrumentation.Configuration;

namespace Instrumentation.Diagnostics;

/// <summary>
/// Takes errors from any thread to one handler, one at a time and beside the application. Nobody waits for the handler, and what goes wrong while it
/// runs on its thread is not told to it.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class ErrorChannel(TimeProvider time)
{
    /// <summary>How many errors wait at most; they are of different kinds.</summary>
    public const int Capacity = 100;

    [ThreadStatic]
    private static bool _isHandling;

    private readonly Channel<Item> _waiting = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ErrorLimit _limit = new(time);
    private Task? _handling;

    /// <summary>Tells of an error: now, or when it is known who is told. Never throws, never waits.</summary>
    public void Tell(ErrorSeverity severity, string kind, string message, Exception? exception)
    {
        if (_isHandling || !_limit.TryPass(kind, out var suppressed))
            return;
        if (!_waiting.Writer.TryWrite(new(new(severity, message, exception, suppressed), null)))
            _limit.Suppress(kind, suppressed + 1);
    }

    /// <summary>Says who is told, of what has been waiting too.</summary>
    /// <param name="handler">Is told; null is standard error.</param>
    /// <param name="level">What is left out.</param>
    public void Begin(Action<TelemetryError>? handler, LogLevel level) =>
        _handling = Background.Run(() => HandleAsync(handler ?? (error => StandardError.Write(error, level)), level));

    /// <summary>Waits until all that was told before has been handled.</summary>
    public async Task FlushAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(new(null, reached)).ConfigureAwait(false);
        await reached.Task.ConfigureAwait(false);
    }

    /// <summary>Takes no more, and waits until what there is has been handled.</summary>
    public Task EndAsync()
    {
        _waiting.Writer.TryComplete();
        if (_handling is null)
            Begin(null, LogLevel.Info);
        return _handling!;
    }

    private async Task HandleAsync(Action<TelemetryError> handler, LogLevel level)
    {
        await foreach (var (error, reached) in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (error is not null && (int)error.Severity < (int)level)
                Handle(handler, error, level);
            reached?.SetResult();
        }
    }

    private void Handle(Action<TelemetryError> handler, TelemetryError error, LogLevel level)
    {
        _isHandling = true;
        try
        {
            handler(error);
        }
        catch (Exception fault)
        {
            const string Kind = "the error handler";
            if (_limit.TryPass(Kind, out var suppressed))
                StandardError.Write(new(ErrorSeverity.Error, Faults.Threw(Kind, fault), fault, suppressed), level);
        }
        finally
        {
            _isHandling = false;
        }
    }

    private readonly record struct Item(TelemetryError? Error, TaskCompletionSource? Reached);
}
