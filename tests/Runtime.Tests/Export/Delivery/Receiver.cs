using System.Buffers;
using System.Collections.Concurrent;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Runtime.Tests.Export.Delivery;

/// <summary>A place to send to, which answers as it is told, and remembers what it took.</summary>
/// <param name="answer">Says what becomes of an attempt: by the parcel's number, and by how many attempts there were before.</param>
internal sealed class Receiver(Func<int, int, SendResult> answer, string name = "receiver") : IDestination
{
    private int _attempts;
    private int _now;

    public string Name => name;

    /// <summary>The numbers of the parcels that it took, in order.</summary>
    public ConcurrentQueue<int> Taken { get; } = new();

    /// <summary>The numbers of all that it was shown, in order.</summary>
    public ConcurrentQueue<int> Shown { get; } = new();

    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>How many it was shown at once at most.</summary>
    public int MostAtOnce { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Holds each attempt until it is let go; null lets it go at once.</summary>
    public Func<CancellationToken, Task>? Gate { get; set; }

    /// <summary>One that takes everything.</summary>
    public static Receiver Willing() => new(static (_, _) => SendResult.Delivered);

    /// <summary>A parcel that says its number.</summary>
    public static Parcel Parcel(int number, int length = 100, int items = 1)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(0, length).Fill((byte)number);
        BitConverter.TryWriteBytes(buffer, number);
        return new(new(Signal.Traces, ParcelFormat.OtlpProtobuf, false), items, buffer, length);
    }

    public async ValueTask<SendResult> SendAsync(Parcel what, CancellationToken cancellation)
    {
        var number = BitConverter.ToInt32(what.Body.Span);
        Assert.All(what.Body[4..].ToArray(), b => Assert.Equal((byte)number, b));
        Shown.Enqueue(number);
        var attempt = Interlocked.Increment(ref _attempts) - 1;
        lock (Taken)
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        try
        {
            if (Gate is { } gate)
                await gate(cancellation);
            var result = answer(number, attempt);
            if (result.Outcome == SendOutcome.Delivered)
                Taken.Enqueue(number);
            return result;
        }
        finally
        {
            lock (Taken)
                _now--;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
