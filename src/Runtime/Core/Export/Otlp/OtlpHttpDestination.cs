using System.Net;
using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>A receiver of OTLP over HTTP, in protobuf or JSON.</summary>
/// <param name="settings">Where it is, and how it is spoken to.</param>
/// <param name="time">The clock; by default the system's.</param>
internal sealed class OtlpHttpDestination(OtlpSettings settings, TimeProvider? time = null) : OtlpDestination(settings, time)
{
    // Without TLS nothing says that the other side speaks HTTP/2.
    private readonly Version _version = settings.Endpoint.IsTls ? HttpVersion.Version20 : HttpVersion.Version11;

    protected override async ValueTask<SendResult> SendAsync(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(parcel.Body);
        content.Headers.ContentType = new(parcel.Kind.Format == ParcelFormat.OtlpJson ? MediaTypes.Json : MediaTypes.Protobuf);
        if (parcel.Kind.IsGzip)
            content.Headers.ContentEncoding.Add("gzip");
        using var request = NewRequest(HttpMethod.Post, content);
        request.Version = _version;
        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? await ReadSuccessAsync(response.Content, parcel, cancellation).ConfigureAwait(false)
            : await ReadFailureAsync(response, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<SendResult> ReadSuccessAsync(HttpContent content, Parcel parcel, CancellationToken cancellation)
    {
        try
        {
            return await AnswerBody.ReadAsync(content, cancellation).ConfigureAwait(false) is { } body
                ? PartialSuccess.Explain(body.Span, content.Headers.ContentType?.MediaType, parcel.Items, Text)
                : new(SendOutcome.Refused, AnswerBody.TooLarge);
        }
        catch (InvalidDataException)
        {
            return PartialSuccess.Unreadable;
        }
    }
}
