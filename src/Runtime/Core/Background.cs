using Instrumentation.Diagnostics;
using Instrumentation.Tracing;

namespace Instrumentation;

/// <summary>
/// Work beside the application: it inherits none of the caller's context, its spans are not recorded, and nobody waits for it beyond a limit.
/// </summary>
internal static class Background
{
    /// <summary>Starts work on the thread pool, without the caller's current span or other ambient values.</summary>
    public static Task Run(Func<Task> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(Marked);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(Marked);

        Task Marked()
        {
            SuppressedTracing.Begin();
            return work();
        }
    }

    /// <summary>Starts a step of somebody else's. What it throws is told, unless it had been told to give up: who waits knows that.</summary>
    public static Task RunGuardedAsync(string doing, Func<Task> step, CancellationToken cancellation) => Run(async () =>
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            if (!cancellation.IsCancellationRequested)
                Faults.Report(doing, fault);
        }
    });

    /// <summary>Runs a step for no longer than the limit; one that fails or is late is told of, and left behind.</summary>
    /// <returns>Whether the step came to its end in time and without an exception.</returns>
    public static async Task<bool> RunBoundedAsync(string doing, Func<Task> step, TimeSpan limit)
    {
        try
        {
            await Run(step).WaitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            Faults.Warn(FormattableString.Invariant($"{doing} took longer than {limit.TotalSeconds:0.#} s and was left behind."));
            return false;
        }
        catch (Exception fault)
        {
            Faults.Report(doing, fault);
            return false;
        }
    }

    /// <summary>
    /// Runs work that is told when the time is over, and waits no longer; what it throws is told. What is itself work of telemetry, an exporter or an
    /// error handler, would wait for itself: it gets no for an answer at once.
    /// </summary>
    /// <returns>Whether it came to its end in time, and without an exception.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or longer than a timer can be.</exception>
    public static Task<bool> InTimeAsync(string doing, Func<CancellationToken, Task> work, TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromMilliseconds(int.MaxValue));
        }

        return SuppressedTracing.IsOn ? Task.FromResult(false) : RunAsync();

        async Task<bool> RunAsync()
        {
            using var limit = new CancellationTokenSource(timeout);
            try
            {
                await Run(() => work(limit.Token)).WaitAsync(limit.Token).ConfigureAwait(false);
                return !limit.IsCancellationRequested;
            }
            catch (Exception) when (limit.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception fault)
            {
                Faults.Report(doing, fault);
                return false;
            }
        }
    }
}
