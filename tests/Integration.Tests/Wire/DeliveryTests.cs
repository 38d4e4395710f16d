using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>Each protocol over each kind of connection, to a receiver that others wrote.</summary>
public sealed class DeliveryTests(TlsReceivers receivers) : IClassFixture<TlsReceivers>
{
    public static TheoryData<OtlpProtocol, bool> Ways { get; } = new()
    {
        { OtlpProtocol.Grpc, false },
        { OtlpProtocol.Grpc, true },
        { OtlpProtocol.HttpProtobuf, false },
        { OtlpProtocol.HttpProtobuf, true },
        { OtlpProtocol.HttpJson, false },
        { OtlpProtocol.HttpJson, true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Arrives_over_a_plain_connection(OtlpProtocol protocol, bool isGzip)
    {
        var request = await SendAsync(Options(protocol, isGzip, receivers.Open.Grpc, receivers.Open.Http), receivers.Open);

        Assert.Equal(protocol == OtlpProtocol.Grpc ? ("grpc", "2") : ("http", "1.1"), (request.Transport, request.Version));
        Assert.True(request.Taken);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Arrives_over_a_socket_of_the_machine(OtlpProtocol protocol, bool isGzip)
    {
        var request = await SendAsync(Options(protocol, isGzip, receivers.Open.GrpcSocket, receivers.Open.HttpSocket), receivers.Open);

        Assert.True(request.Taken);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Arrives_over_tls_from_a_client_with_a_certificate(OtlpProtocol protocol, bool isGzip)
    {
        var options = Options(protocol, isGzip, receivers.Closed.GrpcTls, receivers.Closed.HttpTls);
        options.CertificateFile = receivers.Certificates.Authority;
        options.ClientCertificateFile = receivers.Certificates.ClientCertificate;
        options.ClientKeyFile = receivers.Certificates.ClientKey;

        var request = await SendAsync(options, receivers.Closed);

        Assert.Equal(("2", "client"), (request.Version.Split('.')[0], request.Client));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Arrives_over_tls(OtlpProtocol protocol, bool isGzip)
    {
        var options = Options(protocol, isGzip, receivers.Open.GrpcTls, receivers.Open.HttpTls);
        options.CertificateFile = receivers.Certificates.Authority;

        var request = await SendAsync(options, receivers.Open);

        Assert.Equal(("2", null), (request.Version.Split('.')[0], request.Client));
    }

    [Fact]
    public async Task What_is_signed_by_nobody_whom_it_trusts_is_not_talked_to()
    {
        foreach (var protocol in new[] { OtlpProtocol.Grpc, OtlpProtocol.HttpProtobuf })
        {
            var settings = OtlpSettings.Resolve(Options(protocol, isGzip: false, receivers.Closed.GrpcTls, receivers.Closed.HttpTls), Signal.Traces);
            await using var destination = OtlpDestination.Create(settings);

            var result = await destination.SendAsync(Parcels.Spans(settings, out var ids), CancellationToken.None);

            Assert.Equal(SendOutcome.TryAgain, result.Outcome);
            Assert.StartsWith("There is no TLS with the receiver", result.Message, StringComparison.Ordinal);
            Assert.Empty(receivers.Closed.RequestsWith(ids));
        }
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_not_talked_to()
    {
        foreach (var protocol in new[] { OtlpProtocol.Grpc, OtlpProtocol.HttpProtobuf })
        {
            var options = Options(protocol, isGzip: false, receivers.Closed.GrpcTls, receivers.Closed.HttpTls);
            options.CertificateFile = receivers.Certificates.Authority;
            var settings = OtlpSettings.Resolve(options, Signal.Traces);
            await using var destination = OtlpDestination.Create(settings);

            var result = await destination.SendAsync(Parcels.Spans(settings, out var ids), CancellationToken.None);

            Assert.Contains(result.Outcome, new[] { SendOutcome.TryAgain, SendOutcome.Unanswered });
            Assert.Empty(receivers.Closed.RequestsWith(ids));
        }
    }

    [Theory]
    [InlineData(OtlpProtocol.Grpc)]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    public async Task Metrics_have_an_address_of_their_own(OtlpProtocol protocol)
    {
        var settings = OtlpSettings.Resolve(Options(protocol, isGzip: false, receivers.Open.Grpc, receivers.Open.Http), Signal.Metrics);
        await using var destination = OtlpDestination.Create(settings);

        Assert.Equal(SendResult.Delivered, await destination.SendAsync(Parcels.Point(settings, $"queue {protocol}", 4.5), CancellationToken.None));

        var request = receivers.Open.Requests.Single(request => request.Points.Any(point => point.Name == $"queue {protocol}"));
        Assert.Equal(4.5, request.Points.Single().Value);
        Assert.Equal(protocol == OtlpProtocol.Grpc ? "opentelemetry.proto.collector.metrics.v1.MetricsService" : "/v1/metrics", request.Path);
    }

    private static OtlpExporterOptions Options(OtlpProtocol protocol, bool isGzip, Uri grpc, Uri http) => new()
    {
        Protocol = protocol,
        Endpoint = protocol == OtlpProtocol.Grpc ? grpc : http,
        Compression = isGzip ? OtlpCompression.Gzip : OtlpCompression.None,
        Headers = { ["X-Tenant"] = "shop, north" },
    };

    // Twice, the second time over the connection that there is.
    private static async Task<Received> SendAsync(OtlpExporterOptions options, Receiver receiver)
    {
        var settings = OtlpSettings.Resolve(options, Signal.Traces);
        await using var destination = OtlpDestination.Create(settings);
        var first = Parcels.Spans(settings, out var ids, count: 1_000);
        var second = Parcels.Spans(settings, out var more);

        Assert.Equal(SendResult.Delivered, await destination.SendAsync(first, CancellationToken.None));
        Assert.Equal(SendResult.Delivered, await destination.SendAsync(second, CancellationToken.None));

        var requests = receiver.RequestsWith([.. ids, .. more]);
        var spans = requests.SelectMany(static request => request.Spans);
        Assert.Equal(ids.Concat(more), spans.Select(static span => span.Id));
        Assert.All(spans, static span => Assert.Equal((span.Id + span.Id, $"span {span.Id}"), (span.TraceId, span.Name)));
        var request = requests[0];
        Assert.Equal("shop, north", request.Headers["x-tenant"]);
        Assert.StartsWith("OTel-OTLP-Exporter-DotNet/", request.Headers["user-agent"], StringComparison.Ordinal);
        if (request.Transport == "http")
        {
            Assert.Equal("/v1/traces", request.Path);
            Assert.Equal(options.Protocol == OtlpProtocol.HttpJson ? "application/json" : "application/x-protobuf", request.Headers["content-type"]);
            Assert.Equal(options.Compression == OtlpCompression.Gzip ? "gzip" : null, request.Headers.GetValueOrDefault("content-encoding"));
            Assert.Equal(first.Length, request.Length);
        }
        else
        {
            Assert.InRange(request.Timeout, 1, 10_000);
        }

        return request;
    }
}
