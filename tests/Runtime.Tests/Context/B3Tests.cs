using System.Diagnostics;
using Instrumentation.Context;

namespace Instrumentation.Runtime.Tests.Context;

public sealed class B3Tests
{
    private const string Ids = $"{Headers.TraceId}-{Headers.SpanId}";

    private static readonly B3TraceContextPropagator Single = new();
    private static readonly B3TraceContextPropagator Multiple = new(multipleHeaders: true);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(2, "0")]
    [InlineData(3, "1")]
    public void One_header_is_written_or_many_and_never_the_parents_id(int flags, string sampled)
    {
        Assert.Equal(new Dictionary<string, string> { ["b3"] = $"{Ids}-{sampled}" }, Single.Write(Headers.Span(flags)));
        Assert.Equal(
            new Dictionary<string, string> { ["X-B3-TraceId"] = Headers.TraceId, ["X-B3-SpanId"] = Headers.SpanId, ["X-B3-Sampled"] = sampled },
            Multiple.Write(Headers.Span(flags)));
        Assert.Empty(Single.Write(default));
        Assert.Empty(Multiple.Write(default));
    }

    [Theory]
    [InlineData($"{Ids}-1", 1)]
    [InlineData($"{Ids}-0", 0)]
    [InlineData($"{Ids}-d", 1)]
    [InlineData(Ids, 0)]
    [InlineData($"{Ids}-1-05e3ac9a4f6e3b90", 1)]
    [InlineData($" {Ids}-1\t", 1)]
    public void The_one_header_is_read(string value, int flags)
    {
        Assert.Equal(Headers.Span(flags), Single.Read(("b3", [value])).ActivityContext);
        Assert.Equal(Headers.Span(flags), Multiple.Read(("b3", [value])).ActivityContext);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("d")]
    [InlineData(Headers.TraceId)]
    [InlineData($"{Ids}-2")]
    [InlineData($"{Ids}-")]
    [InlineData($"{Ids}-true")]
    [InlineData($"{Ids}-1-05e3")]
    [InlineData($"{Ids}-1-05e3ac9a4f6e3b9X")]
    [InlineData($"{Ids}-1-05e3ac9a4f6e3b90-")]
    [InlineData($"4BF92F3577B34DA6A3CE929D0E0E4736-{Headers.SpanId}-1")]
    [InlineData($"4bf92f3577b34da6a3ce929d-{Headers.SpanId}-1")]
    [InlineData($"{Headers.TraceId}-00f067aa-1")]
    [InlineData($"00000000000000000000000000000000-{Headers.SpanId}-1")]
    [InlineData($"{Headers.TraceId}-0000000000000000-1")]
    [InlineData($"{Ids}-1,{Ids}-1")]
    public void A_malformed_one_is_ignored_and_the_many_are_read(string value)
    {
        Assert.Equal(default, Single.Read(("b3", [value])));
        Assert.Equal(Headers.Span(), Single.Read([("b3", [value]), .. Many("1")]).ActivityContext);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("what", 0)]
    [InlineData(" 1 ", 1)]
    public void The_many_headers_are_read(string sampled, int flags)
    {
        Assert.Equal(Headers.Span(flags), Single.Read(Many(sampled)).ActivityContext);
        Assert.Equal(Headers.Span(flags), Multiple.Read(Many(sampled)).ActivityContext);
    }

    [Fact]
    public void Debug_is_sampled() => Assert.Equal(Headers.Span(), Multiple.Read([.. Many("0"), ("X-B3-Flags", ["1"])]).ActivityContext);

    [Fact]
    public void The_one_is_believed_before_the_many()
    {
        var context = Single.Read([("b3", [$"000000000000000000000000000000aa-{Headers.SpanId}-0"]), .. Many("1")]).ActivityContext;

        Assert.Equal("000000000000000000000000000000aa", context.TraceId.ToHexString());
    }

    [Fact]
    public void A_trace_id_of_64_bits_is_filled_up_with_zeros()
    {
        var expected = new ActivityContext(
            ActivityTraceId.CreateFromString("0000000000000000a3ce929d0e0e4736"), Headers.Span().SpanId, ActivityTraceFlags.Recorded, isRemote: true);

        Assert.Equal(expected, Single.Read(("b3", [$"a3ce929d0e0e4736-{Headers.SpanId}-1"])).ActivityContext);
        Assert.Equal(
            expected,
            Single.Read(("X-B3-TraceId", ["a3ce929d0e0e4736"]), ("X-B3-SpanId", [Headers.SpanId]), ("X-B3-Sampled", ["1"])).ActivityContext);
    }

    [Theory]
    [InlineData(Headers.TraceId, null)]
    [InlineData(null, Headers.SpanId)]
    [InlineData(Headers.TraceId, "0000000000000000")]
    [InlineData(Headers.TraceId, "00F067AA0BA902B7")]
    [InlineData("a3ce929d0e0e473", Headers.SpanId)]
    public void Many_that_name_no_span_are_ignored(string? traceId, string? spanId) =>
        Assert.Equal(default, Single.Read(
            ("X-B3-TraceId", traceId is null ? [] : [traceId]), ("X-B3-SpanId", spanId is null ? [] : [spanId]), ("X-B3-Sampled", ["1"])));

    [Fact]
    public void The_fields_are_those_that_are_written()
    {
        Assert.Equal(Single.Write(Headers.Span()).Keys.Order(), Single.Fields.Order());
        Assert.Equal(Multiple.Write(Headers.Span()).Keys.Order(), Multiple.Fields.Order());
    }

    private static (string, string[])[] Many(string sampled) =>
        [("X-B3-TraceId", [Headers.TraceId]), ("X-B3-SpanId", [Headers.SpanId]), ("X-B3-Sampled", [sampled])];
}
