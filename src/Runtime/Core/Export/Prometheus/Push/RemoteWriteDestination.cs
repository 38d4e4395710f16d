using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Instrumentation.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// A receiver of Prometheus remote-write. Once it has said that it does not know the second version it is sent the first alone, to which what waits is
/// turned. Specification: Prometheus Remote-Write 2.0, Response.
/// </summary>
/// <param name="settings">Where it is, and how it is spoken to.</param>
/// <param name="time">The clock; null for the system's.</param>
internal sealed class RemoteWriteDestination(RemoteWriteSettings settings, TimeProvider? time = null) : PrometheusDestination(settings, time)
{
    private const string V1 = MediaTypes.Protobuf;

    // As the specification has it, without the space that the platform's parser would put in.
    private const string V2 = $"{MediaTypes.Protobuf};proto=io.prometheus.write.v2.Request";

    private volatile bool _isV1 = settings.Version == PrometheusRemoteWriteVersion.V1;

    /// <summary>Whether requests are to be of the first version from now on.</summary>
    public bool IsV1 => _isV1;

    protected override async ValueTask<SendResult> SendAsync(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        if (parcel.Kind.Format == ParcelFormat.RemoteWrite1)
            return await SendV1Async(client, parcel, cancellation).ConfigureAwait(false);
        if (!_isV1 && await SendV2Async(client, parcel, cancellation).ConfigureAwait(false) is { } result)
            return result;

        if (!_isV1)
            Faults.Inform($"{Name} does not take remote-write 2.0, and is sent 1.0 from now on.");
        _isV1 = true;
        var turned = Downgrade.ToV1(parcel);
        try
        {
            return await SendV1Async(client, turned, cancellation).ConfigureAwait(false);
        }
        finally
        {
            turned.Release();
        }
    }

    private async ValueTask<SendResult> SendV1Async(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        using var request = NewRequest(parcel, V1, "0.1.0");
        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? SendResult.Delivered : await ReadFailureAsync(response, cancellation).ConfigureAwait(false);
    }

    /// <returns>Null where the receiver does not know this version.</returns>
    private async ValueTask<SendResult?> SendV2Async(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        using var request = NewRequest(parcel, V2, "2.0.0");
        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        var written = Written(response.Headers);

        // One that knows the first version alone may have found nothing in the request, and not have said so.
        if (response.StatusCode == HttpStatusCode.UnsupportedMediaType || (response.IsSuccessStatusCode && written is null))
            return null;

        var missing = Math.Max(0, parcel.Items - (written ?? 0));
        if (response.IsSuccessStatusCode)
            return new(SendOutcome.Delivered, Rejected: missing);

        var failure = await ReadFailureAsync(response, cancellation).ConfigureAwait(false);
        return failure.Outcome == SendOutcome.Refused && written > 0 ? new(SendOutcome.Delivered, failure.Message, Rejected: missing) : failure;
    }

    private HttpRequestMessage NewRequest(Parcel parcel, string type, string version)
    {
        var content = new ReadOnlyMemoryContent(parcel.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        content.Headers.ContentEncoding.Add("snappy");
        var request = NewRequest(HttpMethod.Post, content);
        request.Headers.TryAddWithoutValidation("X-Prometheus-Remote-Write-Version", version);
        return request;
    }

    /// <summary>How many samples were written, those that are histograms included; null where nothing is said of it.</summary>
    private static long? Written(HttpResponseHeaders headers)
    {
        long? written = null;
        foreach (var kind in new[] { "Samples", "Histograms", "Exemplars" })
        {
            if (headers.NonValidated.TryGetValues($"X-Prometheus-Remote-Write-{kind}-Written", out var values)
                && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                written = (written ?? 0) + (kind == "Exemplars" ? 0 : count);
            }
        }

        return written;
    }
}
