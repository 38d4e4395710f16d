namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>A detector that asks a cloud's own endpoint. Where none answers there is no such cloud, which is no error.</summary>
internal abstract class MetadataDetector : IResourceDetector
{
    // Less than what it is given, so that a cloud that is not there is not told of as a detector that hangs.
    private static readonly TimeSpan Limit = ResourceResolution.Limit * 0.75;

    public async ValueTask<Resource> DetectAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var client = new MetadataClient(limit.Token);
        var found = new ResourceAttributes();
        await DetectAsync(client, found).ConfigureAwait(false);
        return found.ToResource();
    }

    protected abstract Task DetectAsync(MetadataClient client, ResourceAttributes found);
}
