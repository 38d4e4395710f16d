using System.Diagnostics.CodeAnalysis;
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

    private readonly Queue<TelemetryError> _waiting = new();
    private readonly ErrorLimit _limit = new(time);
    private Action<TelemetryError>? _handler;
    private LogLevel _level;
    private bool _hasEnded;

    // Ends when nothing waits; null while nothing does.
    private TaskCompletionSource? _handled;

    /// <summary>Tells of an error: now, or when it is known who is told. Never throws, never waits.</summary>
    public void Tell(ErrorSeverity severity, string kind, string message, Exception? exception)
    {
        if (_isHandling || !_limit.TryPass(kind, out var suppressed))
            return;

        lock (_waiting)
        {
            if (!_hasEnded && _waiting.Count < Capacity)
            {
                _waiting.Enqueue(new(severity, message, exception, suppressed));
                if (_handled is null)
                {
                    _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    HandleWaiting();
                }

                return;
            }
        }

        _limit.Suppress(kind, suppressed + 1);
    }

    /// <summary>Says who is told, of what has been waiting too.</summary>
    /// <param name="handler">Is told; null is standard error.</param>
    /// <param name="level">What is left out.</param>
    public void Begin(Action<TelemetryError>? handler, LogLevel level)
    {
        lock (_waiting)
        {
            _level = level;
            _handler = handler ?? (error => StandardError.Write(error, level));
            if (_handled is not null)
                HandleWaiting();
        }
    }

    /// <summary>Waits until all that was told before has been handled.</summary>
    public Task FlushAsync()
    {
        lock (_waiting)
            return _handled?.Task ?? Task.CompletedTask;
    }

    /// <summary>Takes no more, and waits until what there is has been handled.</summary>
    public Task EndAsync()
    {
        lock (_waiting)
        {
            _hasEnded = true;
            if (_handler is null)
                Begin(null, LogLevel.Info);
        }

        return FlushAsync();
    }

    private void HandleWaiting()
    {
        if (_handler is { } handler)
            Background.Run(() => HandleAll(handler));
    }

    private Task HandleAll(Action<TelemetryError> handler)
    {
        while (TryTake(out var error))
        {
            if ((int)error.Severity < (int)_level)
                Handle(handler, error, _level);
        }

        return Task.CompletedTask;
    }

    private bool TryTake([MaybeNullWhen(false)] out TelemetryError error)
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out error))
                return true;

            _handled!.SetResult();
            _handled = null;
            return false;
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
}
