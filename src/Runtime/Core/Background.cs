using Instrumentation.Diagnostics;

namespace Instrumentation;

/// <summary>Work beside the application: it inherits none of the caller's context, and nobody waits for it beyond a limit.</summary>
internal static class Background
{
    /// <summary>Starts work on the thread pool, without the caller's current span or other ambient values.</summary>
    public static Task Run(Func<Task> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(work);

        using (ExecutionContext.SuppressFlow())
            return Task.Run(work);
    }

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
            SelfLog.Write(FormattableString.Invariant($"{doing} took longer than {limit.TotalSeconds:0.#} s and was left behind."));
            return false;
        }
        catch (Exception fault)
        {
            Faults.Report(doing, fault);
            return false;
        }
    }
}
