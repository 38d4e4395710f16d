using System.Runtime.InteropServices;

namespace Instrumentation.Resources.Detectors;

/// <summary><c>process.*</c>: this process and its runtime. Its arguments and variables are not told: they may hold secrets.</summary>
internal sealed class ProcessDetector : LocalDetector
{
    protected override void Detect(ResourceAttributes found) => found
        .Add(SemanticConventions.Process.Pid, Environment.ProcessId)
        .Add(SemanticConventions.Process.ExecutableName, DefaultResource.Executable)
        .Add(SemanticConventions.Process.ExecutablePath, Environment.ProcessPath)
        .Add(SemanticConventions.Process.Owner, Environment.UserName)
        .Add(SemanticConventions.Process.RuntimeName, ".NET")
        .Add(SemanticConventions.Process.RuntimeVersion, Environment.Version.ToString())
        .Add(SemanticConventions.Process.RuntimeDescription, RuntimeInformation.FrameworkDescription);
}
