using System.Buffers.Binary;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Reads the fields of a protobuf message, one after the other, wherever it comes from: what is malformed ends it, and nothing is thrown.
/// </summary>
/// <param name="message">The bytes of the message.</param>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    // A 64-bit number takes no more.
    private const int MaxVarint = 10;

    private ReadOnlySpan<byte> _left = message;

    /// <summary>The field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, if it is a number; as unsigned, whatever it is.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its value, if it is text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether its value is in <see cref="Bytes"/>.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Whether what was read until now, and what follows, is no message.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Reads the next field.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryNext()
    {
        if (_left.IsEmpty || IsMalformed)
            return false;

        Number = 0;
        Bytes = default;
        IsBytes = false;
        if (TryVarint(out var tag) && tag >> 3 is > 0 and <= 0x1FFF_FFFF && TryValue((int)tag & 7))
        {
            Field = (int)(tag >> 3);
            return true;
        }

        IsMalformed = true;
        return false;
    }

    private bool TryValue(int wireType)
    {
        switch (wireType)
        {
            case 0:
                var isNumber = TryVarint(out var number);
                Number = number;
                return isNumber;
            case 1 when _left.Length >= sizeof(ulong):
                Number = BinaryPrimitives.ReadUInt64LittleEndian(_left);
                _left = _left[sizeof(ulong)..];
                return true;
            case 5 when _left.Length >= sizeof(uint):
                Number = BinaryPrimitives.ReadUInt32LittleEndian(_left);
                _left = _left[sizeof(uint)..];
                return true;
            case 2 when TryVarint(out var length) && length <= (ulong)_left.Length:
                Bytes = _left[..(int)length];
                IsBytes = true;
                _left = _left[(int)length..];
                return true;
            default:
                // Groups are in no message that is read here.
                return false;
        }
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < MaxVarint && i < _left.Length; i++)
        {
            value |= (ulong)(_left[i] & 0x7F) << (7 * i);
            if (_left[i] < 0x80)
            {
                _left = _left[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
