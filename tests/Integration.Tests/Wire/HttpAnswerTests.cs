using System.Globalization;
using System.IO.Compression;
using System.Text;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>What each answer over HTTP means to what was sent.</summary>
public sealed class HttpAnswerTests(SharedReceiver shared) : IClassFixture<SharedReceiver>
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    public static TheoryData<OtlpProtocol> Protocols { get; } = new() { OtlpProtocol.HttpProtobuf, OtlpProtocol.HttpJson };

    [Theory]
    [InlineData(400, SendOutcome.Refused)]
    [InlineData(401, SendOutcome.Refused)]
    [InlineData(404, SendOutcome.Refused)]
    [InlineData(408, SendOutcome.Refused)]
    [InlineData(413, SendOutcome.Refused)]
    [InlineData(429, SendOutcome.TryAgain)]
    [InlineData(500, SendOutcome.Refused)]
    [InlineData(501, SendOutcome.Refused)]
    [InlineData(502, SendOutcome.TryAgain)]
    [InlineData(503, SendOutcome.TryAgain)]
    [InlineData(504, SendOutcome.TryAgain)]
    [InlineData(505, SendOutcome.Refused)]
    internal async Task A_status_means(int status, SendOutcome outcome) =>
        Assert.Equal(new SendResult(outcome, $"HTTP {status}"), await SendAsync(OtlpProtocol.HttpProtobuf, Fault.Http(status)));

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, " 7 ", 7)]
    [InlineData(503, "0", 0)]
    [InlineData(503, "Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    [InlineData(503, "Wednesday, 21-Oct-15 07:28:00 GMT", 0)]
    [InlineData(503, "Fri, 31 Dec 9999 23:59:59 GMT", 3_600)]
    [InlineData(429, "3601", 3_600)]
    [InlineData(429, "99999999999999999999999", 3_600)]
    [InlineData(503, "-7", null)]
    [InlineData(503, "soon", null)]
    [InlineData(502, "7", null)]
    [InlineData(504, "7", null)]
    public async Task A_receiver_asks_to_be_left_alone(int status, string retryAfter, int? seconds)
    {
        var result = await SendAsync(OtlpProtocol.HttpProtobuf, Fault.Http(status, retryAfter));

        Assert.Equal(
            new SendResult(SendOutcome.TryAgain, $"HTTP {status}", seconds is { } delay ? TimeSpan.FromSeconds(delay) : null), result);
    }

    [Fact]
    public async Task A_receiver_asks_to_be_left_alone_until_then()
    {
        var then = DateTimeOffset.UtcNow.AddMinutes(30).ToString("r", CultureInfo.InvariantCulture);

        var result = await SendAsync(OtlpProtocol.HttpProtobuf, Fault.Http(503, then));

        Assert.InRange(result.RetryAfter!.Value, TimeSpan.FromMinutes(28), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_receivers_words()
    {
        var lines = "no\nroom " + new string('x', 300);
        foreach (var fault in new[]
        {
            Fault.Answer(400, Protobuf, RpcStatusBytes.Of(lines)),
            Fault.Answer(400, Json, Encoding.UTF8.GetBytes($$"""{"code":3,"message":"no\nroom {{lines[8..]}}"}""")),
        })
        {
            var result = await SendAsync(OtlpProtocol.HttpProtobuf, fault);

            Assert.Equal(new SendResult(SendOutcome.Refused, $"HTTP 400: no room {new string('x', 191)}…"), result);
        }
    }

    [Theory]
    [InlineData(Protobuf, "AAAA")]
    [InlineData(Json, "{\"message\":7}")]
    [InlineData(Json, "[")]
    [InlineData("text/html", "<html>")]
    public async Task A_refusal_that_says_nothing_readable_is_a_refusal(string mediaType, string body) =>
        Assert.Equal(
            new SendResult(SendOutcome.Refused, "HTTP 400"),
            await SendAsync(OtlpProtocol.HttpProtobuf, Fault.Answer(400, mediaType, Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused(int status)
    {
        var elsewhere = new Uri(shared.Receiver.Http, "/v1/traces?elsewhere").ToString();
        var fault = Fault.Http(status) with { Headers = new Dictionary<string, string> { ["location"] = elsewhere } };

        var (result, requests) = await shared.SendAsync(Settings(OtlpProtocol.HttpProtobuf), fault);

        Assert.Equal(new SendResult(SendOutcome.Refused, $"HTTP {status}: the receiver redirects to elsewhere, which is not followed."), result);
        Assert.Single(requests);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_part_that_is_rejected_is_counted(OtlpProtocol protocol)
    {
        Assert.Equal(new SendResult(SendOutcome.Delivered, "too old", Rejected: 3), await SendAsync(protocol, Fault.Partially(3, "too old")));
        Assert.Equal(new SendResult(SendOutcome.Delivered, "soon too old"), await SendAsync(protocol, Fault.Partially(0, "soon too old")));
        Assert.Equal(new SendResult(SendOutcome.Delivered, Rejected: 1), await SendAsync(protocol, Fault.Partially(1, "")));
        Assert.Equal(new SendResult(SendOutcome.Delivered, Rejected: 10), await SendAsync(protocol, Fault.Partially(1_000_000, "")));
        Assert.Equal(SendResult.Delivered, await SendAsync(protocol, Fault.Partially(-1, "")));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task What_was_taken_stays_taken_whatever_is_answered(OtlpProtocol protocol)
    {
        var garbage = Encoding.UTF8.GetBytes("\u0007garbage");
        var expected = new SendResult(SendOutcome.Delivered, "It was taken with an answer that is none of OTLP.");

        Assert.Equal(expected, await SendAsync(protocol, Fault.Answer(200, protocol == OtlpProtocol.HttpJson ? Json : Protobuf, garbage)));
        var unpackable = new Dictionary<string, string> { ["content-encoding"] = "gzip" };
        Assert.Equal(expected, await SendAsync(protocol, Fault.Answer(200, Protobuf, garbage) with { Headers = unpackable }));
        Assert.Equal(SendResult.Delivered, await SendAsync(protocol, Fault.Http(204)));
        Assert.Equal(SendResult.Delivered, await SendAsync(protocol, new Fault { Delay = 300 }));
    }

    [Fact]
    public async Task An_answer_of_any_size_is_read_to_the_limit()
    {
        var refused = new SendResult(SendOutcome.Refused, "The answer is larger than 4 MiB.");
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest))
            gzip.Write(new byte[64 << 20]);
        var packed = Fault.Answer(200, Protobuf, bomb.ToArray()) with { Headers = new Dictionary<string, string> { ["content-encoding"] = "gzip" } };

        Assert.Equal(refused, await SendAsync(OtlpProtocol.HttpProtobuf, new Fault { Length = 64 << 20 }));
        Assert.Equal(refused, await SendAsync(OtlpProtocol.HttpProtobuf, packed));
        Assert.Equal(
            refused with { Message = $"HTTP 503: {refused.Message}" },
            await SendAsync(OtlpProtocol.HttpProtobuf, Fault.Http(503) with { Length = 64 << 20 }));

        // Up to there it is read, and zeros are no message.
        var read = await SendAsync(OtlpProtocol.HttpProtobuf, new Fault { Length = 4 << 20 });
        Assert.StartsWith("It was taken", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_connection_that_breaks_leaves_it_open_whether_it_arrived(OtlpProtocol protocol)
    {
        foreach (var end in new[] { "reset", "truncate" })
        {
            var result = await SendAsync(protocol, new Fault { End = end });

            Assert.Equal(SendOutcome.Unanswered, result.Outcome);
            Assert.StartsWith("The connection broke before the answer was there", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_attempt_ends_when_it_is_cancelled()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => shared.SendAsync(Settings(OtlpProtocol.HttpProtobuf), new Fault { End = "hang" }, limit.Token).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private OtlpSettings Settings(OtlpProtocol protocol) =>
        OtlpSettings.Resolve(new() { Protocol = protocol, Endpoint = shared.Receiver.Http }, Signal.Traces);

    private async Task<SendResult> SendAsync(OtlpProtocol protocol, Fault fault)
    {
        var (result, requests) = await shared.SendAsync(Settings(protocol), fault).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(requests);
        return result;
    }
}
