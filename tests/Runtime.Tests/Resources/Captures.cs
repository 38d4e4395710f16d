namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>Files of the kernel, as they stood in containers of each kind, with other ids.</summary>
internal static class Captures
{
    public const string Id = "dc64b5743252dbaef6e30521c34d6bbd1620c8ce65bdb7bf9e7143b61bb5b183";

    public const string PodUid = "5f399b82-1c6a-4b0c-9fa5-7b2ba58e8ee6";

    private const string Sandbox = "fb5916a02feca96bdeecd8e062df9e5e51d6617c8214b5e1f3ff9320f4402ae6";

    private const string Task = "cd4ec37e2d034a66a92a1dce5e9c8b5c";

    private const string Hidden = "0::/\n";

    public const string DockerMounts = $"""
        1215 1105 0:117 / / rw,relatime master:521 - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A:/var/lib/docker/overlay2/l/B,upperdir=/var/lib/docker/overlay2/{Sandbox}/diff
        1216 1215 0:120 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
        1220 1215 0:29 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate
        1227 1215 254:1 /docker/containers/{Id}/resolv.conf /etc/resolv.conf rw,relatime - ext4 /dev/vda1 rw
        1228 1215 254:1 /docker/containers/{Id}/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw
        1229 1215 254:1 /docker/containers/{Id}/hosts /etc/hosts rw,relatime - ext4 /dev/vda1 rw
        """;

    public const string PodMounts = $"""
        1517 1382 0:348 / / rw,relatime master:412 - overlay overlay rw,lowerdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/41/fs
        1535 1517 8:1 /var/lib/kubelet/pods/{PodUid}/etc-hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw
        1536 1519 8:1 /var/lib/kubelet/pods/{PodUid}/containers/web/2f1b7e07 /dev/termination-log rw,relatime - ext4 /dev/sda1 rw
        1537 1517 8:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/{Sandbox}/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw
        1540 1517 0:346 / /run/secrets/kubernetes.io/serviceaccount ro,relatime - tmpfs tmpfs rw,size=170Mi
        """;

    public static readonly Dictionary<string, Capture> All = new()
    {
        ["Docker, version 1"] = new($"13:name=systemd:/docker/{Id}\n12:pids:/docker/{Id}\n1:cpuset:/docker/{Id}\n0::/system.slice/containerd.service\n", null, Id),
        ["Docker in Docker, version 1"] = new($"4:memory:/docker/{Sandbox}/docker/{Id}\n", null, Id),
        ["Docker by systemd"] = new($"0::/system.slice/docker-{Id}.scope\n", null, Id),
        ["Docker, version 2"] = new(Hidden, DockerMounts, Id),
        ["Docker, version 2, Windows line ends"] = new("0::/\r\n", DockerMounts.ReplaceLineEndings("\r\n"), Id),
        ["containerd in Kubernetes, version 1"] = new($"11:memory:/kubepods/burstable/pod{PodUid}/{Id}\n", PodMounts, Id),
        ["containerd by systemd, version 1"] =
            new($"5:cpuacct:/system.slice/containerd.service/kubepods-burstable-pod5f399b82_1c6a_4b0c_9fa5_7b2ba58e8ee6.slice:cri-containerd:{Id}\n", null, Id),
        ["containerd, version 2, visible"] =
            new($"0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod5f399b82_1c6a_4b0c_9fa5_7b2ba58e8ee6.slice/cri-containerd-{Id}.scope\n", PodMounts, Id),
        ["containerd, version 2, hidden: only the sandbox is known"] = new(Hidden, PodMounts, null),
        ["nerdctl"] = new(Hidden, $"901 880 8:1 /var/lib/nerdctl/1935db59/containers/default/{Id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n", Id),
        ["CRI-O"] = new($"10:pids:/kubepods.slice/kubepods-pod5f399b82_1c6a_4b0c_9fa5_7b2ba58e8ee6.slice/crio-{Id}.scope\n", PodMounts, Id),
        ["Podman, version 1"] = new($"9:memory:/machine.slice/libpod-{Id}.scope\n", null, Id),
        ["Podman, version 2, visible"] = new($"0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope/container\n", null, Id),
        ["Podman, version 2, hidden"] = new(
            Hidden, $"1096 1088 0:104 /containers/overlay-containers/{Id}/userdata/hostname /etc/hostname rw,nosuid,nodev,relatime - tmpfs tmpfs rw,mode=700,uid=1000\n", Id),
        ["Fargate"] = new($"3:cpu:/ecs/{Task}/{Task}-3811061257\n", null, $"{Task}-3811061257"),
        ["ECS on EC2"] = new($"9:perf_event:/ecs/{Task}/{Id}\n", null, Id),
        ["systemd"] = new("12:pids:/user.slice/user-1000.slice/session-3.scope\n1:name=systemd:/user.slice/user-1000.slice/session-3.scope\n", null, null),
        ["LXC"] = new("4:memory:/lxc/web-1\n", null, null),
        ["something else's id"] = new("4:memory:/process_api/1d2e68c74362e710731a427352c2ccf2\n0::/\n", null, null),
        ["no files"] = new(null, null, null),
        ["empty files"] = new("", "", null),
        ["no hexadecimal digits"] = new($"4:memory:/docker/{Id[..^1]}g\n", null, null),
        ["a digit too many"] = new($"4:memory:/docker/{Id}0\n", null, null),
        ["capitals"] = new($"4:memory:/docker/{Id.ToUpperInvariant()}\n", null, null),
        ["a mount that is none"] = new(Hidden, $"1228 1215 254:1 /docker/containers/{Id}/hostname\n", null),
        ["another file's mount"] = new(Hidden, $"1228 1215 254:1 /docker/containers/{Id}/hostname /mnt/hostname rw - ext4 /dev/vda1 rw\n", null),
    };

    /// <summary>The two files, and the id that they give.</summary>
    internal sealed record Capture(string? Groups, string? Mounts, string? Id);
}
