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
        _to.Length += Tag(ref _to.Claim(MaxHead + 4), field, WireType.Length) + width;
        return new(_to.Length, width);
    }

    public OtlpMessage BeginItem(int field, long bound, ReadOnlySpan<byte> fields)
    {
        var width = Width(bound);
        ref var to = ref _to.Claim(MaxHead + 4 + fields.Length);
        var head = Tag(ref to, field, WireType.Length) + width;
        fields.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, head), fields.Length));
        var start = _to.Length + head;
        _to.Length = start + fields.Length;
        return new(start, width);
    }

    /// <summary>Begins a message that stands by itself behind its length.</summary>
    public OtlpMessage BeginDelimited()
    {
        var width = Width(OtlpMessage.Unbounded);
        _to.Claim(width);
        _to.Length += width;
        return new(_to.Length, width);
    }

    public readonly void End(OtlpMessage message)
    {
        var length = _to.Length - message.Start;
        if (length >> (7 * message.Width) > 0)
            throw new InvalidOperationException("A message is longer than its bound.");
        PutLength(ref _to.At(message.Start - message.Width), length, message.Width);
    }

    public void TextAttribute(int field, string key, string text)
    {
        if ((long)key.Length + text.Length <= ShortAttribute.MaxText && TryTake(ShortAttribute.Text(ref ClaimShort(), field, key, text)))
            return;

        var attribute = BeginAttribute(field, key, (3L * text.Length) + 5);
        Text(1, "stringValue"u8, text);
        EndAttribute(attribute);
    }

    public void WholeAttribute(int field, string key, long value)
    {
        if (key.Length <= ShortAttribute.MaxKey && TryTake(ShortAttribute.Whole(ref ClaimShort(), field, key, value)))
            return;

        var attribute = BeginAttribute(field, key, ValueEncoding.MaxNumber);
        Whole(3, "intValue"u8, value);
        EndAttribute(attribute);
    }

    public void RealAttribute(int field, string key, double value)
    {
        if (key.Length <= ShortAttribute.MaxKey && TryTake(ShortAttribute.Real(ref ClaimShort(), field, key, value)))
            return;

        var attribute = BeginAttribute(field, key, ValueEncoding.MaxNumber);
        Real(4, "doubleValue"u8, value);
        EndAttribute(attribute);
    }

    public void BoolAttribute(int field, string key, bool value)
    {
        if (key.Length <= ShortAttribute.MaxKey && TryTake(ShortAttribute.Flag(ref ClaimShort(), field, key, value)))
            return;

        var attribute = BeginAttribute(field, key, ValueEncoding.MaxNumber);
        Bool(2, "boolValue"u8, value);
        EndAttribute(attribute);
    }

    public OtlpAttribute BeginAttribute(int field, string key, long bound)
    {
        var total = bound == OtlpMessage.Unbounded ? bound : bound + Bound(key) + AttributeHeads;
        var whole = BeginItem(field, total);
        Text(1, "key"u8, key);
        return new(whole, BeginItem(2, bound));
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
        ref var to = ref _to.Claim(MaxHead + 4 + bound);
        var head = Tag(ref to, field, WireType.Length);
        ref var text = ref Unsafe.Add(ref to, head + width);
        var length = Utf8Text.TryWriteAscii(value, ref text) ? value.Length : Encoding.UTF8.GetBytes(value, MemoryMarshal.CreateSpan(ref text, bound));
        PutLength(ref Unsafe.Add(ref to, head), length, width);
        _to.Length += head + width + length;
    }

    public void Id(int field, ReadOnlySpan<byte> name, string hex)
    {
        var length = hex.Length / 2;
        ref var to = ref _to.Claim(MaxHead + 1 + length);
        var head = Tag(ref to, field, WireType.Length);
        Unsafe.Add(ref to, head) = (byte)length;
        HexId.Decode(hex, ref Unsafe.Add(ref to, head + 1));
        _to.Length += head + 1 + length;
    }

    public void Bytes(int field, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        ref var to = ref ClaimPacked(field, value.Length, out var head);
        value.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, head), value.Length));
        _to.Length += head + value.Length;
    }

    public void Bool(int field, ReadOnlySpan<byte> name, bool value) => Whole(field, name, value ? 1 : 0);

    public void Real(int field, ReadOnlySpan<byte> name, double value) => Fixed(field, name, BitConverter.DoubleToInt64Bits(value));

    public void Number(int field, ReadOnlySpan<byte> name, uint value) => Whole(field, name, value);

    public void Signed(int field, ReadOnlySpan<byte> name, int value) => Whole(field, name, (uint)((value << 1) ^ (value >> 31)));

    public void Bits(int field, ReadOnlySpan<byte> name, uint value)
    {
        ref var to = ref _to.Claim(MaxHead + sizeof(uint));
        var head = Tag(ref to, field, WireType.Fixed32);
        Put(ref Unsafe.Add(ref to, head), value);
        _to.Length += head + sizeof(uint);
    }

    public void Whole(int field, ReadOnlySpan<byte> name, long value)
    {
        ref var to = ref _to.Claim(MaxHead + MaxVarint);
        var head = Tag(ref to, field, WireType.Varint);
        _to.Length += head + Varint(ref Unsafe.Add(ref to, head), (ulong)value);
    }

    public void Fixed(int field, ReadOnlySpan<byte> name, long value) => _to.Length += PutFixed(ref ClaimFixed(1), 0, field, value);

    public void Times(int field, long start, ReadOnlySpan<byte> name, long time)
    {
        ref var to = ref ClaimFixed(2);
        var length = PutFixed(ref to, 0, field, start);
        _to.Length += PutFixed(ref to, length, field + 1, time);
    }

    public void TimesAndWhole(int field, long start, long time, int number, ReadOnlySpan<byte> name, long value)
    {
        ref var to = ref ClaimFixed(3);
        var length = PutFixed(ref to, 0, field, start);
        length = PutFixed(ref to, length, field + 1, time);
        _to.Length += PutFixed(ref to, length, number, value);
    }

    public void TimesAndReal(int field, long start, long time, int number, ReadOnlySpan<byte> name, double value) =>
        TimesAndWhole(field, start, time, number, name, BitConverter.DoubleToInt64Bits(value));

    public void TimesAndTotals(int field, long start, long time, long count, double sum)
    {
        ref var to = ref ClaimFixed(4);
        var length = PutFixed(ref to, 0, field, start);
        length = PutFixed(ref to, length, field + 1, time);
        length = PutFixed(ref to, length, field + 2, count);
        _to.Length += PutFixed(ref to, length, field + 3, BitConverter.DoubleToInt64Bits(sum));
    }

    public void Range(int field, double min, double max) =>
        Times(field, BitConverter.DoubleToInt64Bits(min), default, BitConverter.DoubleToInt64Bits(max));

    public void FixedList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values) => Packed64(field, values);

    public void RealList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<double> values) => Packed64(field, MemoryMarshal.Cast<double, long>(values));

    public void WholeList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;

        var list = BeginItem(field, (long)MaxVarint * values.Length);
        foreach (var value in values)
            _to.Length += Varint(ref _to.Claim(MaxVarint), (ulong)value);
        End(list);
    }

    public void Fields(ReadOnlySpan<byte> written) => _to.Append(written);

    public byte[] Take() => _to.Take();

    public void Release() => _to.Release();

    private static int Bound(ReadOnlySpan<char> text) =>
        text.Length <= MaxUncounted ? 3 * text.Length
        : text.Length <= OtlpLimits.MaxRequestSize ? Encoding.UTF8.GetByteCount(text)
        : throw new RequestTooLargeException();

    // Behind what was written so far; the new length is what comes back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutFixed(ref byte to, int length, int field, long value)
    {
        length += Tag(ref Unsafe.Add(ref to, length), field, WireType.Fixed64);
        Put(ref Unsafe.Add(ref to, length), value);
        return length + sizeof(long);
    }

    private ref byte ClaimFixed(int count) => ref _to.Claim(count * (MaxHead + sizeof(long)));

    private ref byte ClaimShort() => ref _to.Claim(ShortAttribute.MaxSize);

    private bool TryTake(int length)
    {
        _to.Length += length;
        return length > 0;
    }

    private void Packed64(int field, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return;

        ref var to = ref ClaimPacked(field, (long)values.Length * sizeof(long), out var head);
        var room = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, long>(ref Unsafe.Add(ref to, head)), values.Length);
        if (BitConverter.IsLittleEndian)
            values.CopyTo(room);
        else
            BinaryPrimitives.ReverseEndianness(values, room);
        _to.Length += head + (values.Length * sizeof(long));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte ClaimPacked(int field, long length, out int head)
    {
        if (length > OtlpLimits.MaxRequestSize)
            throw new RequestTooLargeException();

        ref var to = ref _to.Claim(MaxHead + MaxVarint + (int)length);
        head = Tag(ref to, field, WireType.Length);
        head += Varint(ref Unsafe.Add(ref to, head), (ulong)length);
        return ref to;
    }
}
