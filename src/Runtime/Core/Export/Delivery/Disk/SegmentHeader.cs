using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// What a segment's file begins with: 8 bytes that say what it is, a version (2 bytes), the length of the queue's name (2), a number drawn for this
/// file (4), the name in UTF-8, and a checksum (4). All numbers are little-endian.
/// </summary>
/// <param name="Queue">Whose parcels follow.</param>
/// <param name="Nonce">
/// Goes into the checksum of each record: what looks like a record inside of a parcel's body, which may be anything, is none.
/// </param>
internal readonly record struct SegmentHeader(string Queue, uint Nonce)
{
    /// <summary>How long a queue's name may be, in UTF-8.</summary>
    public const int MaxName = 200;

    /// <summary>How long it may be.</summary>
    public const int MaxLength = FixedLength + MaxName + sizeof(uint);

    private const int FixedLength = 16;
    private const ushort Version = 1;

    private static ReadOnlySpan<byte> Magic => "ITMBUF\r\n"u8;

    /// <summary>How many bytes it takes.</summary>
    public int Length => LengthFor(Queue);

    /// <summary>How many bytes one takes.</summary>
    public static int LengthFor(string queue) => FixedLength + Encoding.UTF8.GetByteCount(queue) + sizeof(uint);

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)Encoding.UTF8.GetBytes(Queue, bytes.AsSpan(FixedLength)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Nonce);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), Crc32C.Of(bytes.AsSpan(0, bytes.Length - sizeof(uint))));
        return bytes;
    }

    /// <summary>Reads the beginning of a file.</summary>
    public static SegmentFileKind Read(SafeFileHandle file, out SegmentHeader header)
    {
        header = default;
        var bytes = new byte[MaxLength];
        var read = bytes.AsSpan(0, DiskFiles.ReadAsFarAsItGoes(file, bytes, 0));
        var begun = Math.Min(read.Length, Magic.Length);
        if (!read.ContainsAnyExcept((byte)0))
            return SegmentFileKind.Damaged;
        if (!read[..begun].SequenceEqual(Magic[..begun]))
            return SegmentFileKind.Foreign;
        if (read.Length < FixedLength)
            return SegmentFileKind.Damaged;
        if (BinaryPrimitives.ReadUInt16LittleEndian(read[8..]) != Version)
            return SegmentFileKind.Foreign;

        var end = FixedLength + BinaryPrimitives.ReadUInt16LittleEndian(read[10..]);
        if (end > read.Length - sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(read[end..]) != Crc32C.Of(read[..end]))
            return SegmentFileKind.Damaged;

        header = new(Encoding.UTF8.GetString(read[FixedLength..end]), BinaryPrimitives.ReadUInt32LittleEndian(read[12..]));
        return SegmentFileKind.Segment;
    }
}

/// <summary>What a file with a segment's name is.</summary>
internal enum SegmentFileKind
{
    /// <summary>A segment.</summary>
    Segment,

    /// <summary>Somebody else's, or of a version that this one does not know: it is left alone.</summary>
    Foreign,

    /// <summary>It was to be a segment. Whose the parcels in it are can't be told.</summary>
    Damaged,
}
