using System.Buffers;
using System.Collections.Concurrent;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Delivery.Disk;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>A folder of a disk buffer, gone after the test, and what was told of as dropped.</summary>
internal sealed class DiskFolder : IDisposable
{
    public const string Traces = "otlp-traces";

    public static readonly ParcelKind Kind = new(Signal.Traces, ParcelFormat.OtlpProtobuf, IsGzip: true);

    private readonly string _root = Directory.CreateTempSubdirectory("disk-buffer-").FullName;

    public DiskFolder() => Path = System.IO.Path.Combine(_root, "buffer");

    public string Path { get; }

    public ConcurrentQueue<(string Queue, int Items, DropReason Reason)> Dropped { get; } = [];

    public string[] Sets => Directory.GetDirectories(Path);

    /// <summary>The segments, oldest first.</summary>
    public string[] Segments => [.. Directory.GetFiles(Path, "*.segment", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public int DroppedItems(DropReason reason) => Dropped.Where(d => d.Reason == reason).Sum(static d => d.Items);

    public DiskBuffer Open(
        long limit = 64 * 1024 * 1024, DiskSync sync = DiskSync.None, TimeProvider? time = null, Action<SafeFileHandle>? flush = null) =>
        DiskBuffer.Open(Path, limit, sync, (queue, items, reason) => Dropped.Enqueue((queue, items, reason)), time, flush);

    public static Parcel Parcel(ReadOnlySpan<byte> body, int items = 1, ParcelKind? kind = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(buffer);
        return new(kind ?? Kind, items, buffer, body.Length);
    }

    /// <summary>A body that no other number has.</summary>
    public static byte[] Body(int number, int length)
    {
        var body = new byte[length];
        new Random(number).NextBytes(body);
        BitConverter.TryWriteBytes(body, number);
        return body;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

/// <summary>What tests do to a queue.</summary>
internal static class DiskQueueExtensions
{
    public static StoredParcel? Append(this DiskQueue queue, ReadOnlySpan<byte> body, int items = 1, ParcelKind? kind = null)
    {
        var parcel = DiskFolder.Parcel(body, items, kind);
        try
        {
            return queue.Append(parcel);
        }
        finally
        {
            parcel.Release();
        }
    }

    public static byte[]? ReadBody(this DiskQueue queue, StoredParcel stored)
    {
        var parcel = queue.Read(stored);
        var body = parcel?.Body.ToArray();
        parcel?.Release();
        return body;
    }
}
