using System.IO.Compression;

namespace Instrumentation.Export.Otlp;

/// <summary>Compresses bodies.</summary>
internal static class Gzip
{
    private const int MinCapacity = 4 * 1024;

    // Telemetry repeats itself: a quarter is left of it, or less.
    private const int UsualRatio = 4;

    /// <summary>Compresses bytes into an array of the shared pool.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">How much of the array is used.</param>
    /// <returns>The array; who asked for it gives it back.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> bytes, out int length)
    {
        using var compressed = new RentedStream(Math.Max(MinCapacity, bytes.Length / UsualRatio));
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return compressed.Take(out length);
    }

    private sealed class RentedStream(int capacity) : Stream
    {
        private RentedBytes _bytes = new(capacity);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _bytes.Length;

        public override long Position { get => Length; set => throw new NotSupportedException(); }

        public byte[] Take(out int length)
        {
            length = _bytes.Length;
            return _bytes.Take();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => _bytes.Append(buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _bytes.Release();
            base.Dispose(disposing);
        }
    }
}
