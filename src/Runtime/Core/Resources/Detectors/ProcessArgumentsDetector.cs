namespace Instrumentation.Resources.Detectors;

/// <summary><c>process.command_args</c>: how the process was started.</summary>
internal sealed class ProcessArgumentsDetector : LocalDetector
{
    protected override void Detect(ResourceAttributes found) =>
        found.Add(SemanticConventions.Process.CommandArgs, Environment.GetCommandLineArgs());
}
