using System.Buffers.Binary;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// What stands before a parcel's body in a segment: 4 bytes to be found by, whether it is done (1), signal (1), format (1), compression (1), the
/// body's length (4), items (4), time (8), the checksum of this header (4) and that of the body (4). All numbers are little-endian.
/// </summary>
/// <param name="Kind">What the body is.</param>
/// <param name="Items">How many spans or points it holds.</param>
/// <param name="BodyLength">How many bytes follow.</param>
/// <param name="Time">When it was appended, in ticks; never before what was appended earlier.</param>
/// <param name="IsDone">Whether nobody waits for it any more. It is changed in place, and is in no checksum.</param>
/// <param name="BodyChecksum">The body's checksum.</param>
internal readonly record struct RecordHeader(ParcelKind Kind, int Items, int BodyLength, long Time, bool IsDone, uint BodyChecksum)
{
    public const int Length = 32;

    /// <summary>Where in it stands whether it is done.</summary>
    public const int StatusAt = 4;

    // Two bits and more apart from each other, and from a byte that was inverted: a record that is damaged here is sent again rather than lost.
    private const byte Waiting = 0;
    private const byte Done = 0x5A;

    private const int FieldsAt = 5;
    private const int ChecksumAt = 24;
    private const int BodyChecksumAt = 28;

    /// <summary>What is written over the status of a record that is done.</summary>
    public static ReadOnlySpan<byte> DoneStatus => [Done];

    /// <summary>What every record begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "Rec\n"u8;

    /// <summary>Writes it.</summary>
    /// <param name="bytes">Where to.</param>
    /// <param name="at">Where in the segment that will be.</param>
    /// <param name="nonce">The segment's number.</param>
    public void Write(Span<byte> bytes, int at, uint nonce)
    {
        Magic.CopyTo(bytes);
        bytes[StatusAt] = IsDone ? Done : Waiting;
        bytes[FieldsAt] = (byte)Kind.Signal;
        bytes[6] = (byte)Kind.Format;
        bytes[7] = Kind.IsGzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], BodyLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], Items);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Time);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Checksum(bytes, at, nonce));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[BodyChecksumAt..], BodyChecksum);
    }

    /// <summary>Reads it.</summary>
    /// <returns>Whether it is one, and has its place here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int at, uint nonce, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != Checksum(bytes, at, nonce))
            return false;

        header = new(
            new((Signal)bytes[FieldsAt], (ParcelFormat)bytes[6], bytes[7] != 0),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            bytes[StatusAt] == Done,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[BodyChecksumAt..]));
        return header.BodyLength >= 0 && header.Items >= 0;
    }

    /// <summary>The checksum of a body: another one at any other place.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> body, int at, uint nonce) => Crc32C.Of(body, nonce ^ (uint)at);

    private static uint Checksum(ReadOnlySpan<byte> bytes, int at, uint nonce) => ChecksumOf(bytes[FieldsAt..ChecksumAt], at, nonce);
}
