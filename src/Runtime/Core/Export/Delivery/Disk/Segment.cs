using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// One file of parcels of one queue, which grows at its end until it is full, and is deleted when all in it are done. Whoever calls it holds the
/// buffer's lock, but for what says otherwise.
/// </summary>
internal sealed class Segment : IDisposable
{
    private readonly uint _nonce;
    private readonly int _headerLength;
    private FileStream? _file;
    private volatile bool _isGivenUp;

    private Segment(string path, SegmentHeader header, FileStream? file)
    {
        Path = path;
        Queue = header.Queue;
        _nonce = header.Nonce;
        _headerLength = header.Length;
        _file = file;
        Length = _headerLength;
    }

    public string Path { get; }

    /// <summary>The name of the queue whose parcels are in it.</summary>
    public string Queue { get; }

    /// <summary>How many bytes the file has.</summary>
    public long Length { get; private set; }

    /// <summary>When the oldest parcel in it that is waited for was appended.</summary>
    public long Time { get; private set; } = long.MaxValue;

    /// <summary>How many parcels in it are waited for.</summary>
    public int Waiting { get; private set; }

    /// <summary>How many spans or points are in those.</summary>
    public long WaitingItems { get; private set; }

    /// <summary>Whether it was deleted while parcels in it were waited for. From any thread.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Whether no parcel was ever put in.</summary>
    public bool IsEmpty => Length == _headerLength;

    /// <summary>Whether something was appended that may not have reached the disk, and shall.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Whether nothing is appended any more.</summary>
    public bool IsFull { get; set; }

    /// <summary>The file while it is open; null when it is not.</summary>
    public SafeFileHandle? Handle => _file?.SafeFileHandle;

    /// <summary>Makes a new file.</summary>
    public static Segment Create(string path, string queue)
    {
        var header = new SegmentHeader(queue, BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));
        var file = DiskFiles.Open(path, FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            RandomAccess.Write(file.SafeFileHandle, header.ToBytes(), 0);
            return new(path, header, file);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes over a file that was found.</summary>
    public static Segment Adopt(string path, SegmentHeader header, long length) =>
        new(path, header, null) { IsFull = true, Length = length };

    /// <summary>Writes a parcel at the end.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <param name="time">When that is.</param>
    /// <param name="flush">Makes sure of it before it counts; null leaves that for later.</param>
    public StoredParcel Append(Parcel parcel, long time, Action<SafeFileHandle>? flush)
    {
        var (at, body, file) = ((int)Length, parcel.Body, Handle!);
        var record = new RecordHeader(parcel.Kind, parcel.Items, body.Length, time, IsDone: false, RecordHeader.ChecksumOf(body.Span, at, _nonce));
        Span<byte> header = stackalloc byte[RecordHeader.Length];
        record.Write(header, at, _nonce);
        try
        {
            RandomAccess.Write(file, header, at);
            RandomAccess.Write(file, body.Span, at + RecordHeader.Length);
            flush?.Invoke(file);
        }
        catch
        {
            RandomAccess.SetLength(file, at);
            throw;
        }

        return Add(at, record);
    }

    /// <summary>Counts in a record that is in the file.</summary>
    public StoredParcel Add(int at, in RecordHeader record)
    {
        Length = Math.Max(Length, at + RecordHeader.Length + (long)record.BodyLength);
        if (!record.IsDone)
        {
            Time = Math.Min(Time, record.Time);
            Waiting++;
            WaitingItems += record.Items;
        }

        return new(this, at, record);
    }

    /// <summary>Reads a parcel, whichever thread that is on.</summary>
    /// <returns>Null where it is not what was written.</returns>
    public Parcel? Read(StoredParcel stored)
    {
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(stored.Length);
        if (IsIntact(file, stored, buffer.AsSpan(0, stored.Length)))
            return new(stored.Kind, stored.Items, buffer, stored.Length);

        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    /// <summary>Counts a parcel out, and marks it in the file unless that can be deleted.</summary>
    public void CountOut(StoredParcel stored)
    {
        Waiting--;
        WaitingItems -= stored.Items;
        if (IsFull && Waiting == 0)
            return;

        if (Handle is { } open)
        {
            RandomAccess.Write(open, RecordHeader.DoneStatus, stored.At + RecordHeader.StatusAt);
            return;
        }

        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, RecordHeader.DoneStatus, stored.At + RecordHeader.StatusAt);
    }

    /// <summary>Deletes the file. What is waited for in it is given up.</summary>
    public void Delete()
    {
        DiskFiles.Delete(Path);
        _isGivenUp = Waiting > 0;
        Dispose();
    }

    /// <summary>Closes the file, and leaves it where it is.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private bool IsIntact(SafeFileHandle file, StoredParcel stored, Span<byte> body)
    {
        Span<byte> header = stackalloc byte[RecordHeader.Length];
        try
        {
            return DiskFiles.ReadAsFarAsItGoes(file, header, stored.At) == header.Length
                && RecordHeader.TryRead(header, stored.At, _nonce, out var record)
                && record.BodyLength == body.Length
                && DiskFiles.ReadAsFarAsItGoes(file, body, stored.At + RecordHeader.Length) == body.Length
                && RecordHeader.ChecksumOf(body, stored.At, _nonce) == record.BodyChecksum;
        }
        catch (IOException)
        {
            // A place on the disk that can't be read is as good as one with something else in it.
            return false;
        }
    }
}
