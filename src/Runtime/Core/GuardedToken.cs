using Instrumentation.Diagnostics;

namespace Instrumentation;

/// <summary>
/// A token for somebody else's code. What its callbacks throw when it is cancelled is told; it would end the process, thrown on a timer's thread.
/// </summary>
internal sealed class GuardedToken : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    /// <param name="cancellation">Cancels it.</param>
    public GuardedToken(CancellationToken cancellation) =>
        _registration = cancellation.UnsafeRegister(static token => _ = ((GuardedToken)token!).CancelAsync(), this);

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    private async Task CancelAsync()
    {
        try
        {
            await _source.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Faults.Report("telling somebody to give up", fault);
        }
    }
}
