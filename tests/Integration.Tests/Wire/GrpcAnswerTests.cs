using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>What each answer over gRPC means to what was sent.</summary>
public sealed class GrpcAnswerTests(SharedReceiver shared) : IClassFixture<SharedReceiver>
{
    private static readonly IReadOnlyDictionary<string, string> Success = new Dictionary<string, string> { ["grpc-status"] = "0" };

    [Theory]
    [InlineData(1, "CANCELLED", SendOutcome.TryAgain)]
    [InlineData(2, "UNKNOWN", SendOutcome.Refused)]
    [InlineData(3, "INVALID_ARGUMENT", SendOutcome.Refused)]
    [InlineData(4, "DEADLINE_EXCEEDED", SendOutcome.TryAgain)]
    [InlineData(5, "NOT_FOUND", SendOutcome.Refused)]
    [InlineData(6, "ALREADY_EXISTS", SendOutcome.Refused)]
    [InlineData(7, "PERMISSION_DENIED", SendOutcome.Refused)]
    [InlineData(8, "RESOURCE_EXHAUSTED", SendOutcome.Refused)]
    [InlineData(9, "FAILED_PRECONDITION", SendOutcome.Refused)]
    [InlineData(10, "ABORTED", SendOutcome.TryAgain)]
    [InlineData(11, "OUT_OF_RANGE", SendOutcome.TryAgain)]
    [InlineData(12, "UNIMPLEMENTED", SendOutcome.Refused)]
    [InlineData(13, "INTERNAL", SendOutcome.Refused)]
    [InlineData(14, "UNAVAILABLE", SendOutcome.TryAgain)]
    [InlineData(15, "DATA_LOSS", SendOutcome.TryAgain)]
    [InlineData(16, "UNAUTHENTICATED", SendOutcome.Refused)]
    internal async Task A_status_means(int code, string name, SendOutcome outcome) =>
        Assert.Equal(new SendResult(outcome, $"gRPC {name}: no room: 100 % full"), await SendAsync(Fault.Grpc(code, "no\nroom: 100 % full")));

    [Theory]
    [InlineData(8, 1_500L, SendOutcome.TryAgain, 1_500)]
    [InlineData(8, 0L, SendOutcome.TryAgain, null)]
    [InlineData(8, -1_500L, SendOutcome.TryAgain, null)]
    [InlineData(14, 1_500L, SendOutcome.TryAgain, 1_500)]
    [InlineData(14, 1_000_000_000_000L, SendOutcome.TryAgain, 3_600_000)]
    [InlineData(10, 1_500L, SendOutcome.TryAgain, null)]
    [InlineData(13, 1_500L, SendOutcome.Refused, null)]
    internal async Task A_receiver_says_when_to_try_again(int code, long delay, SendOutcome outcome, int? milliseconds)
    {
        var result = await SendAsync(Fault.Grpc(code, "full", RpcStatusBytes.Of("full", TimeSpan.FromMilliseconds(delay))));

        Assert.Equal((outcome, milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null), (result.Outcome, result.RetryAfter));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("!!!!")]
    [InlineData("////")]
    public async Task Details_that_are_none_say_nothing(string details)
    {
        var trailers = new Dictionary<string, string> { ["grpc-status"] = "8", ["grpc-status-details-bin"] = details };

        var result = await SendAsync(Raw(new() { Trailers = trailers }));

        Assert.Equal(new SendResult(SendOutcome.Refused, "gRPC RESOURCE_EXHAUSTED"), result);
    }

    [Fact]
    public async Task Details_are_read_without_padding_and_from_an_answer_that_is_headers_alone()
    {
        var details = Convert.ToBase64String(RpcStatusBytes.Of("wait", TimeSpan.FromSeconds(2))).TrimEnd('=');
        var expected = new SendResult(SendOutcome.TryAgain, "gRPC RESOURCE_EXHAUSTED: wait", TimeSpan.FromSeconds(2));
        var status = new Dictionary<string, string> { ["grpc-status"] = "8", ["grpc-status-details-bin"] = details };

        Assert.Equal(expected, await SendAsync(Raw(new() { Trailers = status })));
        Assert.Equal(expected, await SendAsync(Raw(new() { Headers = status })));
    }

    [Theory]
    [InlineData(400, SendOutcome.Refused)]
    [InlineData(401, SendOutcome.Refused)]
    [InlineData(404, SendOutcome.Refused)]
    [InlineData(429, SendOutcome.TryAgain)]
    [InlineData(500, SendOutcome.Refused)]
    [InlineData(502, SendOutcome.TryAgain)]
    [InlineData(503, SendOutcome.TryAgain)]
    [InlineData(504, SendOutcome.TryAgain)]
    internal async Task A_status_of_a_proxy_means(int status, SendOutcome outcome) =>
        Assert.Equal(new SendResult(outcome, $"HTTP {status}"), await SendAsync(Raw(new() { Status = status })));

    [Fact]
    public async Task A_redirect_is_refused()
    {
        var headers = new Dictionary<string, string> { ["location"] = shared.Receiver.Http.ToString() };

        var result = await SendAsync(Raw(new() { Status = 307, Headers = headers }));

        Assert.Equal(SendOutcome.Refused, result.Outcome);
    }

    [Fact]
    public async Task A_part_that_is_rejected_is_counted()
    {
        Assert.Equal(new SendResult(SendOutcome.Delivered, "too old", Rejected: 3), await SendAsync(Fault.Partially(3, "too old")));
        Assert.Equal(new SendResult(SendOutcome.Delivered, "soon too old"), await SendAsync(Fault.Partially(0, "soon too old")));
        Assert.Equal(SendResult.Delivered, await SendAsync(Fault.Partially(0, "")));
        Assert.Equal(SendResult.Delivered, await SendAsync(new Fault { Delay = 300 }));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("AAAAAA8=")]
    [InlineData("AQAAAAA=")]
    [InlineData("AAAAAAH/")]
    public async Task What_was_taken_stays_taken_whatever_is_answered(string body) =>
        Assert.Equal(
            new SendResult(SendOutcome.Delivered, "It was taken with an answer that is none of OTLP."),
            await SendAsync(Raw(new() { Body = body, Trailers = Success })));

    [Fact]
    public async Task An_answer_without_a_status_is_none()
    {
        var refused = new SendResult(SendOutcome.Refused, "The answer is none of gRPC.");

        Assert.Equal(refused, await SendAsync(Raw(new())));
        var page = new RawAnswer { Headers = new Dictionary<string, string> { ["content-type"] = "text/html" }, Length = 1_000 };
        Assert.Equal(refused, await SendAsync(Raw(page)));
        Assert.Equal(refused, await SendAsync(Raw(new() { Trailers = new Dictionary<string, string> { ["grpc-status"] = "-1" } })));
    }

    [Fact]
    public async Task An_answer_of_any_size_is_read_to_the_limit() =>
        Assert.Equal(
            new SendResult(SendOutcome.Refused, "The answer is larger than 4 MiB."),
            await SendAsync(Raw(new() { Length = 64 << 20, Trailers = Success })));

    [Fact]
    public async Task A_connection_that_breaks_leaves_it_open_whether_it_arrived()
    {
        foreach (var fault in new[] { new Fault { End = "reset" }, Raw(new()) with { End = "truncate" } })
        {
            var result = await SendAsync(fault);

            Assert.Equal(SendOutcome.Unanswered, result.Outcome);
            Assert.StartsWith("The connection broke before the answer was there", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_attempt_ends_when_it_is_cancelled()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => shared.SendAsync(Settings(), new Fault { End = "hang" }, limit.Token).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_call_is_one_of_grpc()
    {
        var settings = Settings() with { Compression = OtlpCompression.Gzip, Timeout = TimeSpan.FromSeconds(2.5) };
        var before = shared.Receiver.Requests.Count;

        await shared.SendAsync(settings, Raw(new() { Trailers = Success }));

        var request = shared.Receiver.Requests[before];
        string[] names = [":method", ":path", "content-type", "te", "grpc-encoding", "grpc-timeout"];
        Assert.Equal(
            ["POST", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "application/grpc", "trailers", "gzip", "2500m"],
            names.Select(name => request.Headers[name]));
    }

    [Fact]
    public async Task A_receiver_that_speaks_no_http2_is_told_of()
    {
        var settings = OtlpSettings.Resolve(new() { Protocol = OtlpProtocol.Grpc, Endpoint = shared.Receiver.Http }, Signal.Traces);
        await using var destination = OtlpDestination.Create(settings);

        var result = await destination.SendAsync(Parcels.Spans(settings, out _), CancellationToken.None);

        Assert.Equal(SendOutcome.Unanswered, result.Outcome);
        Assert.EndsWith(": HTTP/2 error 1, as of one who does not speak it.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_refused_here()
    {
        await using var destination = new OtlpGrpcDestination(Settings());

        var result = await destination.SendAsync(Parcels.Spans(Settings() with { Protocol = OtlpProtocol.HttpJson }, out _), CancellationToken.None);

        Assert.Equal(new SendResult(SendOutcome.Refused, "It is written in JSON, which gRPC does not carry."), result);
    }

    private static Fault Raw(RawAnswer answer) => new() { Raw = answer };

    private OtlpSettings Settings() => OtlpSettings.Resolve(new() { Protocol = OtlpProtocol.Grpc, Endpoint = shared.Receiver.Grpc }, Signal.Traces);

    private async Task<SendResult> SendAsync(Fault fault) => (await shared.SendAsync(Settings(), fault).WaitAsync(TimeSpan.FromSeconds(60))).Result;
}
