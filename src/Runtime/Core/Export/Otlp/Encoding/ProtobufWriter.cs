using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Instrumentation.Export.Otlp.ProtobufWire;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes protobuf in one pass. A length stands before what it measures, and is written when that is known: it takes as many bytes as the bound needs,
/// and may so be longer than it must be, which the format allows.
/// </summary>
internal struct ProtobufWriter : IOtlpWriter<ProtobufWriter>
{
    // A tag.
    private const int MaxHead = 2;

    // The tags and lengths of an attribute's key and value.
    private const int AttributeHeads = 10;
    private const byte KeyTag = (1 << 3) | (int)WireType.Length;
    private const byte ValueTag = (2 << 3) | (int)WireType.Length;
    private const byte StringTag = (1 << 3) | (int)WireType.Length;
    private const byte WholeTag = (3 << 3) | (int)WireType.Varint;

    // How many characters an attribute has whose lengths are all of one byte.
    private const int MaxShort = 127 - 6;

    // Texts up to this length are given room for the worst case, longer ones are counted first.
    private const int MaxUncounted = 1024;

    private RentedBytes _to;

    private ProtobufWriter(RentedBytes to) => _to = to;

    public readonly int Position => _to.Length;

    public readonly ReadOnlySpan<byte> Written => _to.Written;

    public static ProtobufWriter Create(int capacity) => new(new RentedBytes(capacity));

    public readonly void BeginRequest()
    {
    }

    public readonly void EndRequest()
    {
    }

    public OtlpMessage Begin(int field, ReadOnlySpan<byte> name, long bound) => BeginItem(field, bound);

    public OtlpMessage BeginItem(int field, long bound)
    {
        var width = Width(bound);
        var room = _to.Room(MaxHead + 4);
        _to.Length += Tag(room, field, WireType.Length) + width;
        return new(_to.Length, width);
    }

    /// <summary>Begins a message that stands by itself behind its length.</summary>
    public OtlpMessage BeginDelimited()
    {
        var width = Width(OtlpMessage.Unbounded);
        _to.Room(width);
        _to.Length += width;
        return new(_to.Length, width);
    }

    public readonly void End(OtlpMessage message)
    {
        var length = _to.Length - message.Start;
        if (length >> (7 * message.Width) > 0)
            throw new InvalidOperationException("A message is longer than its bound.");
        PutLength(_to.From(message.Start - message.Width), length, message.Width);
    }

    public void TextAttribute(int field, string key, string text)
    {
        if ((long)key.Length + text.Length <= MaxShort && TryShortAttribute(field, key, text))
            return;

        var attribute = BeginAttribute(field, key, (3L * text.Length) + 5);
        Text(1, "stringValue"u8, text);
        EndAttribute(attribute);
    }

    public void WholeAttribute(int field, string key, long value)
    {
        if (key.Length <= MaxShort - MaxVarint && TryShortAttribute(field, key, value))
            return;

        var attribute = BeginAttribute(field, key, 1 + MaxVarint);
        Whole(3, "intValue"u8, value);
        EndAttribute(attribute);
    }

    public OtlpAttribute BeginAttribute(int field, string key, long bound)
    {
        var keyBound = Bound(key);
        var total = bound == OtlpMessage.Unbounded ? bound : bound + keyBound + AttributeHeads;
        var (keyWidth, valueWidth, width) = (Width(keyBound), Width(bound), Width(total));
        var room = _to.Room(keyBound + AttributeHeads + MaxHead + 4);
        var head = Tag(room, field, WireType.Length);
        var start = head + width;
        room[start] = KeyTag;
        var length = Utf8Text.Write(key, room[(start + 1 + keyWidth)..]);
        PutLength(room[(start + 1)..], length, keyWidth);
        var value = start + 1 + keyWidth + length;
        room[value] = ValueTag;
        var attribute = new OtlpAttribute(new(_to.Length + start, width), new(_to.Length + value + 1 + valueWidth, valueWidth));
        _to.Length += value + 1 + valueWidth;
        return attribute;
    }

    public readonly void EndAttribute(OtlpAttribute attribute)
    {
        End(attribute.Value);
        End(attribute.Whole);
    }

    public readonly int BeginList(ReadOnlySpan<byte> name) => _to.Length;

    public readonly void EndList(int start)
    {
    }

    public void Rewind(int position) => _to.Length = position;

    public void Text(int field, ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        var bound = Bound(value);
        var width = Width(bound);
        var room = _to.Room(MaxHead + 4 + bound);
        var head = Tag(room, field, WireType.Length);
        var length = Utf8Text.Write(value, room[(head + width)..]);
        PutLength(room[head..], length, width);
        _to.Length += head + width + length;
    }

    public void Id(int field, ReadOnlySpan<byte> name, string hex)
    {
        var length = hex.Length / 2;
        var room = _to.Room(MaxHead + 1 + length);
        var head = Tag(room, field, WireType.Length);
        room[head++] = (byte)length;
        HexId.Decode(hex, room.Slice(head, length));
        _to.Length += head + length;
    }

    public void Bytes(int field, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        BeginPacked(field, value.Length);
        _to.Append(value);
    }

    public void Bool(int field, ReadOnlySpan<byte> name, bool value)
    {
        var room = _to.Room(MaxHead + 1);
        var head = Tag(room, field, WireType.Varint);
        room[head] = value ? (byte)1 : (byte)0;
        _to.Length += head + 1;
    }

    public void Real(int field, ReadOnlySpan<byte> name, double value) => Put64(field, BitConverter.DoubleToInt64Bits(value));

    public void Number(int field, ReadOnlySpan<byte> name, uint value) => Whole(field, name, value);

    public void Signed(int field, ReadOnlySpan<byte> name, int value) => Whole(field, name, (uint)((value << 1) ^ (value >> 31)));

    public void Bits(int field, ReadOnlySpan<byte> name, uint value)
    {
        var room = _to.Room(MaxHead + sizeof(uint));
        var head = Tag(room, field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(room[head..], value);
        _to.Length += head + sizeof(uint);
    }

    public void Whole(int field, ReadOnlySpan<byte> name, long value)
    {
        var room = _to.Room(MaxHead + MaxVarint);
        var head = Tag(room, field, WireType.Varint);
        _to.Length += head + Varint(room[head..], (ulong)value);
    }

    public void Fixed(int field, ReadOnlySpan<byte> name, long value) => Put64(field, value);

    public void Times(int field, long start, ReadOnlySpan<byte> name, long time)
    {
        const int Length = 2 * (1 + sizeof(long));
        var room = _to.Room(Length)[..Length];
        Tag(room, field, WireType.Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], start);
        Tag(room[9..], field + 1, WireType.Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(room[10..], time);
        _to.Length += Length;
    }

    public void FixedList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values) => Packed64(field, values);

    public void RealList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<double> values) => Packed64(field, MemoryMarshal.Cast<double, long>(values));

    public void WholeList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;

        var list = BeginItem(field, (long)MaxVarint * values.Length);
        foreach (var value in values)
            _to.Length += Varint(_to.Room(MaxVarint), (ulong)value);
        End(list);
    }

    public void Fields(ReadOnlySpan<byte> written) => _to.Append(written);

    public byte[] Take() => _to.Take();

    public void Release() => _to.Release();

    // In ASCII all lengths are known, and those of a short attribute are of one byte.
    private bool TryShortAttribute(int field, string key, string text)
    {
        if (!TryShortKey(field, key, text.Length + 2, out var room, out var head) || !Utf8Text.TryWriteAscii(text, room[(head + 4)..]))
            return false;

        room[head + 2] = StringTag;
        room[head + 3] = (byte)text.Length;
        _to.Length += head + 4 + text.Length;
        return true;
    }

    private bool TryShortAttribute(int field, string key, long value)
    {
        var length = VarintLength((ulong)value);
        if (!TryShortKey(field, key, length + 1, out var room, out var head))
            return false;

        room[head + 2] = WholeTag;
        Varint(room[(head + 3)..], (ulong)value);
        _to.Length += head + 3 + length;
        return true;
    }

    // What stands before a value, and its length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryShortKey(int field, string key, int value, out Span<byte> room, out int head)
    {
        room = _to.Room(MaxHead + AttributeHeads + MaxShort);
        var start = Tag(room, field, WireType.Length);
        head = start + 3 + key.Length;
        if (!Utf8Text.TryWriteAscii(key, room[(start + 3)..]))
            return false;

        room[start] = (byte)(key.Length + value + 4);
        room[start + 1] = KeyTag;
        room[start + 2] = (byte)key.Length;
        room[head] = ValueTag;
        room[head + 1] = (byte)value;
        return true;
    }

    private static int Bound(ReadOnlySpan<char> text) =>
        text.Length <= MaxUncounted ? 3 * text.Length
        : text.Length <= OtlpLimits.MaxRequestSize ? Encoding.UTF8.GetByteCount(text)
        : throw new RequestTooLargeException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put64(int field, long value)
    {
        var room = _to.Room(MaxHead + sizeof(long));
        var head = Tag(room, field, WireType.Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(room[head..], value);
        _to.Length += head + sizeof(long);
    }

    private void Packed64(int field, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;

        var length = (long)values.Length * sizeof(long);
        BeginPacked(field, length);
        var room = _to.Room((int)length);
        if (BitConverter.IsLittleEndian)
            MemoryMarshal.AsBytes(values).CopyTo(room);
        else
            BinaryPrimitives.ReverseEndianness(values, MemoryMarshal.Cast<byte, long>(room));
        _to.Length += (int)length;
    }

    private void BeginPacked(int field, long length)
    {
        if (length > OtlpLimits.MaxRequestSize)
            throw new RequestTooLargeException();

        var room = _to.Room(MaxHead + MaxVarint);
        var head = Tag(room, field, WireType.Length);
        _to.Length += head + Varint(room[head..], (ulong)length);
    }
}
