using Microsoft.Win32.SafeHandles;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>Files and folders that nobody but this user can read.</summary>
internal static class DiskFiles
{
    private const UnixFileMode OwnerOfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOfFolder = OwnerOfFile | UnixFileMode.UserExecute;

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = OwnerOfFile;
        return new(path, options);
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOfFolder);
    }

    /// <summary>Deletes a file, if nobody has before, with the folder perhaps.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Reads until there is room or file no more.</summary>
    /// <returns>How much was read.</returns>
    public static int ReadAsFarAsItGoes(SafeFileHandle file, Span<byte> bytes, long at)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(file, bytes[total..], at + total) is > 0 and var read)
            total += read;
        return total;
    }

    /// <summary>Whether this is how a disk fails, or those who look after it.</summary>
    public static bool IsFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether this says that a file is not there.</summary>
    public static bool IsMissing(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;
}
