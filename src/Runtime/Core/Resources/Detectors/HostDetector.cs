using System.Runtime.InteropServices;

namespace Instrumentation.Resources.Detectors;

/// <summary><c>host.*</c>: the machine, or what looks like one from inside a container.</summary>
internal sealed class HostDetector(Machine machine) : LocalDetector
{
    private static readonly string[] IdFiles = ["etc/machine-id", "var/lib/dbus/machine-id"];

    protected override void Detect(ResourceAttributes found) => found
        .Add(SemanticConventions.Host.Name, Environment.MachineName)
        .Add(SemanticConventions.Host.Arch, ArchitectureName(RuntimeInformation.OSArchitecture))
        .Add(SemanticConventions.Host.Id, ContainerId.IsInContainer(machine) ? null : IdFiles.Select(machine.Text).FirstOrDefault(IsId));

    /// <summary>The name that the conventions have for an architecture; null where they have none.</summary>
    internal static string? ArchitectureName(Architecture architecture) => architecture switch
    {
        Architecture.X64 => SemanticConventions.Host.ArchValues.Amd64,
        Architecture.X86 => SemanticConventions.Host.ArchValues.X86,
        Architecture.Arm64 => SemanticConventions.Host.ArchValues.Arm64,
        Architecture.Arm or Architecture.Armv6 => SemanticConventions.Host.ArchValues.Arm32,
        Architecture.S390x => SemanticConventions.Host.ArchValues.S390x,
        Architecture.Ppc64le => SemanticConventions.Host.ArchValues.Ppc64,
        _ => null,
    };

    // Until a machine has one, its file is empty or says so in words. That of a container's image is not the machine's.
    private static bool IsId(string? text) => text is not null && HexText.Is(text, length: 32);
}
