using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The same, for who knows what it writes: beyond the size nobody looks after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Claim(int size)
    {
        if (_array.Length - Length < size)
            Grow(size);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), (nuint)(uint)Length);
    }

    /// <summary>What was written at a position, to be written over.</summary>
    public readonly ref byte At(int position) => ref _array[position];

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Claim(bytes.Length), bytes.Length));
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
