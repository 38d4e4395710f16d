using System.Reflection;
using System.Runtime.InteropServices;
using Instrumentation.Resources.Detectors;

namespace Instrumentation.Runtime.Tests.Resources;

/// <summary>What detectors find in the files and variables of a machine.</summary>
public sealed class LocalDetectorTests
{
    private const string MachineId = "3d1219c7c4c5404aaa1f6d2a48adfda4";
    private const string InPod = "KUBERNETES_SERVICE_HOST=10.96.0.1 ";
    private const string NamespaceFile = "var/run/secrets/kubernetes.io/serviceaccount/namespace";

    [Theory]
    [InlineData("etc/machine-id", MachineId + "\n", MachineId)]
    [InlineData("var/lib/dbus/machine-id", MachineId, MachineId)]
    [InlineData("etc/machine-id", "uninitialized\n", null)]
    [InlineData("etc/machine-id", "", null)]
    [InlineData("etc/machine-id", MachineId + MachineId, null)]
    [InlineData("etc/machine-id", "3D1219C7C4C5404AAA1F6D2A48ADFDA4", null)]
    [InlineData("etc/hostname", MachineId, null)]
    public async Task A_hosts_id_is_that_of_its_file(string file, string text, string? id)
    {
        using var machine = new MachineFolder();
        var found = (await new HostDetector(machine.Write(file, text).Machine).DetectAsync(default)).Attributes;

        Assert.Equal(id, found.ValueOf("host.id"));
        Assert.Equal(Environment.MachineName, found.ValueOf("host.name"));
    }

    [Fact]
    public async Task An_empty_file_is_passed_over_for_the_next()
    {
        using var machine = new MachineFolder();
        machine.Write("etc/machine-id", "").Write("var/lib/dbus/machine-id", MachineId);

        Assert.Contains($"host.id={MachineId}", await new HostDetector(machine.Machine).FoundAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Architecture.X64, "amd64")]
    [InlineData(Architecture.X86, "x86")]
    [InlineData(Architecture.Arm64, "arm64")]
    [InlineData(Architecture.Arm, "arm32")]
    [InlineData(Architecture.Armv6, "arm32")]
    [InlineData(Architecture.S390x, "s390x")]
    [InlineData(Architecture.Ppc64le, "ppc64")]
    [InlineData(Architecture.Wasm, null)]
    public void Architectures_have_the_conventions_names(Architecture architecture, string? name) =>
        Assert.Equal(name, HostDetector.ArchitectureName(architecture));

    [Theory]
    [InlineData("NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "Debian GNU/Linux", "12", null, "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("# Alpine\nNAME='Alpine Linux'\nVERSION_ID=3.19.1\nPRETTY_NAME='Alpine Linux v3.19'\n", "Alpine Linux", "3.19.1", null, "Alpine Linux v3.19")]
    [InlineData("NAME=\"Arch Linux\"\r\nPRETTY_NAME=\"Arch Linux\"\r\nBUILD_ID=rolling\r\n", "Arch Linux", null, "rolling", "Arch Linux")]
    [InlineData("NAME=\"a \\\"b\\\" \\$c \\\\d\"\nPRETTY_NAME=x\nVERSION_ID=\nNAMES=y", "a \"b\" $c \\d", null, null, "x")]
    [InlineData("NAME=one\nNAME=two\nNAME\n=three\nPRETTY_NAME=\"", "two", null, null, "\"")]
    [InlineData("NAME=größe\nPRETTY_NAME=日本", "größe", null, null, "日本")]
    public async Task The_distribution_says_what_it_is(string text, string? name, string? version, string? build, string? description)
    {
        using var machine = new MachineFolder();
        var found = (await new OperatingSystemDetector(machine.Write("etc/os-release", text).Machine).DetectAsync(default)).Attributes;

        string[] keys = ["os.name", "os.version", "os.build_id", "os.description"];
        Assert.Equal([name, version, build, description], keys.Select(found.ValueOf));
        Assert.Equal("linux", found.ValueOf("os.type"));
    }

    [Fact]
    public async Task Without_a_distribution_the_platform_describes_the_system()
    {
        using var machine = new MachineFolder();

        Assert.Equal($"os.description={RuntimeInformation.OSDescription} os.type=linux", await new OperatingSystemDetector(machine.Machine).FoundAsync());
    }

    [Fact]
    public async Task A_process_tells_what_it_is_and_not_how_it_was_started()
    {
        var found = (await new ProcessDetector().DetectAsync(default)).Attributes;

        Assert.Equal((long)Environment.ProcessId, found.ValueOf("process.pid"));
        Assert.Equal(Environment.ProcessPath, found.ValueOf("process.executable.path"));
        Assert.Equal(Path.GetFileName(Environment.ProcessPath), found.ValueOf("process.executable.name"));
        Assert.Equal(Environment.UserName, found.ValueOf("process.owner"));
        Assert.Equal(".NET", found.ValueOf("process.runtime.name"));
        Assert.Equal(Environment.Version.ToString(), found.ValueOf("process.runtime.version"));
        Assert.Equal(RuntimeInformation.FrameworkDescription, found.ValueOf("process.runtime.description"));
        Assert.DoesNotContain(found, static attribute => attribute.Key.StartsWith("process.command", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_tells_its_arguments_when_it_is_asked_to()
    {
        using var machine = new MachineFolder();

        var unasked = await machine.Machine.ResolveAsync();
        var asked = await machine.Machine.ResolveAsync(static r => r.AddProcessArguments());

        Assert.Null(unasked.Attributes.ValueOf("process.command_args"));
        Assert.Equal(Environment.GetCommandLineArgs(), asked.Attributes.ValueOf("process.command_args"));
    }

    [Theory]
    [InlineData("POD_NAME=web-0 HOSTNAME=web-0", "", "")]
    [InlineData(InPod + "HOSTNAME=web-0", "", "k8s.pod.name=web-0")]
    [InlineData(InPod + "HOSTNAME=node-1 POD_NAME=web-0", "", "k8s.pod.name=web-0")]
    [InlineData(InPod + "POD_NAMESPACE=shop", "market\n", "k8s.namespace.name=shop")]
    [InlineData(InPod, "market\n", "k8s.namespace.name=market")]
    [InlineData(InPod, "a\nb", "")]
    [InlineData(InPod, "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd", "")]
    [InlineData(
        InPod + "K8S_POD_NAME=web-0 K8S_POD_UID=u K8S_POD_IP=10.0.0.7 K8S_NAMESPACE=shop K8S_NODE_NAME=node-1 K8S_CONTAINER_NAME=web K8S_CLUSTER_NAME=prod",
        "",
        "k8s.cluster.name=prod k8s.container.name=web k8s.namespace.name=shop k8s.node.name=node-1 k8s.pod.ip=10.0.0.7 k8s.pod.name=web-0 k8s.pod.uid=u")]
    public async Task A_pod_is_known_by_its_variables_and_its_namespaces_file(string variables, string file, string expected)
    {
        using var machine = new MachineFolder();
        machine.SetAll(variables).Write(NamespaceFile, file);

        Assert.Equal(expected, await new KubernetesDetector(machine.Machine).FoundAsync());
    }

    [Theory]
    [InlineData("", "web", Captures.PodUid)]
    [InlineData("POD_UID=u CONTAINER_NAME=c", "c", "u")]
    public async Task A_pod_is_known_by_what_is_mounted_into_it(string variables, string container, string uid)
    {
        using var machine = new MachineFolder();
        machine.SetAll(InPod + variables).Write("proc/self/mountinfo", Captures.PodMounts);

        Assert.Equal($"k8s.container.name={container} k8s.pod.uid={uid}", await new KubernetesDetector(machine.Machine).FoundAsync());
    }

    [Fact]
    public async Task Without_being_told_a_service_has_a_name_the_programs_version_and_an_id_of_its_own()
    {
        using var machine = new MachineFolder();
        var found = await machine.Machine.ResolveAsync();
        var again = await machine.Machine.ResolveAsync();

        Assert.Equal($"unknown_service:{Path.GetFileName(Environment.ProcessPath)}", found.Attributes.ValueOf("service.name"));
        Assert.Equal(
            Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            found.Attributes.ValueOf("service.version"));
        var instance = Assert.IsType<string>(found.Attributes.ValueOf("service.instance.id"));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", instance);
        Assert.Equal(instance, again.Attributes.ValueOf("service.instance.id"));
    }

    [Fact]
    public async Task The_SDK_names_itself_and_not_OpenTelemetrys_own()
    {
        using var machine = new MachineFolder();
        var found = (await machine.Machine.ResolveAsync()).Attributes;

        Assert.Equal("instrumentation", found.ValueOf("telemetry.sdk.name"));
        Assert.Equal("dotnet", found.ValueOf("telemetry.sdk.language"));
        Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?$", Assert.IsType<string>(found.ValueOf("telemetry.sdk.version")));
    }
}
