using System.Runtime.InteropServices;

namespace Instrumentation.Resources.Detectors;

/// <summary><c>os.*</c>: the operating system. On Linux the distribution says what it is; its kernel's version is not that of the system.</summary>
internal sealed class OperatingSystemDetector(Machine machine) : LocalDetector
{
    private static readonly string[] ReleaseFiles = ["etc/os-release", "usr/lib/os-release"];

    private static readonly string? Type =
        OperatingSystem.IsWindows() ? SemanticConventions.Os.TypeValues.Windows
        : OperatingSystem.IsLinux() ? SemanticConventions.Os.TypeValues.Linux
        : OperatingSystem.IsMacOS() ? SemanticConventions.Os.TypeValues.Darwin
        : OperatingSystem.IsFreeBSD() ? SemanticConventions.Os.TypeValues.Freebsd
        : null;

    protected override void Detect(ResourceAttributes found)
    {
        var otherVersion = OperatingSystem.IsLinux() ? null : Environment.OSVersion.Version.ToString();
        var release = ReleaseFiles.Select(file => OsRelease.Parse(machine.Lines(file))).FirstOrDefault(static values => values.Count > 0) ?? [];
        found
            .Add(SemanticConventions.Os.Type, Type)
            .Add(SemanticConventions.Os.Name, release.GetValueOrDefault("NAME"))
            .Add(SemanticConventions.Os.Version, release.GetValueOrDefault("VERSION_ID") ?? otherVersion)
            .Add(SemanticConventions.Os.BuildId, release.GetValueOrDefault("BUILD_ID"))
            .Add(SemanticConventions.Os.Description, release.GetValueOrDefault("PRETTY_NAME") ?? RuntimeInformation.OSDescription);
    }
}
