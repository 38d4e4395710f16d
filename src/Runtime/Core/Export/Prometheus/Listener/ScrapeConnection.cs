using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>One client: its requests are read and answered one after the other, each within its time.</summary>
/// <param name="socket">The connection, which this owns.</param>
/// <param name="door">Answers.</param>
[SuppressMessage("Design", "CA1001", Justification = "What it owns holds no timer, and may be told to end when it has.")]
internal sealed class ScrapeConnection(Socket socket, ScrapeDoor door)
{
    private const long Answering = 0;
    private const long Gone = -1;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(door.Limits.HeadSize, ResponseHead.MaxSize));
    private readonly CancellationTokenSource _leave = new();
    private int _start;
    private int _end;
    private long _waitingSince = Stopwatch.GetTimestamp();

    /// <summary>Since when it has been waited for its next request to be complete; 0 or less while it is not waited for.</summary>
    public long WaitingSince => Volatile.Read(ref _waitingSince);

    /// <summary>Hangs up, unless a request is being answered.</summary>
    /// <returns>Whether it did.</returns>
    public bool TryGiveWay()
    {
        if (!TryStopWaiting(Gone))
            return false;

        _ = _leave.CancelAsync();
        return true;
    }

    /// <summary>Answers all that the client asks, until either has had enough. Never throws.</summary>
    public Task ServeAsync() => UntilGoneAsync(async () =>
    {
        while (await ReadHeadAsync().ConfigureAwait(false) is { } head && TryStopWaiting(Answering))
        {
            bool keepsAlive;
            using (var answer = await door.AnswerAsync(head).ConfigureAwait(false))
            {
                keepsAlive = head.KeepsAlive && !door.Stop.IsCancellationRequested;
                await SendAsync(answer, head.Method == "HEAD", keepsAlive).ConfigureAwait(false);
            }

            if (!keepsAlive)
            {
                await LingerAsync().ConfigureAwait(false);
                return;
            }

            Volatile.Write(ref _waitingSince, Stopwatch.GetTimestamp());
        }
    });

    /// <summary>Tells the client to come another time. Never throws.</summary>
    public Task RefuseAsync() => UntilGoneAsync(async () =>
    {
        if (!TryStopWaiting(Answering))
            return;
        await SendAsync(Refusals.TooManyConnections, isHead: false, keepsAlive: false).ConfigureAwait(false);
        await LingerAsync().ConfigureAwait(false);
    });

    private async Task UntilGoneAsync(Func<Task> serve)
    {
        try
        {
            await serve().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has hung up, or its time is over: nobody is there to be told.
        }
        finally
        {
            socket.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    // Null: nothing more comes. What follows a request stays in the buffer, and is the next one.
    private async Task<RequestHead?> ReadHeadAsync()
    {
        if (_start == _end)
        {
            using var idle = Waiting(door.Limits.IdleTime);
            if (!await TryReadAsync(idle.Token).ConfigureAwait(false))
                return null;
        }

        var head = new RequestHead(door.Limits);
        using var time = Waiting(door.Limits.HeadTime);
        while (true)
        {
            _start += head.Take(_buffer.AsSpan(_start.._end));
            if (head.IsOver)
                return head;

            try
            {
                if (!await TryReadAsync(time.Token).ConfigureAwait(false))
                    return null;
            }
            catch (OperationCanceledException) when (!door.Stop.IsCancellationRequested)
            {
                head.Refuse(Refusals.HeadTooSlow);
                return head;
            }
        }
    }

    private async ValueTask<bool> TryReadAsync(CancellationToken cancellation)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    private CancellationTokenSource Waiting(TimeSpan limit)
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(door.Stop, _leave.Token);
        time.CancelAfter(limit);
        return time;
    }

    private async Task SendAsync(ScrapeAnswer answer, bool isHead, bool keepsAlive)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(door.Abort);
        time.CancelAfter(door.Limits.SendTime);
        var head = ArrayPool<byte>.Shared.Rent(ResponseHead.MaxSize);
        try
        {
            var size = ResponseHead.Write(head, answer, keepsAlive);
            await SendAsync(head.AsMemory(0, size), time.Token).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }

        if (!isHead)
            await SendAsync(answer.Body, time.Token).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, cancellation).ConfigureAwait(false)..];
    }

    // To hang up while bytes still come resets the connection, and may take the answer from the client before it has read it.
    private async Task LingerAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        using var time = Waiting(door.Limits.LingerTime);
        while (await socket.ReceiveAsync(_buffer, time.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private bool TryStopWaiting(long instead)
    {
        var since = WaitingSince;
        return since > 0 && Interlocked.CompareExchange(ref _waitingSince, instead, since) == since;
    }
}
