using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Runtime.Tests.Export.Disk;

/// <summary>
/// What a power cut leaves of a folder: of each file what had reached the disk, and of what was written since then, page by page, this or that. Linux
/// alone says which file a handle is of.
/// </summary>
internal sealed class PowerCut
{
    private const int Page = 4_096;

    private readonly ConcurrentDictionary<string, byte[]> _onDisk = new(StringComparer.Ordinal);

    /// <summary>How often a file was made to reach the disk.</summary>
    public int Flushes { get; private set; }

    /// <summary>Makes a file reach the disk.</summary>
    public void Flush(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, bytes, 0);
        _onDisk[new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget!] = bytes;
        Flushes++;
    }

    /// <summary>Whether all that is in a folder has reached the disk.</summary>
    public bool IsAllOnDisk(DiskFolder folder) =>
        folder.Segments.All(segment => _onDisk.TryGetValue(segment, out var bytes) && bytes.Length == new FileInfo(segment).Length);

    /// <summary>Makes another folder what is left of one.</summary>
    public void Strike(DiskFolder folder, DiskFolder left, Random random)
    {
        var set = Directory.CreateDirectory(Path.Combine(left.Path, "set-left")).FullName;
        foreach (var segment in folder.Segments)
        {
            var written = File.ReadAllBytes(segment);
            if (_onDisk.TryGetValue(segment, out var kept) || random.Next(3) > 0)
                File.WriteAllBytes(Path.Combine(set, Path.GetFileName(segment)), Mix(kept ?? [], written, random));
        }
    }

    private static byte[] Mix(byte[] kept, byte[] written, Random random)
    {
        var mixed = new byte[random.Next(kept.Length, written.Length + 1)];
        for (var at = 0; at < mixed.Length; at += Page)
        {
            var from = random.Next(2) == 0 ? written : kept;
            if (at < from.Length)
                from.AsSpan(at, Math.Min(Page, Math.Min(from.Length, mixed.Length) - at)).CopyTo(mixed.AsSpan(at));
        }

        return mixed;
    }
}
