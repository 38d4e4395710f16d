using System.Text;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Runtime.Tests.Export.Otlp;

/// <summary>What receivers say, read from text and bytes.</summary>
public sealed class AnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData(" 120 ", 120)]
    [InlineData("0", 0)]
    [InlineData("Sun, 01 Mar 2026 12:01:30 GMT", 90)]
    [InlineData("Sunday, 01-Mar-26 12:01:30 GMT", 90)]
    [InlineData("Sun Mar  1 12:01:30 2026", 90)]
    [InlineData("Sun, 01 Mar 2026 11:59:59 GMT", 0)]
    [InlineData("Mon, 01 Mar 2027 12:00:00 GMT", 3_600)]
    [InlineData("3601", 3_600)]
    [InlineData("2147483648", 3_600)]
    [InlineData("00000000000000000000000000000000000000001", 1)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1.5", null)]
    [InlineData("1 s", null)]
    [InlineData("١", null)]
    [InlineData("tomorrow", null)]
    public void To_be_left_alone_is_said_as(string text, int? seconds) =>
        Assert.Equal(seconds is { } delay ? TimeSpan.FromSeconds(delay) : null, RetryAfterHeader.Read(text, Now));

    [Theory]
    [InlineData("{}", true, 0, "")]
    [InlineData("""{"partialSuccess":{}}""", true, 0, "")]
    [InlineData("""{"partialSuccess":null}""", true, 0, "")]
    [InlineData("""{"partialSuccess":{"rejectedSpans":"3","errorMessage":"no"}}""", true, 3, "no")]
    [InlineData("""{"partialSuccess":{"rejectedSpans":3}}""", true, 3, "")]
    [InlineData("""{"partialSuccess":{"rejectedDataPoints":"3"}}""", true, 3, "")]
    [InlineData("""{"partialSuccess":{"rejectedLogRecords":"3"}}""", true, 3, "")]
    [InlineData("""{"partialSuccess":{"rejectedSpans":"many","errorMessage":7}}""", true, 0, "")]
    [InlineData("""{"partialSuccess":{"rejectedSpans":1e99,"errorMessage":"\ud800"}}""", true, 0, "")]
    [InlineData("[]", false, 0, "")]
    [InlineData("null", false, 0, "")]
    [InlineData("""{"partialSuccess":""", false, 0, "")]
    [InlineData("<html>", false, 0, "")]
    public void A_partial_success_in_json_is(string json, bool isOne, long rejected, string message)
    {
        Assert.Equal(isOne, PartialSuccess.TryRead(Encoding.UTF8.GetBytes(json), MediaTypes.Json, out var count, out var said));
        Assert.Equal((rejected, message), (count, said));
    }

    [Fact]
    public void Json_of_any_depth_is_read_without_an_end_of_the_stack()
    {
        var deep = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"partialSuccess":""", 100_000)));

        Assert.False(PartialSuccess.TryRead(deep, MediaTypes.Json, out _, out _));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(" \r\n ", "")]
    [InlineData("no room", "no room")]
    [InlineData("no\r\nroom\u001b[31m\u2028now\u0085", "no  room [31m now")]
    [InlineData("token s3cret and TOKEN=S3CRET", "token *** and TOKEN=***")]
    public void What_is_said_is_told_as(string? said, string told) => Assert.Equal(told, NewText().Clean(said));

    [Fact]
    public void What_is_said_at_length_or_by_half_is_cut()
    {
        Assert.Equal("half", NewText().Clean("half \ud83d"));
        Assert.Equal(new string('x', 200), NewText().Clean(new string('x', 200)));
        Assert.Equal(new string('x', 199) + "…", NewText().Clean(new string('x', 1_000_000)));
        Assert.DoesNotContain("s3", NewText().Clean(new string('x', 197) + "s3cret"), StringComparison.Ordinal);
    }

    private static AnswerText NewText() => new(OtlpSettings.Resolve(
        new OtlpExporterOptions { Endpoint = new("http://localhost:4318"), Headers = { ["x-key"] = "s3cret", ["x-flag"] = "on" } }, Signal.Traces));
}
