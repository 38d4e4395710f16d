using System.Globalization;

namespace Instrumentation.Resources.Detectors;

/// <summary>
/// Reads the id of the container from what the kernel tells of the process: the path of its control group, which ends with it under version 1, and
/// under version 2 where the group is not hidden; and otherwise where its <c>/etc/hostname</c> lies outside.
/// </summary>
internal static class ContainerId
{
    private const int Length = 64;

    // A task of Fargate: the task's own id, and a number.
    private const int TaskLength = 32;

    private static readonly string[] Marks = [".dockerenv", "run/.containerenv"];

    public static string? Find(Machine machine) => OfControlGroups(machine.Lines("proc/self/cgroup")) ?? OfMounts(Mount.Read(machine));

    /// <summary>Whether the process runs in a container, whose id may not be known.</summary>
    public static bool IsInContainer(Machine machine) =>
        KubernetesDetector.IsInPod(machine) || Array.Exists(Marks, machine.HasFile) || Find(machine) is not null;

    /// <summary>From lines such as <c>4:memory:/kubepods/burstable/pod…/…</c> or <c>0::/system.slice/docker-….scope</c>.</summary>
    internal static string? OfControlGroups(IEnumerable<string> lines) => FirstOf(lines);

    /// <summary>
    /// From where <c>/etc/hostname</c> lies outside. In a pod that is the folder of the pod's sandbox, whose id is not the container's.
    /// </summary>
    internal static string? OfMounts(IReadOnlyCollection<Mount> mounts) =>
        mounts.Any(static mount => mount.IsOfPod)
            ? null
            : FirstOf(mounts.Where(static mount => mount.Point is "/etc/hostname").Select(static mount => mount.Root));

    private static string? FirstOf(IEnumerable<string> paths) =>
        paths.Select(static path => OfPath(path)).FirstOrDefault(static id => id is not null);

    /// <summary>The last id in a path: the innermost of containers in containers.</summary>
    private static string? OfPath(ReadOnlySpan<char> path)
    {
        if (OfTask(path[(path.LastIndexOf('/') + 1)..]) is { } task)
            return task;

        var end = path.Length;
        for (var i = path.Length - 1; i >= -1; i--)
        {
            if (i >= 0 && char.IsAsciiLetterOrDigit(path[i]))
                continue;
            if (HexText.Is(path[(i + 1)..end], Length))
                return path[(i + 1)..end].ToString();
            end = Math.Max(i, 0);
        }

        return null;
    }

    private static string? OfTask(ReadOnlySpan<char> segment) =>
        segment.Length > TaskLength + 1 && segment[TaskLength] == '-' && HexText.Is(segment[..TaskLength], TaskLength)
            && ulong.TryParse(segment[(TaskLength + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? segment.ToString()
            : null;
}
