using System.Text;
using FsCheck.Fluent;
using Instrumentation.Resources;
using Instrumentation.Resources.Detectors;
using Instrumentation.Resources.Detectors.Cloud;
using Instrumentation.Runtime.Tests.Context;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>Whatever stands in the files that detectors read: nothing is thrown, nothing invented, and no more read than there is use for.</summary>
public sealed class HostileFileTests
{
    private static readonly string[] Files =
    [
        "proc/self/cgroup", "proc/self/mountinfo", "etc/machine-id", "etc/os-release", "var/elasticbeanstalk/xray/environment.conf",
        "var/run/secrets/kubernetes.io/serviceaccount/namespace", "sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name",
        "sys/class/dmi/id/chassis_asset_tag",
    ];

    private static readonly string[] Variables =
        ["KUBERNETES_SERVICE_HOST", "WEBSITE_OWNER_NAME", "WEBSITE_SITE_NAME", "AWS_EXECUTION_ENV", "CLOUD_RUN_JOB", "CLOUD_RUN_TASK_INDEX"];

    [Fact]
    public void An_id_is_always_one_that_the_control_groups_have()
    {
        var found = 0;
        foreach (var groups in Captures.All.Values.Select(static capture => capture.Groups).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            Hostile.Holds(Hostile.EditedOf(groups), text =>
            {
                if (ContainerId.OfControlGroups(text.Split('\n')) is not { } id)
                    return;

                found++;
                Assert.Contains(id, text, StringComparison.Ordinal);
                Assert.Matches("^([0-9a-f]{64}|[0-9a-f]{32}-[0-9]+)$", id);
            });
        }

        Assert.True(found > 1_000, $"Only {found} ids were found: this proves little.");
    }

    [Fact]
    public void Mounts_give_nothing_that_they_do_not_have()
    {
        using var machine = new MachineFolder();
        var found = 0;
        Hostile.Holds(Hostile.EditedOf(Captures.DockerMounts + "\n" + Captures.PodMounts), text =>
        {
            var mounts = Mount.Read(machine.Write("proc/self/mountinfo", text).Machine);
            foreach (var mount in mounts.Where(static mount => mount.IsOfPod))
            {
                found++;
                Assert.True(Guid.TryParse(mount.PodUid, out _));
                Assert.Contains(mount.ContainerName ?? "", text, StringComparison.Ordinal);
            }
        });

        Assert.True(found > 1_000, $"Only {found} mounts of pods were found: this proves little.");
    }

    [Fact]
    public void Any_text_is_a_release_or_none() => Hostile.Holds(
        Gen.OneOf(Hostile.Text, Hostile.EditedOf("NAME=\"Debian \\\"GNU\\\"\"\n# comment\nVERSION_ID='12'\nPRETTY_NAME=x\\")), static text =>
        {
            var values = OsRelease.Parse(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

            Assert.All(values, value => Assert.True(value.Key.Length > 0 && value.Value.Length < text.Length));
        });

    [Fact]
    public void Any_text_is_an_object_or_none() => Hostile.Holds(
        Gen.OneOf(Hostile.Text, Hostile.EditedOf("""{"a":"b","a":1,"c":{"a":"\ud83d\ude80"}}""")), static text =>
        {
            using var json = JsonText.Parse(text);

            Assert.InRange(json.ValueOf("a")?.Length ?? 0, 0, text.Length);
        });

    [Fact]
    public void Any_bytes_in_all_files_at_once_hurt_no_detector()
    {
        using var machine = new MachineFolder();
        var detectors = Detectors(machine.Machine);
        Hostile.Holds(Hostile.Bytes, text =>
        {
            foreach (var variable in Variables)
                machine.Set(variable, text);
            foreach (var file in Files)
                machine.Write(file, Encoding.Latin1.GetBytes(text));

            foreach (var detector in detectors)
                Assert.True(detector.DetectAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
        });
    }

    [Fact]
    public void Of_a_file_of_a_gigabyte_a_megabyte_is_read()
    {
        using var machine = new MachineFolder();
        foreach (var file in Files)
        {
            using var stream = File.Create(machine.PathOf(file));
            stream.SetLength(1 << 30);
        }

        machine.Set("KUBERNETES_SERVICE_HOST", "10.96.0.1");
        foreach (var detector in Detectors(machine.Machine))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(detector.DetectAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * Machine.MaxFile);
        }
    }

    [Fact]
    public void A_file_without_end_is_read_no_further_than_others()
    {
        using var machine = new MachineFolder();
        File.CreateSymbolicLink(machine.PathOf("etc/machine-id"), "/dev/zero");

        Assert.InRange(machine.Machine.Text("etc/machine-id")!.Length, Machine.MaxFile, 2 * Machine.MaxFile);
    }

    [Fact]
    public async Task What_is_no_file_or_may_not_be_read_is_not_there()
    {
        using var machine = new MachineFolder();
        Directory.CreateDirectory(machine.PathOf("etc/machine-id"));
        File.CreateSymbolicLink(machine.PathOf("etc/os-release"), machine.PathOf("etc/os-release"));

        foreach (var detector in Detectors(machine.Machine))
            await detector.FoundAsync();
        Assert.Null(machine.Machine.Text("etc/machine-id"));
        Assert.Empty(machine.Machine.Lines("etc/os-release"));
    }

    private static IResourceDetector[] Detectors(Machine machine) =>
    [
        new HostDetector(machine), new OperatingSystemDetector(machine), new ContainerDetector(machine), new KubernetesDetector(machine),
        new AwsDetector(machine), new AzureDetector(machine), new GcpDetector(machine),
    ];
}
