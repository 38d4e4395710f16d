using Instrumentation.Diagnostics;

namespace Instrumentation.Export.Delivery.Disk;

/// <summary>
/// Whether the disk can be written. Once it can't, it is left alone for a while, and so on until it can again; both changes are told of, once.
/// </summary>
/// <param name="folder">The buffer's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class DiskHealth(string folder, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? _failedAt;

    /// <summary>Whether it is worth a try.</summary>
    public bool MayTry => _failedAt is not { } at || time.GetElapsedTime(at) >= Pause;

    public void SetFailed(Exception failure)
    {
        if (_failedAt is null)
        {
            Faults.Warn(
                $"The disk buffer in \"{folder}\" can't be written ({Reason(failure)}): what has not arrived waits in memory alone, and is lost with the " +
                "process. It needs a folder that this process may write to, and room on its disk.");
        }

        _failedAt = time.GetTimestamp();
    }

    public void SetWorking()
    {
        if (_failedAt is null)
            return;

        _failedAt = null;
        Faults.Warn($"The disk buffer in \"{folder}\" can be written again.");
    }

    // Without the file's name, which is another one each time.
    private static string Reason(Exception failure) =>
        failure is UnauthorizedAccessException ? "access is denied" : failure.Message.Split(" : '")[0].TrimEnd('.');
}
