using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes JSON as OTLP has it: names in lowerCamelCase, ids in hexadecimal digits, values of enumerations as numbers, whole numbers of 64 bits as text. Each
/// value ends with a comma, which the end of what it stands in takes away.
/// </summary>
internal struct JsonWriter : IOtlpWriter<JsonWriter>
{
    // A number of 64 bits with its quotes and comma; a real number is not longer.
    private const int MaxNumber = 32;

    private RentedBytes _to;

    private JsonWriter(RentedBytes to) => _to = to;

    public readonly int Position => _to.Length;

    public readonly ReadOnlySpan<byte> Written => _to.Written;

    public static JsonWriter Create(int capacity) => new(new RentedBytes(capacity));

    public void BeginRequest() => _to.Append("{"u8);

    public void EndRequest()
    {
        Close("},"u8);
        _to.Length--;
    }

    public OtlpMessage Begin(int field, ReadOnlySpan<byte> name, long bound)
    {
        Name(name, 1);
        return BeginItem(field, bound);
    }

    public OtlpMessage BeginItem(int field, long bound)
    {
        _to.Append("{"u8);
        return default;
    }

    public OtlpMessage BeginItem(int field, long bound, ReadOnlySpan<byte> fields)
    {
        var message = BeginItem(field, bound);
        Fields(fields);
        return message;
    }

    public void End(OtlpMessage message) => Close("},"u8);

    public void TextAttribute(int field, string key, string text)
    {
        var attribute = BeginAttribute(field, key, OtlpMessage.Unbounded);
        Text(1, "stringValue"u8, text);
        EndAttribute(attribute);
    }

    public void WholeAttribute(int field, string key, long value)
    {
        var attribute = BeginAttribute(field, key, OtlpMessage.Unbounded);
        Whole(3, "intValue"u8, value);
        EndAttribute(attribute);
    }

    public void RealAttribute(int field, string key, double value)
    {
        var attribute = BeginAttribute(field, key, OtlpMessage.Unbounded);
        Real(4, "doubleValue"u8, value);
        EndAttribute(attribute);
    }

    public void BoolAttribute(int field, string key, bool value)
    {
        var attribute = BeginAttribute(field, key, OtlpMessage.Unbounded);
        Bool(2, "boolValue"u8, value);
        EndAttribute(attribute);
    }

    public OtlpAttribute BeginAttribute(int field, string key, long bound)
    {
        BeginItem(field, bound);
        Text(1, "key"u8, key);
        Begin(2, "value"u8, bound);
        return default;
    }

    public void EndAttribute(OtlpAttribute attribute)
    {
        End(attribute.Value);
        End(attribute.Whole);
    }

    public int BeginList(ReadOnlySpan<byte> name)
    {
        var start = _to.Length;
        Name(name, 1);
        _to.Append("["u8);
        return start;
    }

    public void EndList(int start)
    {
        if (_to.Written[^1] == '[')
            _to.Length = start;
        else
            Close("],"u8);
    }

    public void Rewind(int position) => _to.Length = position;

    public void Text(int field, ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        Name(name, 1);
        _to.Append("\""u8);
        JsonText.Append(ref _to, value);
        _to.Append("\","u8);
    }

    public void Id(int field, ReadOnlySpan<byte> name, string hex)
    {
        Name(name, hex.Length + 3);
        Quoted(hex);
    }

    public void Bytes(int field, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.Length > OtlpLimits.MaxRequestSize)
            throw new RequestTooLargeException();

        Name(name, 1);
        _to.Append("\""u8);
        var room = _to.Room(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, room, out _, out var length);
        _to.Length += length;
        _to.Append("\","u8);
    }

    public void Bool(int field, ReadOnlySpan<byte> name, bool value)
    {
        Name(name, 1);
        _to.Append(value ? "true,"u8 : "false,"u8);
    }

    public void Real(int field, ReadOnlySpan<byte> name, double value)
    {
        Name(name, MaxNumber);
        Put(value);
    }

    public void Number(int field, ReadOnlySpan<byte> name, uint value)
    {
        Name(name, MaxNumber);
        PutBare(value);
    }

    public void Signed(int field, ReadOnlySpan<byte> name, int value)
    {
        Name(name, MaxNumber);
        PutBare(value);
    }

    public void Bits(int field, ReadOnlySpan<byte> name, uint value) => Number(field, name, value);

    public void Whole(int field, ReadOnlySpan<byte> name, long value)
    {
        Name(name, MaxNumber);
        Put(value);
    }

    public void Fixed(int field, ReadOnlySpan<byte> name, long value) => Whole(field, name, value);

    public void Times(int field, long start, ReadOnlySpan<byte> name, long time)
    {
        Fixed(field, "startTimeUnixNano"u8, start);
        Fixed(field + 1, name, time);
    }

    public void TimesAndWhole(int field, long start, long time, int number, ReadOnlySpan<byte> name, long value)
    {
        Times(field, start, "timeUnixNano"u8, time);
        Fixed(number, name, value);
    }

    public void TimesAndReal(int field, long start, long time, int number, ReadOnlySpan<byte> name, double value)
    {
        Times(field, start, "timeUnixNano"u8, time);
        Real(number, name, value);
    }

    public void TimesAndTotals(int field, long start, long time, long count, double sum)
    {
        TimesAndWhole(field, start, time, field + 2, "count"u8, count);
        Real(field + 3, "sum"u8, sum);
    }

    public void Range(int field, double min, double max)
    {
        Real(field, "min"u8, min);
        Real(field + 1, "max"u8, max);
    }

    public void FixedList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values)
    {
        var list = BeginList(name);
        foreach (var value in values)
            Put(value);
        EndList(list);
    }

    public void WholeList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<long> values) => FixedList(field, name, values);

    public void RealList(int field, ReadOnlySpan<byte> name, ReadOnlySpan<double> values)
    {
        var list = BeginList(name);
        foreach (var value in values)
            Put(value);
        EndList(list);
    }

    public void Fields(ReadOnlySpan<byte> written) => _to.Append(written);

    public byte[] Take() => _to.Take();

    public void Release() => _to.Release();

    private void Name(ReadOnlySpan<byte> name, int value)
    {
        var room = _to.Room(name.Length + 3 + value);
        room[0] = (byte)'"';
        name.CopyTo(room[1..]);
        room[name.Length + 1] = (byte)'"';
        room[name.Length + 2] = (byte)':';
        _to.Length += name.Length + 3;
    }

    private void Close(ReadOnlySpan<byte> end)
    {
        if (_to.Written[^1] == ',')
            _to.Length--;
        _to.Append(end);
    }

    private void Quoted(ReadOnlySpan<char> ascii)
    {
        var room = _to.Room(ascii.Length + 3);
        room[0] = (byte)'"';
        var length = Encoding.ASCII.GetBytes(ascii, room[1..]);
        "\","u8.CopyTo(room[(length + 1)..]);
        _to.Length += length + 3;
    }

    private void Put(long value)
    {
        var room = _to.Room(MaxNumber);
        room[0] = (byte)'"';
        value.TryFormat(room[1..], out var length, provider: CultureInfo.InvariantCulture);
        "\","u8.CopyTo(room[(length + 1)..]);
        _to.Length += length + 3;
    }

    private void Put(double value)
    {
        if (double.IsFinite(value))
            PutBare(value);
        else
            _to.Append(double.IsNaN(value) ? "\"NaN\","u8 : value > 0 ? "\"Infinity\","u8 : "\"-Infinity\","u8);
    }

    private void PutBare<TNumber>(TNumber value)
        where TNumber : struct, IUtf8SpanFormattable
    {
        var room = _to.Room(MaxNumber);
        value.TryFormat(room, out var length, default, CultureInfo.InvariantCulture);
        room[length] = (byte)',';
        _to.Length += length + 1;
    }
}
