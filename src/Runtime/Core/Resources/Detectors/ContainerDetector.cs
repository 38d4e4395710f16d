namespace Instrumentation.Resources.Detectors;

/// <summary><c>container.id</c>: the container that the process runs in, if it can be told from inside.</summary>
internal sealed class ContainerDetector(Machine machine) : LocalDetector
{
    protected override void Detect(ResourceAttributes found) => found.Add(SemanticConventions.Container.Id, ContainerId.Find(machine));
}
