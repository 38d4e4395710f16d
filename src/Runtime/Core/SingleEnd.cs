using System.Diagnostics.CodeAnalysis;

namespace Instrumentation;

/// <summary>Ends something once, whoever asks first. All who ask wait for that one end, and each may say that its time is over.</summary>
/// <param name="end">Ends it; the token says when its time is over.</param>
[SuppressMessage("Design", "CA1001", Justification = "What was left behind may still look at its token; it holds no timer.")]
internal sealed class SingleEnd(Func<CancellationToken, Task> end)
{
    private readonly CancellationTokenSource _isOver = new();
    private readonly object _gate = new();
    private Task? _ending;

    /// <summary>The end, if it has begun.</summary>
    public Task? Begun
    {
        get
        {
            lock (_gate)
                return _ending;
        }
    }

    public async Task EndAsync(CancellationToken cancellation)
    {
        Task ending;
        lock (_gate)
            ending = _ending ??= end(_isOver.Token);
        using (cancellation.UnsafeRegister(static isOver => ((CancellationTokenSource)isOver!).Cancel(), _isOver))
            await ending.ConfigureAwait(false);
    }
}
