using System.Buffers;

namespace Instrumentation.Export.Delivery;

/// <summary>What is sent as a whole: the body of one request, as it goes over the wire, and what must be known of it without reading it.</summary>
internal sealed class Parcel
{
    private readonly int _length;
    private byte[]? _buffer;

    /// <param name="kind">What the bytes are.</param>
    /// <param name="items">How many spans or points it holds; at least one.</param>
    /// <param name="buffer">An array that was rented from the shared pool; the parcel gives it back.</param>
    /// <param name="length">How much of it is the body.</param>
    public Parcel(ParcelKind kind, int items, byte[] buffer, int length)
    {
        Kind = kind;
        Items = items;
        _buffer = buffer;
        _length = length;
    }

    public ParcelKind Kind { get; }

    /// <summary>How many spans or points it holds.</summary>
    public int Items { get; }

    /// <summary>The body. Must not be read after <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Body => (_buffer ?? throw new ObjectDisposedException(nameof(Parcel))).AsMemory(0, _length);

    public int Length => _length;

    /// <summary>Gives the memory back. Once, by who owns the parcel; a second call does nothing.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
