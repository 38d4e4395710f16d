using System.Diagnostics;
using System.Text;
using Instrumentation.Context;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;
using Instrumentation.Tracing;
using OpenTelemetry;

namespace Instrumentation.Runtime.Tests.Context;

[Collection(ProcessWide.Name)]
public sealed class CarrierTests : IDisposable
{
    private static readonly ActivitySource Source = new("Context.Carriers");

    private readonly Surroundings _surroundings = new();
    private readonly Telemetry _telemetry;
    private readonly Activity _span;

    public CarrierTests()
    {
        _telemetry = Telemetry.Start(static b => b.WithTracing(static t => t.AddSource(Source.Name)));
        Baggage.Current = Baggage.Create(new() { ["user"] = "a b" });
        _span = Source.StartActivity("sender")!;
        _span.TraceStateString = "a=1";
    }

    private Dictionary<string, string> Expected => new()
    {
        ["traceparent"] = $"00-{_span.TraceId}-{_span.SpanId}-03",
        ["tracestate"] = "a=1",
        ["baggage"] = "user=a%20b",
    };

    public void Dispose()
    {
        _span.Dispose();
        Baggage.Current = default;
        _telemetry.Dispose();
        _surroundings.Dispose();
    }

    [Fact]
    public void Dictionaries_carry_the_current_context_there_and_back()
    {
        var carrier = new Dictionary<string, string> { ["traceparent"] = "old", ["other"] = "stays" };
        TraceContext.Inject(carrier);

        Assert.Equal("stays", carrier["other"]);
        Assert.All(Expected, header => Assert.Equal(header.Value, carrier[header.Key]));
        IsTheSenders(TraceContext.Extract(carrier));
    }

    [Fact]
    public void Headers_of_a_request_carry_it()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Add("traceparent", "old");
        TraceContext.Inject(request.Headers);

        Assert.Equal(Expected, request.Headers.ToDictionary(static header => header.Key, static header => header.Value.Single()));
        IsTheSenders(TraceContext.Extract(request.Headers));
    }

    [Fact]
    public void Several_headers_of_a_name_are_several_values()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Add("traceparent", Expected["traceparent"]);
        request.Headers.Add("tracestate", ["a=1", "b=2"]);
        request.Headers.Add("baggage", ["user=a%20b", "x=y"]);

        var context = TraceContext.Extract(request.Headers);

        Assert.Equal("a=1,b=2", context.ActivityContext.TraceState);
        Assert.Equal(2, context.Baggage.Count);
        request.Headers.Add("traceparent", Expected["traceparent"]);
        Assert.Equal(default, TraceContext.Extract(request.Headers).ActivityContext);
    }

    [Fact]
    public void Properties_of_a_message_carry_it_as_strings_and_give_it_back_from_bytes_too()
    {
        var properties = new Dictionary<string, object>();
        TraceContext.Inject(properties);
        var asBytes = properties.ToDictionary(static p => p.Key, static p => (object?)Encoding.UTF8.GetBytes((string)p.Value));
        var asMemory = asBytes.ToDictionary(static p => p.Key, static p => (object?)new ReadOnlyMemory<byte>((byte[])p.Value!));

        Assert.Equal(Expected.ToDictionary(static p => p.Key, static p => (object)p.Value), properties);
        IsTheSenders(TraceContext.Extract(properties));
        IsTheSenders(TraceContext.Extract(asBytes));
        IsTheSenders(TraceContext.Extract(asMemory));
        var others = new Dictionary<string, object?> { ["traceparent"] = 1, ["tracestate"] = null, ["baggage"] = new byte[] { 0xff } };
        Assert.Equal(default, TraceContext.Extract(others));
    }

    [Fact]
    public void Any_other_carrier_carries_it_by_its_setter_and_getter()
    {
        var carrier = new List<(string Name, string Value)>();
        TraceContext.Inject(carrier, static (carrier, name, value) => carrier.Add((name, value)));

        Assert.Equal(Expected, carrier.ToDictionary(static header => header.Name, static header => header.Value));
        IsTheSenders(TraceContext.Extract(
            carrier, static (carrier, name) => carrier.Where(header => header.Name == name).Select(header => header.Value)));
    }

    [Fact]
    public void A_receiver_continues_the_trace_where_nothing_else_ties_it_to_the_sender()
    {
        var carrier = new Dictionary<string, string>();
        TraceContext.Inject(carrier);
        Activity.Current = null;
        var context = TraceContext.Extract(carrier);

        using var receiver = Source.StartActivity(ActivityKind.Consumer, context.ActivityContext, name: "receiver")!;

        Assert.Equal((_span.TraceId, _span.SpanId), (receiver.TraceId, receiver.ParentSpanId));
        Assert.True(receiver.HasRemoteParent);
        Assert.Equal("a=1", receiver.TraceStateString);
    }

    /// <summary>The platform hands on the sampled flag alone, from parent to child.</summary>
    [Theory]
    [InlineData(true, "03")]
    [InlineData(false, "02")]
    public void The_random_flag_of_a_remote_span_reaches_all_that_follow(bool isSampled, string flags)
    {
        _telemetry.Sampler = isSampled ? new AlwaysOnSampler() : new AlwaysOffSampler();
        Activity.Current = null;
        var remote = TraceContext.Extract(new Dictionary<string, string> { ["traceparent"] = $"00-{Headers.TraceId}-{Headers.SpanId}-02" });
        using var child = Source.StartActivity(ActivityKind.Server, remote.ActivityContext, name: "child")!;
        using var grandchild = Source.StartActivity("grandchild");
        var carrier = new Dictionary<string, string>();
        TraceContext.Inject(carrier);

        Assert.Equal($"00-{Headers.TraceId}-{(grandchild ?? child).SpanId}-{flags}", carrier["traceparent"]);
        Assert.EndsWith("-03", Expected["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_platforms_baggage_goes_along_and_OpenTelemetrys_wins()
    {
        _span.AddBaggage("user", "platform").AddBaggage("more", "old").AddBaggage("more", "new").AddBaggage("none", null);
        using var child = Source.StartActivity("child")!;

        Assert.Equal(new Dictionary<string, string> { ["user"] = "a b", ["more"] = "new" }, TraceContext.Current.Baggage.GetBaggage());
    }

    [Fact]
    public void Without_a_span_baggage_goes_alone()
    {
        Activity.Current = null;
        var carrier = new Dictionary<string, string>();
        TraceContext.Inject(carrier);

        Assert.Equal(["baggage"], carrier.Keys);
    }

    [Fact]
    public void A_span_of_the_old_format_has_no_context_to_carry()
    {
        using var old = new Activity("old");
        old.SetIdFormat(ActivityIdFormat.Hierarchical).SetParentId("|root.").Start();
        var carrier = new Dictionary<string, string>();
        TraceContext.Inject(carrier);

        Assert.Equal(["baggage"], carrier.Keys);
    }

    [Fact]
    public void Injecting_allocates_the_headers_values_and_nothing_else()
    {
        var carrier = Expected;
        var headers = Allocated.AtBest(() => TraceContext.Inject(carrier));

        Assert.Equal(StringSize(55) + StringSize("user=a%20b".Length), headers);
    }

    [Fact]
    public void Extracting_allocates_what_was_read_and_nothing_else()
    {
        var carrier = Expected;
        carrier.Remove("baggage");
        using var request = new HttpRequestMessage();
        foreach (var (name, value) in carrier)
            request.Headers.Add(name, value);

        var ids = StringSize(32) + StringSize(16);
        Assert.Equal(ids, Allocated.AtBest(() => TraceContext.Extract(carrier)));
        Assert.Equal(ids, Allocated.AtBest(() => TraceContext.Extract(request.Headers)));
    }

    private void IsTheSenders(OpenTelemetry.Context.Propagation.PropagationContext context)
    {
        Assert.Equal(new(_span.TraceId, _span.SpanId, (ActivityTraceFlags)0b11, "a=1", isRemote: true), context.ActivityContext);
        Assert.Equal(new Dictionary<string, string> { ["user"] = "a b" }, context.Baggage.GetBaggage());
    }

    // A header, a length and a last zero, in whole words.
    private static long StringSize(int length) => (22 + (2 * length) + 7) / 8 * 8;
}
