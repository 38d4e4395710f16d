using System.Globalization;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes lines into pooled memory.</summary>
internal struct PageText
{
    private const int MaxNumber = 32;
    private const long NanosecondsPerMillisecond = 1_000_000;

    private RentedBytes _to;

    public PageText(int capacity) => _to = new(capacity);

    public readonly int Length => _to.Length;

    public void Append(ReadOnlySpan<byte> bytes) => _to.Append(bytes);

    /// <summary>The name of a sample and its labels.</summary>
    public void Sample(SampleName name, byte[] labels)
    {
        if (labels.Length == 0)
        {
            _to.Append(name.Bare);
            return;
        }

        var size = name.Open.Length + labels.Length + 2;
        var room = _to.Room(size);
        name.Open.CopyTo(room);
        labels.CopyTo(room[name.Open.Length..]);
        room[size - 2] = (byte)'}';
        room[size - 1] = (byte)' ';
        _to.Length += size;
    }

    /// <summary>The name of a bucket's sample and its labels, of which the bound is the last.</summary>
    public void Bucket(SampleName name, byte[] labels, byte[] bound)
    {
        var room = _to.Room(name.Open.Length + labels.Length + bound.Length + 1);
        name.Open.CopyTo(room);
        labels.CopyTo(room[name.Open.Length..]);
        var length = name.Open.Length + labels.Length;
        if (labels.Length > 0)
            room[length++] = (byte)',';
        bound.CopyTo(room[length..]);
        _to.Length += length + bound.Length;
    }

    public void Whole(long value)
    {
        value.TryFormat(_to.Room(MaxNumber), out var written, default, CultureInfo.InvariantCulture);
        _to.Length += written;
    }

    public void Real(double value)
    {
        if (!double.IsFinite(value))
        {
            _to.Append(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }

        value.TryFormat(_to.Room(MaxNumber), out var written, default, CultureInfo.InvariantCulture);
        _to.Length += written;
    }

    /// <summary>A time, in seconds since 1970.</summary>
    public void Time(long unixNano)
    {
        var (seconds, milliseconds) = Math.DivRem(Math.Max(0, unixNano) / NanosecondsPerMillisecond, 1_000);
        Whole(seconds);
        var room = _to.Room(4);
        room[0] = (byte)'.';
        room[1] = (byte)('0' + (milliseconds / 100));
        room[2] = (byte)('0' + (milliseconds / 10 % 10));
        room[3] = (byte)('0' + (milliseconds % 10));
        _to.Length += 4;
    }

    public void Line() => _to.Append("\n"u8);

    /// <summary>The page, for somebody else to give back.</summary>
    public byte[] Take() => _to.Take();

    public void Release() => _to.Release();
}
