using System.Buffers;
using System.Buffers.Binary;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// Compresses bodies in the block format of Snappy, which remote-write asks for: literals, and copies of what stands before, found by a hash of four
/// bytes. The format is a page long, and what telemetry needs of it does not outweigh a dependency.
/// </summary>
internal static class Snappy
{
    // Blocks are compressed each by itself: what a copy repeats is never further back than two bytes tell.
    private const int BlockSize = 1 << 16;

    private const int HashBits = 14;
    private const int MinMatch = sizeof(uint);

    // A copy of so many bytes, and as many of those as needed.
    private const int MaxCopy = 64;

    // What has not repeated itself for so long is looked at less closely.
    private const int Patience = 5;

    /// <summary>Compresses bytes into an array of the shared pool.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">How much of the array is used.</param>
    /// <returns>The array; who asked for it gives it back.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> bytes, out int length)
    {
        var to = ArrayPool<byte>.Shared.Rent(MaxLength(bytes.Length));
        var table = ArrayPool<ushort>.Shared.Rent(1 << HashBits);
        length = ProtobufWire.Varint(to, (ulong)bytes.Length);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(BlockSize, bytes.Length)..])
        {
            table.AsSpan().Clear();
            length += CompressBlock(bytes[..Math.Min(BlockSize, bytes.Length)], to.AsSpan(length), table);
        }

        ArrayPool<ushort>.Shared.Return(table);
        return to;
    }

    /// <summary>Has back what was compressed here, in an array of the shared pool.</summary>
    public static byte[] Decompress(ReadOnlySpan<byte> bytes, out int length)
    {
        length = (int)ProtobufWire.ReadVarint(ref bytes);
        var array = ArrayPool<byte>.Shared.Rent(length);
        var to = array.AsSpan(0, length);
        for (var written = 0; !bytes.IsEmpty;)
        {
            var tag = bytes[0];
            var (size, distance) = (1 + (tag >> 2), 0);
            switch (tag & 3)
            {
                case 0:
                    var extra = Math.Max(0, size - 60);
                    if (extra > 0)
                        size = 1 + (extra == 1 ? bytes[1] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]));
                    bytes.Slice(1 + extra, size).CopyTo(to[written..]);
                    bytes = bytes[(1 + extra + size)..];
                    break;
                case 1:
                    size = MinMatch + ((tag >> 2) & 7);
                    distance = ((tag >> 5) << 8) | bytes[1];
                    bytes = bytes[2..];
                    break;
                default:
                    distance = BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
                    bytes = bytes[3..];
                    break;
            }

            // One that overlaps itself repeats what it has just written.
            for (var i = 0; i < size && distance > 0; i++)
                to[written + i] = to[written + i - distance];
            written += size;
        }

        return array;
    }

    // Its length, and what does not compress at all: a tag of at most three bytes for each literal, the shortest of which are followed by a copy that saves one.
    private static int MaxLength(int length) => ProtobufWire.MaxVarint + length + (length / 6) + 32;

    private static int CompressBlock(ReadOnlySpan<byte> block, Span<byte> to, Span<ushort> table)
    {
        var length = 0;
        var literal = 0;
        for (var position = 1; position <= block.Length - MinMatch;)
        {
            var bytes = BinaryPrimitives.ReadUInt32LittleEndian(block[position..]);
            ref var seen = ref table[(int)((bytes * 0x1E35_A7BDU) >> (32 - HashBits))];
            var candidate = (int)seen;
            seen = (ushort)position;
            if (BinaryPrimitives.ReadUInt32LittleEndian(block[candidate..]) != bytes)
            {
                position += 1 + ((position - literal) >> Patience);
                continue;
            }

            length += Literal(block[literal..position], to[length..]);
            var match = MinMatch + block[(position + MinMatch)..].CommonPrefixLength(block[(candidate + MinMatch)..]);
            length += Copy(position - candidate, match, to[length..]);
            literal = position += match;
        }

        return length + Literal(block[literal..], to[length..]);
    }

    private static int Literal(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        if (bytes.IsEmpty)
            return 0;

        var last = bytes.Length - 1;
        var head = 1;
        if (last < 60)
        {
            to[0] = (byte)(last << 2);
        }
        else if (last <= byte.MaxValue)
        {
            to[0] = 60 << 2;
            to[head++] = (byte)last;
        }
        else
        {
            to[0] = 61 << 2;
            BinaryPrimitives.WriteUInt16LittleEndian(to[head..], (ushort)last);
            head += sizeof(ushort);
        }

        bytes.CopyTo(to[head..]);
        return head + bytes.Length;
    }

    private static int Copy(int distance, int length, Span<byte> to)
    {
        var written = 0;
        for (; length > MaxCopy + MinMatch - 1; length -= MaxCopy)
            written += LongCopy(distance, MaxCopy, to[written..]);

        // Three bytes or less could be left, for which there is no short form.
        if (length > MaxCopy)
        {
            written += LongCopy(distance, MaxCopy - MinMatch, to[written..]);
            length -= MaxCopy - MinMatch;
        }

        if (length >= 12 || distance >= 2_048)
            return written + LongCopy(distance, length, to[written..]);

        to[written] = (byte)(1 | ((length - MinMatch) << 2) | ((distance >> 8) << 5));
        to[written + 1] = (byte)distance;
        return written + 2;
    }

    private static int LongCopy(int distance, int length, Span<byte> to)
    {
        to[0] = (byte)(2 | ((length - 1) << 2));
        BinaryPrimitives.WriteUInt16LittleEndian(to[1..], (ushort)distance);
        return 3;
    }
}
