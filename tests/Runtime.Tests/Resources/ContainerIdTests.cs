using Instrumentation.Resources.Detectors;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>What the kernel tells of processes in containers, as it stood in their files.</summary>
public sealed class ContainerIdTests
{
    public static TheoryData<string> Cases => [.. Captures.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_id_is_read_from_what_the_kernel_tells(string name)
    {
        var capture = Captures.All[name];
        using var machine = new MachineFolder();
        if (capture.Groups is { } groups)
            machine.Write("proc/self/cgroup", groups);
        if (capture.Mounts is { } mounts)
            machine.Write("proc/self/mountinfo", mounts);

        Assert.Equal(capture.Id is null ? "" : "container.id=" + capture.Id, await new ContainerDetector(machine.Machine).FoundAsync());
    }

    [Theory]
    [InlineData(".dockerenv", "", true)]
    [InlineData("run/.containerenv", "engine=\"podman-4.3.1\"\n", true)]
    [InlineData("proc/self/cgroup", "0::/system.slice/docker-" + Captures.Id + ".scope\n", true)]
    [InlineData("proc/self/cgroup", "0::/user.slice/user-1000.slice/session-3.scope\n", false)]
    public async Task In_a_container_the_machines_id_is_not_told_since_it_is_the_images(string file, string text, bool isInContainer)
    {
        const string id = "3d1219c7c4c5404aaa1f6d2a48adfda4";
        using var machine = new MachineFolder();
        machine.Write("etc/machine-id", id + "\n").Write(file, text);

        var found = await new HostDetector(machine.Machine).FoundAsync();

        Assert.Equal(!isInContainer, found.Contains($"host.id={id}", StringComparison.Ordinal));
    }
}
