using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>
/// The clients that there are. Where one more comes than there may be, the one that has been waited for longest makes room: who says nothing, or says it
/// slowly, keeps nobody out. While all are being answered, who comes is told so, and more than as many again are not even told.
/// </summary>
/// <param name="limit">How many there may be.</param>
internal sealed class ConnectionSet(int limit)
{
    private readonly Dictionary<ScrapeConnection, Task> _serving = [];

    public void Add(ScrapeConnection connection)
    {
        lock (_serving)
        {
            var hasRoom = _serving.Count < limit || TryMakeRoom();
            if (!hasRoom)
                Faults.Warn(FormattableString.Invariant($"More than {limit} scrapers want the Prometheus page at once; some are told to come another time."));
            if (_serving.Count >= 2 * limit)
                connection.TryGiveWay();
            _serving.Add(connection, Task.Run(() => ServeAsync(connection, hasRoom)));
        }
    }

    /// <summary>Waits until all have gone, once no more are added.</summary>
    public Task EndAsync()
    {
        lock (_serving)
            return Task.WhenAll(_serving.Values);
    }

    private async Task ServeAsync(ScrapeConnection connection, bool hasRoom)
    {
        await (hasRoom ? connection.ServeAsync() : connection.RefuseAsync()).ConfigureAwait(false);
        lock (_serving)
            _serving.Remove(connection);
    }

    private bool TryMakeRoom() =>
        _serving.Keys.Where(static connection => connection.WaitingSince > 0).OrderBy(static connection => connection.WaitingSince)
            .FirstOrDefault(static connection => connection.TryGiveWay()) is { } gone && _serving.Remove(gone);
}
