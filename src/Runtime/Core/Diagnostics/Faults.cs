using System.ComponentModel;
using Instrumentation.Configuration;

namespace Instrumentation.Diagnostics;

/// <summary>
/// Where all goes that goes wrong in telemetry itself: exceptions of user code that telemetry called (a tag's getter, a predicate, an exception's own
/// <c>Message</c>, an exporter), and what it was asked for and can't do. It never reaches the application. The telemetry that was started last is
/// told; while there is none, standard error.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Faults
{
    private static readonly List<ErrorChannel> Open = [];
    private static readonly Lazy<ErrorChannel> Unattended = new(static () =>
    {
        var channel = new ErrorChannel(TimeProvider.System);
        channel.Begin(null, LogLevelVariable.Find() ?? LogLevel.Info);
        return channel;
    });

    /// <summary>Tells of a fault. Never throws.</summary>
    /// <param name="doing">What was being done, in words: <c>reading tag "order.tier"</c>.</param>
    /// <param name="exception">What was thrown.</param>
    public static void Report(string doing, Exception exception) => Current.Tell(ErrorSeverity.Error, doing, Threw(doing, exception), exception);

    /// <summary>Tells that something is not as it was asked for.</summary>
    internal static void Warn(string message) => Current.Tell(ErrorSeverity.Warning, message, message, null);

    /// <summary>Tells what telemetry chose where nothing was said.</summary>
    internal static void Inform(string message) => Current.Tell(ErrorSeverity.Information, message, message, null);

    // The type alone: the message of an exception that misbehaves may misbehave too.
    internal static string Threw(string doing, Exception exception) => $"{doing} threw {exception.GetType().FullName}; the application was not affected.";

    /// <summary>Makes a channel to which errors go from now on. They wait there until it begins.</summary>
    internal static ErrorChannel OpenChannel()
    {
        var channel = new ErrorChannel(TimeProvider.System);
        lock (Open)
            Open.Add(channel);
        return channel;
    }

    /// <summary>Errors go to whom they went before. What the channel has is still handled.</summary>
    internal static Task CloseAsync(ErrorChannel channel)
    {
        lock (Open)
            Open.Remove(channel);
        return channel.EndAsync();
    }

    /// <summary>Waits until all that was told before has been handled.</summary>
    internal static Task FlushAsync() => Current.FlushAsync();

    private static ErrorChannel Current
    {
        get
        {
            lock (Open)
                return Open.Count > 0 ? Open[^1] : Unattended.Value;
        }
    }
}
