using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// Finds the records of a segment that another process has left. Their headers alone are read: a body is checked when it is asked for. What is no
/// record is passed over up to the next one that is, and mended, so that it is told of once: cut off at the end, and a record that is done in the middle.
/// </summary>
internal sealed class SegmentScan
{
    private const int Window = 64 * 1024;

    private readonly SafeFileHandle _file;
    private readonly SegmentHeader _header;
    private readonly int _end;

    private SegmentScan(SafeFileHandle file, SegmentHeader header, int end)
    {
        _file = file;
        _header = header;
        _end = end;
    }

    /// <summary>The records, in their order.</summary>
    public List<(int At, RecordHeader Header)> Records { get; } = [];

    /// <summary>How many places there are that hold no record, and are not mended yet.</summary>
    public int Damages { get; private set; }

    /// <summary>How many spans or points were in those: at least one each, where that can't be told.</summary>
    public int DamagedItems { get; private set; }

    /// <summary>Goes through a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">What it begins with.</param>
    /// <param name="length">How long it is.</param>
    public static SegmentScan Run(SafeFileHandle file, SegmentHeader header, int length)
    {
        var scan = new SegmentScan(file, header, length);
        for (var at = header.Length; at < length;)
            at = scan.Step(at);
        return scan;
    }

    private int Step(int at)
    {
        Span<byte> bytes = stackalloc byte[RecordHeader.Length];
        var read = DiskFiles.ReadAsFarAsItGoes(_file, bytes, at);
        var isRecord = RecordHeader.TryRead(bytes[..read], at, _header.Nonce, out var record);
        if (isRecord && record.BodyLength <= _end - at - RecordHeader.Length)
        {
            Records.Add((at, record));
            return at + RecordHeader.Length + record.BodyLength;
        }

        // A record that is longer than what is left was cut off.
        var next = FindNext(at + RecordHeader.Length);
        Damages++;
        DamagedItems += isRecord ? record.Items : 1;
        Mend(at, next);
        return next;
    }

    private int FindNext(int from)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            for (var start = from; start < _end;)
            {
                var bytes = buffer.AsSpan(0, DiskFiles.ReadAsFarAsItGoes(_file, buffer.AsSpan(0, Window), start));
                for (var at = 0; bytes[at..].IndexOf(RecordHeader.Magic) is >= 0 and var found; at++)
                {
                    at += found;
                    if (RecordHeader.TryRead(bytes[at..], start + at, _header.Nonce, out _))
                        return start + at;
                }

                if (bytes.Length < Window)
                    break;

                // A header that this window has cut in two is whole in the next.
                start += Window - RecordHeader.Length + 1;
            }

            return _end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Mend(int at, int next)
    {
        try
        {
            if (next == _end)
            {
                RandomAccess.SetLength(_file, at);
                return;
            }

            Span<byte> filler = stackalloc byte[RecordHeader.Length];
            new RecordHeader(default, 0, next - at - RecordHeader.Length, 0, IsDone: true, 0).Write(filler, at, _header.Nonce);
            RandomAccess.Write(_file, filler, at);
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            // It is told of again the next time.
        }
    }
}
