using System.Buffers.Binary;

namespace Instrumentation.Export.Otlp;

/// <summary>How gRPC puts a message into a stream: whether it is compressed, its length, and itself.</summary>
internal static class GrpcFrame
{
    public const int PrefixLength = 5;

    public static void Write(Span<byte> frame, ReadOnlySpan<byte> message, bool isCompressed)
    {
        frame[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], message.Length);
        message.CopyTo(frame[PrefixLength..]);
    }

    /// <summary>Reads the one message of an answer. None at all is an empty one.</summary>
    /// <returns>Whether it is one, and not compressed, which nobody has asked for.</returns>
    public static bool Read(ReadOnlySpan<byte> stream, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (stream.IsEmpty)
            return true;
        if (stream.Length < PrefixLength || stream[0] != 0)
            return false;

        message = stream[PrefixLength..];
        return BinaryPrimitives.ReadUInt32BigEndian(stream[1..]) == (uint)message.Length;
    }
}
