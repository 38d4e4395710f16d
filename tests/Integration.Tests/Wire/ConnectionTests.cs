using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>Connections that can't be made, go dead, or change while they are used.</summary>
public sealed class ConnectionTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestCertificates _certificates = new();
    private Receiver _receiver = null!;

    public static TheoryData<OtlpProtocol> Protocols { get; } = new() { OtlpProtocol.Grpc, OtlpProtocol.HttpProtobuf };

    public async Task InitializeAsync() => _receiver = await Receiver.StartAsync(_certificates, asksForCertificates: true);

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_receiver_that_is_away_is_found_when_it_is_back(OtlpProtocol protocol)
    {
        var settings = Plain(protocol);
        await using var destination = OtlpDestination.Create(settings);
        Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));

        await _receiver.KillAsync();
        var away = await SendAsync(destination, settings);
        var stillAway = await SendAsync(destination, settings);
        await _receiver.StartAgainAsync();

        Assert.Contains(away.Outcome, new[] { SendOutcome.TryAgain, SendOutcome.Unanswered });
        Assert.Equal(new SendResult(SendOutcome.TryAgain, "The receiver can't be reached: ConnectionRefused."), stillAway);
        Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_host_that_nobody_knows_is_tried_again(OtlpProtocol protocol)
    {
        var settings = OtlpSettings.Resolve(new() { Protocol = protocol, Endpoint = new("http://nobody.invalid:4318") }, Signal.Traces);
        await using var destination = OtlpDestination.Create(settings);

        var result = await SendAsync(destination, settings);

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.StartsWith("The receiver's host is not known", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_connection_that_goes_dead_is_given_up_for_another(OtlpProtocol protocol)
    {
        await using var tunnel = new Tunnel(protocol == OtlpProtocol.Grpc ? _receiver.Grpc : _receiver.Http);
        var settings = OtlpSettings.Resolve(new() { Protocol = protocol, Endpoint = tunnel.Address }, Signal.Traces);
        await using var destination = OtlpDestination.Create(settings);
        Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));

        tunnel.GoDead();
        var watch = Stopwatch.StartNew();
        var result = new SendResult(SendOutcome.TryAgain);
        while (result.Outcome != SendOutcome.Delivered && watch.Elapsed < Limit)
        {
            try
            {
                using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(4));
                result = await SendAsync(destination, settings, attempt.Token);
            }
            catch (OperationCanceledException)
            {
                // Nobody answers.
            }
        }

        Assert.Equal((SendOutcome.Delivered, 2), (result.Outcome, tunnel.Connections));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_receiver_that_is_frozen_gets_no_answer_out_of_it(OtlpProtocol protocol)
    {
        var settings = Plain(protocol);
        await using var destination = OtlpDestination.Create(settings);
        await _receiver.FreezeAsync();
        try
        {
            using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(destination, settings, attempt.Token).WaitAsync(Limit));
        }
        finally
        {
            await _receiver.ThawAsync();
        }

        Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Certificates_that_change_are_used_without_a_restart(OtlpProtocol protocol)
    {
        var told = new List<string>();
        var errors = Diagnostics.Faults.OpenChannel();
        errors.Begin(error => told.Add(error.Message), LogLevel.Info);
        try
        {
            var settings = Secure(protocol);
            var time = new LeapingTime();
            await using var destination = OtlpDestination.Create(settings, time);
            Assert.Equal("client", await ClientSeenAsync());

            _certificates.WriteClient("its successor");
            time.Leap();
            Assert.Equal("its successor", await ClientSeenAsync());

            await File.WriteAllTextAsync(_certificates.ClientKey, "no key");
            time.Leap();
            Assert.Equal("its successor", await ClientSeenAsync());
            await errors.FlushAsync();
            Assert.Equal(
                $"The certificates for {settings.Endpoint.Name} have changed and can't be used (CryptographicException); those before stay in use.",
                told.Single());

            File.Delete(_certificates.ClientCertificate);
            time.Leap();
            Assert.Equal("its successor", await ClientSeenAsync());

            _certificates.WriteClient("the third");
            time.Leap();
            Assert.Equal("the third", await ClientSeenAsync());

            async Task<string?> ClientSeenAsync()
            {
                Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));
                return _receiver.Requests[^1].Client;
            }
        }
        finally
        {
            await Diagnostics.Faults.CloseAsync(errors);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_proxy_carries_what_is_sent_with_tls(OtlpProtocol protocol)
    {
        await using var proxy = new Tunnel(receiver: null);
        var settings = Secure(protocol) with { Proxy = new UriBuilder(proxy.Address) { UserName = "me", Password = "secret%21" }.Uri };
        await using var destination = OtlpDestination.Create(settings);

        Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));

        var request = proxy.ProxyRequests.Last();
        Assert.StartsWith($"CONNECT {settings.Endpoint.Url.Authority} HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains($"Basic {Convert.ToBase64String("me:secret!"u8)}", request, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_handler_of_ones_own_is_used_and_disposed(OtlpProtocol protocol)
    {
        using var handler = new OwnHandler();
        var settings = OtlpSettings.Resolve(
            new()
            {
                Protocol = protocol,
                Endpoint = protocol == OtlpProtocol.Grpc ? _receiver.Grpc : _receiver.Http,
                HttpMessageHandlerFactory = () => handler,
            },
            Signal.Traces);
        await using (var destination = OtlpDestination.Create(settings))
        {
            Assert.Equal(SendResult.Delivered, await SendAsync(destination, settings));
            Assert.Equal((1, false), (handler.Requests, handler.IsDisposed));

            handler.Fault = new InvalidOperationException("the key is secret");
            var failed = new SendResult(SendOutcome.Unanswered, "Sending failed: System.InvalidOperationException.");
            Assert.Equal(failed, await SendAsync(destination, settings));
        }

        Assert.True(handler.IsDisposed);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_destination_that_was_disposed_sends_nothing(OtlpProtocol protocol)
    {
        var settings = Plain(protocol);
        var destination = OtlpDestination.Create(settings);
        await destination.DisposeAsync();
        await destination.DisposeAsync();

        Assert.Equal(SendOutcome.Unanswered, (await SendAsync(destination, settings)).Outcome);
        Assert.Empty(_receiver.Requests);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Many_are_sent_at_a_time(OtlpProtocol protocol)
    {
        var settings = Plain(protocol);
        await using var destination = OtlpDestination.Create(settings);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(destination, settings)));

        Assert.All(results, static result => Assert.Equal(SendResult.Delivered, result));
        Assert.Equal(50, _receiver.Spans.DistinctBy(static span => span.Id).Count());
    }

    private static async Task<SendResult> SendAsync(OtlpDestination destination, OtlpSettings settings, CancellationToken cancellation = default)
    {
        var parcel = Parcels.Spans(settings, out _);
        try
        {
            return await destination.SendAsync(parcel, cancellation);
        }
        finally
        {
            parcel.Release();
        }
    }

    private OtlpSettings Plain(OtlpProtocol protocol) => OtlpSettings.Resolve(
        new() { Protocol = protocol, Endpoint = protocol == OtlpProtocol.Grpc ? _receiver.Grpc : _receiver.Http }, Signal.Traces);

    private OtlpSettings Secure(OtlpProtocol protocol) => OtlpSettings.Resolve(
        new()
        {
            Protocol = protocol,
            Endpoint = protocol == OtlpProtocol.Grpc ? _receiver.GrpcTls : _receiver.HttpTls,
            CertificateFile = _certificates.Authority,
            ClientCertificateFile = _certificates.ClientCertificate,
            ClientKeyFile = _certificates.ClientKey,
        },
        Signal.Traces);

    /// <summary>The system's time, and what it is told to leap.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _leapt;

        public void Leap() => _leapt += TimestampFrequency;

        public override long GetTimestamp() => base.GetTimestamp() + _leapt;
    }

    private sealed class OwnHandler : DelegatingHandler
    {
        [SuppressMessage("Reliability", "CA2000", Justification = "It is disposed with this.")]
        public OwnHandler()
            : base(new SocketsHttpHandler())
        {
        }

        public int Requests { get; private set; }

        public bool IsDisposed { get; private set; }

        public Exception? Fault { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Fault is null ? base.SendAsync(request, cancellationToken) : throw Fault;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
