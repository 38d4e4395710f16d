namespace Instrumentation.Resources.Detectors;

/// <summary>A line of <c>/proc/self/mountinfo</c>. See proc_pid_mountinfo(5).</summary>
/// <param name="Root">Which folder or file of a file system is mounted.</param>
/// <param name="Point">Where it is seen by the process.</param>
internal sealed record Mount(string Root, string Point)
{
    private const string Pods = "/pods/";

    /// <summary>Whether it is one of a pod's, which Kubernetes puts into each of its containers.</summary>
    public bool IsOfPod => PodPath is not null;

    /// <summary>The id of the pod whose mount it is.</summary>
    public string? PodUid => PodPath?[0];

    /// <summary>The name of the container whose mount it is, within its pod.</summary>
    public string? ContainerName => PodPath is [_, "containers", var name, ..] ? name : null;

    // …/kubelet/pods/<uid>/etc-hosts, and …/kubelet/pods/<uid>/containers/<name>/<number> for /dev/termination-log.
    private string[]? PodPath
    {
        get
        {
            var begin = Point is "/etc/hosts" or "/dev/termination-log" ? Root.IndexOf(Pods, StringComparison.Ordinal) : -1;
            return begin >= 0 && Root[(begin + Pods.Length)..].Split('/') is [var uid, _, ..] path && Guid.TryParse(uid, out _) ? path : null;
        }
    }

    public static IReadOnlyCollection<Mount> Read(Machine machine)
    {
        List<Mount> mounts = [];
        foreach (var line in machine.Lines("proc/self/mountinfo"))
        {
            if (line.Split(' ', 6) is [_, _, _, var root, var point, ..])
                mounts.Add(new(root, point));
        }

        return mounts;
    }
}
