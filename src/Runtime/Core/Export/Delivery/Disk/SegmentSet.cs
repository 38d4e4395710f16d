using System.Globalization;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// A folder of segments that one process at a time owns: it holds a lock on a file in it, which the operating system takes back when the process ends,
/// however it ends. Who comes next takes those whose owner is gone.
/// </summary>
internal sealed class SegmentSet : IDisposable
{
    private const string Prefix = "set-";
    private const string LockName = "lock";
    private const string Extension = ".segment";

    // What takes a new set's lock away is another process that takes the set for an orphan: again and again, that can't be.
    private const int Attempts = 3;

    // A lock's file is deleted while it is locked, so that nobody can lock it in between.
    private static readonly FileShare Exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly FileStream _lock;
    private long _last;

    private SegmentSet(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        Found = FindFiles(path);
        _last = Found.Select(NumberOf).LastOrDefault();
    }

    public string Path { get; }

    /// <summary>Where the next segment goes.</summary>
    public string NextPath() => System.IO.Path.Combine(Path, (++_last).ToString("D10", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The files that were in it when it was taken and have a segment's name, oldest first.</summary>
    public IReadOnlyList<string> Found { get; }

    /// <summary>Whether its lock keeps others out. On some network file systems none does.</summary>
    public bool KeepsOthersOut()
    {
        using var second = TryTake(Path);
        return second is null;
    }

    /// <summary>Makes a new one.</summary>
    public static SegmentSet Create(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(folder, Prefix + Guid.NewGuid().ToString("N"));
            try
            {
                DiskFiles.CreateFolder(path);
                return Take(path);
            }
            catch (Exception failure) when (DiskFiles.IsFailure(failure))
            {
                TryDelete(path);
                if (attempt == Attempts)
                    throw;
            }
        }
    }

    /// <summary>Takes every set whose process is gone, one by one.</summary>
    public static IEnumerable<SegmentSet> TakeOrphans(string folder) =>
        Directory.GetDirectories(folder, Prefix + "*").Select(TryTake).OfType<SegmentSet>();

    /// <summary>Lets go of it, and deletes its folder if that has no segment in it any more.</summary>
    public void End()
    {
        try
        {
            if (Directory.Exists(Path) && FindFiles(Path).Length == 0)
                File.Delete(_lock.Name);
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            // It stays, and who comes next finds nothing in it.
        }

        TryDelete(Path);
        _lock.Dispose();
    }

    /// <summary>Lets go of it, and leaves all as it is.</summary>
    public void Dispose() => _lock.Dispose();

    private static string[] FindFiles(string path) =>
        [.. Directory.GetFiles(path, "*" + Extension).Where(static file => NumberOf(file) > 0).OrderBy(NumberOf)];

    private static long NumberOf(string file) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static SegmentSet Take(string path)
    {
        var held = DiskFiles.Open(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, Exclusive);
        try
        {
            return File.Exists(held.Name) ? new(path, held) : throw new IOException($"\"{path}\" is being deleted.");
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static SegmentSet? TryTake(string path)
    {
        try
        {
            return Take(path);
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            return null;
        }
    }

    // Not while there is anything in it.
    private static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (Exception failure) when (DiskFiles.IsFailure(failure))
        {
            // Whoever has something in it keeps it.
        }
    }
}
