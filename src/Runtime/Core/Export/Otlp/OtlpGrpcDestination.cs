using System.Buffers;
using System.Globalization;
using System.Net;
using Instrumentation.Configuration;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;

namespace Instrumentation.Export.Otlp;

/// <summary>A receiver of OTLP over gRPC: unary calls, over HTTP/2 without asking whether it is spoken.</summary>
/// <param name="settings">Where it is, and how it is spoken to.</param>
/// <param name="time">The clock; by default the system's.</param>
internal sealed class OtlpGrpcDestination(OtlpSettings settings, TimeProvider? time = null) : OtlpDestination(settings, time)
{
    // A number of at most eight digits, and a unit.
    private readonly string _timeout = settings.Timeout.TotalMilliseconds < 100_000_000
        ? Math.Ceiling(settings.Timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "m"
        : Math.Ceiling(settings.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "S";

    protected override async ValueTask<SendResult> SendAsync(ReceiverClient client, Parcel parcel, CancellationToken cancellation)
    {
        if (parcel.Kind.Format != ParcelFormat.OtlpProtobuf)
            return new(SendOutcome.Refused, "It is written in JSON, which gRPC does not carry.");

        var length = GrpcFrame.PrefixLength + parcel.Length;
        var frame = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            GrpcFrame.Write(frame, parcel.Body.Span, parcel.Kind.IsGzip);
            return await CallAsync(client, frame.AsMemory(0, length), parcel, cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private async ValueTask<SendResult> CallAsync(ReceiverClient client, ReadOnlyMemory<byte> frame, Parcel parcel, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(frame);
        content.Headers.ContentType = new(MediaTypes.Grpc);
        using var request = NewRequest(HttpMethod.Post, content);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-timeout", _timeout);
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        if (parcel.Kind.IsGzip)
            request.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");

        using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            return await ReadFailureAsync(response, cancellation).ConfigureAwait(false);
        if (await AnswerBody.ReadAsync(response.Content, cancellation).ConfigureAwait(false) is not { } body)
            return new(SendOutcome.Refused, AnswerBody.TooLarge);

        // A call that fails before it has an answer may have no trailers: what they say stands in the headers then.
        var status = GrpcStatus.Read(response.TrailingHeaders) ?? GrpcStatus.Read(response.Headers);
        return status switch
        {
            null => new(SendOutcome.Refused, "The answer is none of gRPC."),
            { Code: 0 } => GrpcFrame.Read(body.Span, out var message)
                ? PartialSuccess.Explain(message, MediaTypes.Protobuf, parcel.Items, Text)
                : PartialSuccess.Unreadable,
            { } failed => failed.Explain(Text),
        };
    }
}
