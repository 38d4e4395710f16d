using System.Buffers;
using System.Runtime.CompilerServices;

namespace Instrumentation.Export.Otlp;

/// <summary>Bytes that are written one after the other, into an array of the shared pool that grows with them. There is one owner, who gives it back.</summary>
internal struct RentedBytes
{
    // Who writes asks for more room than a text needs in the end.
    private const int Slack = 4 * 1024;

    private byte[] _array;

    public RentedBytes(int capacity) => _array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many were written. Going back takes back what was written since.</summary>
    public int Length { get; set; }

    public readonly ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    /// <summary>Room behind what was written. What is used of it is to be added to <see cref="Length"/>.</summary>
    /// <exception cref="RequestTooLargeException">There would be more than a request may have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int size)
    {
        if (_array.Length - Length < size)
            Grow(size);
        return _array.AsSpan(Length);
    }

    /// <summary>What was written from a position on, to be written over.</summary>
    public readonly Span<byte> From(int position) => _array.AsSpan(position);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>The array, for somebody else to give back.</summary>
    public byte[] Take()
    {
        var array = _array;
        _array = [];
        return array;
    }

    public void Release()
    {
        if (_array.Length > 0)
            ArrayPool<byte>.Shared.Return(Take());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        if ((long)Length + size > OtlpLimits.MaxRequestSize + Slack)
            throw new RequestTooLargeException();

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + size, 2 * Length));
        Written.CopyTo(larger);
        Release();
        _array = larger;
    }
}
