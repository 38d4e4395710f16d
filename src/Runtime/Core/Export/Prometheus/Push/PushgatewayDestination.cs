using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;
using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>A Pushgateway, which keeps what was pushed last under a key.</summary>
/// <param name="settings">Where it is, and the key.</param>
/// <param name="resource">Says the service's name, which is the job's where there is no other.</param>
internal sealed class PushgatewayDestination(PushgatewaySettings settings, ResourceResolution resource) : PrometheusDestination(settings, null)
{
    // A program that ends does not stay for a gateway that is away.
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(1);

    private Uri? _url;

    public override async ValueTask DisposeAsync()
    {
        if (settings.DeleteAtEnd)
            await DeleteAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override async ValueTask<SendResult> SendAsync(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(parcel.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return await AskAsync(client, settings.Method, content, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<SendResult> AskAsync(ReceiverClient client, HttpMethod method, HttpContent? content, CancellationToken cancellation)
    {
        using var request = NewRequest(method, content, await UrlAsync(cancellation).ConfigureAwait(false));
        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? SendResult.Delivered : await ReadFailureAsync(response, cancellation).ConfigureAwait(false);
    }

    private async Task DeleteAsync()
    {
        using var limit = new CancellationTokenSource(DeletionLimit);
        try
        {
            var result = await TryAsync(client => AskAsync(client, HttpMethod.Delete, null, limit.Token), limit.Token).ConfigureAwait(false);
            if (result.Outcome != SendOutcome.Delivered)
                Faults.Warn($"{Name} was not told to forget what was pushed to it, and keeps it: {result.Message}");
        }
        catch (OperationCanceledException)
        {
            Faults.Warn($"{Name} was not told to forget what was pushed to it, and keeps it: there was no answer in time.");
        }
    }

    private async ValueTask<Uri> UrlAsync(CancellationToken cancellation)
    {
        if (_url is null)
        {
            var job = settings.Job ?? ServiceLabels.Of(await resource.Resource.WaitAsync(cancellation).ConfigureAwait(false)).Job;
            var address = settings.Endpoint.Url;
            _url = ReceiverEndpoint.At(address, GroupingKey.PathOf(address.AbsolutePath, job, settings.Labels)).Url;
        }

        return _url;
    }
}
