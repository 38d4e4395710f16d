namespace Instrumentation.Resources.Detectors;

/// <summary>A detector that looks at this process and this machine, and asks nobody.</summary>
internal abstract class LocalDetector : IResourceDetector
{
    public ValueTask<Resource> DetectAsync(CancellationToken cancellationToken)
    {
        var found = new ResourceAttributes();
        Detect(found);
        return new(found.ToResource());
    }

    protected abstract void Detect(ResourceAttributes found);
}
