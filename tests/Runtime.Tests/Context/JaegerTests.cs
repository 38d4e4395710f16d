using Instrumentation.Context;

namespace Instrumentation.Runtime.Tests.Context;

public sealed class JaegerTests
{
    private const string Ids = $"{Headers.TraceId}:{Headers.SpanId}";

    private static readonly JaegerTraceContextPropagator Propagator = new();

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(2, "0")]
    [InlineData(3, "1")]
    public void A_span_is_written_without_its_parents_id(int flags, string sampled)
    {
        Assert.Equal(new Dictionary<string, string> { ["uber-trace-id"] = $"{Ids}:0:{sampled}" }, Propagator.Write(Headers.Span(flags)));
        Assert.Empty(Propagator.Write(default));
        Assert.Equal(["uber-trace-id"], Propagator.Fields);
    }

    [Theory]
    [InlineData($"{Ids}:0:1", 1)]
    [InlineData($"{Ids}:0:01", 1)]
    [InlineData($"{Ids}:0:0", 0)]
    [InlineData($"{Ids}:0:3", 1)]
    [InlineData($"{Ids}:0:2", 1)]
    [InlineData($"{Ids}:0:8", 0)]
    [InlineData($"{Ids}:05e3ac9a4f6e3b90:1", 1)]
    [InlineData($"{Ids}::1", 1)]
    [InlineData($"{Headers.TraceId}:f067aa0ba902b7:0:1", 1)]
    [InlineData($"{Headers.TraceId}%3A{Headers.SpanId}%3a0%3A1", 1)]
    public void A_header_is_read(string value, int flags) =>
        Assert.Equal(Headers.Span(flags), Propagator.Read(("uber-trace-id", [value])).ActivityContext);

    [Fact]
    public void Short_ids_are_filled_up_with_zeros()
    {
        var context = Propagator.Read(("uber-trace-id", ["a:b:0:1"])).ActivityContext;

        Assert.Equal("0000000000000000000000000000000a", context.TraceId.ToHexString());
        Assert.Equal("000000000000000b", context.SpanId.ToHexString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":::")]
    [InlineData($"{Ids}:0")]
    [InlineData($"{Ids}:0:")]
    [InlineData($"{Ids}:0:001")]
    [InlineData($"{Ids}:0:x")]
    [InlineData($"{Ids}:0:1:1")]
    [InlineData($"0:{Headers.SpanId}:0:1")]
    [InlineData($"{Headers.TraceId}:0:0:1")]
    [InlineData($"a{Headers.TraceId}:{Headers.SpanId}:0:1")]
    [InlineData($"{Headers.TraceId}:a{Headers.SpanId}:0:1")]
    [InlineData($"4BF92F3577B34DA6A3CE929D0E0E4736:{Headers.SpanId}:0:1")]
    [InlineData($"{Ids}:0:1,{Ids}:0:1")]
    [InlineData("%")]
    public void A_malformed_header_is_ignored(string value) => Assert.Equal(default, Propagator.Read(("uber-trace-id", [value])));
}
