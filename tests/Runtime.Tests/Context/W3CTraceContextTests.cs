using System.Diagnostics;
using Instrumentation.Context;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Context;

public sealed class W3CTraceContextTests
{
    private const string Ids = $"{Headers.TraceId}-{Headers.SpanId}";

    private static readonly W3CTraceContextPropagator Propagator = new();

    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(2, "02")]
    [InlineData(3, "03")]
    [InlineData(0x7d, "01")]
    public void A_span_is_written_with_the_flags_that_level_2_knows(int flags, string written) =>
        Assert.Equal(
            new Dictionary<string, string> { ["traceparent"] = $"00-{Ids}-{written}" },
            Propagator.Write(Headers.Span(flags)));

    [Theory]
    [InlineData($"00-{Ids}-00", 0)]
    [InlineData($"00-{Ids}-01", 1)]
    [InlineData($"00-{Ids}-02", 2)]
    [InlineData($"00-{Ids}-ff", 3)]
    [InlineData($" \t00-{Ids}-01\t ", 1)]
    [InlineData($"01-{Ids}-01", 1)]
    [InlineData($"01-{Ids}-01-", 1)]
    [InlineData($"cc-{Ids}-03-what the future will be like", 3)]
    public void A_parent_of_any_version_is_read(string value, int flags) =>
        Assert.Equal(Headers.Span(flags), Propagator.Read(("traceparent", [value])).ActivityContext);

    [Theory]
    [InlineData("")]
    [InlineData($"00-{Ids}-1")]
    [InlineData($"00-{Ids}-0g")]
    [InlineData($"00-{Ids}-01-")]
    [InlineData($"00-{Ids}-01-more")]
    [InlineData($"ff-{Ids}-01")]
    [InlineData($"FF-{Ids}-01")]
    [InlineData($"0A-{Ids}-01")]
    [InlineData($"01-{Ids}-01.what")]
    [InlineData($"00-{Ids}-0A")]
    [InlineData($"00_{Ids}-01")]
    [InlineData($"00-{Headers.TraceId}_{Headers.SpanId}-01")]
    [InlineData($"00-{Ids}_01")]
    [InlineData($"00-4BF92F3577B34DA6A3CE929D0E0E4736-{Headers.SpanId}-01")]
    [InlineData($"00-{Headers.TraceId}-00F067AA0BA902B7-01")]
    [InlineData($"00-00000000000000000000000000000000-{Headers.SpanId}-01")]
    [InlineData($"00-{Headers.TraceId}-0000000000000000-01")]
    [InlineData($"00-{Ids}-01,00-{Ids}-01")]
    [InlineData($"01-{Ids}-01-x,01-{Ids}-01-x")]
    public void A_malformed_parent_is_ignored_with_its_state(string value) =>
        Assert.Equal(default, Propagator.Read(("traceparent", [value]), ("tracestate", ["a=1"])));

    [Theory]
    [InlineData($"00-{Ids}-01", $"00-{Ids}-01")]
    [InlineData($"01-{Ids}-01-x", $"01-{Ids}-01-x")]
    public void Several_parents_are_ignored(params string[] values) => Assert.Equal(default, Propagator.Read(("traceparent", values)));

    [Fact]
    public void No_header_is_no_context()
    {
        Assert.Equal(default, Propagator.Read());
        Assert.Equal(default, Propagator.Read(("traceparent", [])));
        Assert.Equal(default, Propagator.Read(("tracestate", ["a=1"])));
    }

    [Fact]
    public void The_state_goes_with_the_parent_several_headers_as_one()
    {
        var context = Propagator.Read(("traceparent", [$"00-{Ids}-01"]), ("tracestate", ["a=1", "", " b=2 , c=3"]));

        Assert.Equal(Headers.Span(1, "a=1,b=2,c=3"), context.ActivityContext);
        Assert.True(context.ActivityContext.IsRemote);
        Assert.Equal("a=1,b=2,c=3", Propagator.Write(context.ActivityContext)["tracestate"]);
    }

    [Fact]
    public void A_malformed_state_is_lost_alone_on_its_way_in_and_out()
    {
        Assert.Equal(Headers.Span(), Propagator.Read(("traceparent", [$"00-{Ids}-01"]), ("tracestate", ["a=1,B=2"])).ActivityContext);
        Assert.Equal(["traceparent"], Propagator.Write(Headers.Span(1, "a=1\r\nset-cookie: b=2")).Keys);
    }

    [Fact]
    public void A_context_that_names_no_span_is_not_written()
    {
        var zeros = new ActivityContext(ActivityTraceId.CreateFromBytes(new byte[16]), ActivitySpanId.CreateFromBytes(new byte[8]), default);
        var half = new ActivityContext(ActivityTraceId.CreateRandom(), default, default);

        Assert.Empty(Propagator.Write(default));
        Assert.Empty(Propagator.Write(zeros));
        Assert.Empty(Propagator.Write(half));
    }

    [Fact]
    public void What_is_known_already_stays()
    {
        var known = new PropagationContext(new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default), default);

        Assert.Equal(known, Propagator.Extract(known, "", static (_, _) => [$"00-{Ids}-01"]));
    }

    [Fact]
    public void The_fields_are_those_that_are_written() =>
        Assert.Equal(Propagator.Write(Headers.Span(1, "a=1")).Keys.Order(), Propagator.Fields.Order());
}
