using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Text;
using Instrumentation.Behaviour.Tests.Harness;
using Instrumentation.Export;
using OpenTelemetry;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Calls whose context comes with a message: they join its trace, with its baggage, and leave their caller's as it was.</summary>
[Collection(Alone.Name)]
public sealed class CarrierTests : IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";
    private const string TraceParent = $"00-{TraceId}-{SpanId}-01";

    private readonly Telemetry _telemetry = Telemetry.Start(static t => t.WithTracing(static t => t.AddExporter(new InMemoryExporter<Activity>())));
    private readonly Recorder _recorder = new(metrics: false);
    private readonly Activity _caller = new Activity("caller").Start();

    public CarrierTests() => Baggage.Current = Baggage.Create(new() { ["user"] = "local" });

    private static Dictionary<string, Func<Message?, Task<List<Found>>>> ByShape { get; } = new()
    {
        ["synchronous"] = static m => Task.FromResult<List<Found>>([new Handlers().Sync(m)]),
        ["task"] = static async m => [await new Handlers().Later(m)],
        ["completed task"] = static async m => [await new Handlers().AtOnce(m)],
        ["value task"] = static async m => [await new Handlers().ValueLater(m)],
        ["sequence"] = static m => Task.FromResult(new Handlers().Each(m).ToList()),
        ["asynchronous sequence"] = static async m => await new Handlers().EachLater(m).ToListAsync(),
        ["partial"] = static async m => [await new Handlers().Partial(m)],
        ["decorator"] = static async m => [await ((IHandler)new InstrumentedHandler(new Handler())).Handle(m)],
        ["builder"] = static async m => [await new Handlers().InItself(m)],
        ["new root"] = static async m => [await new Handlers().Root(m)],
    };

    public static TheoryData<string> Shapes => [.. ByShape.Keys];

    private static Dictionary<string, Func<Found>> ByType { get; } = new()
    {
        ["headers"] = static () => new Carriers().Headers(Headers()),
        ["read-only headers"] = static () => new Carriers().ReadOnlyHeaders(new(Headers())),
        ["headers that can only be read"] = static () => new Carriers().OnlyReadOnly(System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(Headers())),
        ["properties"] = static () => new Carriers().Properties(Headers().ToDictionary(static h => h.Key, static h => (object?)h.Value)),
        ["properties in bytes"] = static () => new Carriers().Properties(Headers().ToDictionary(static h => h.Key, static h => (object?)Encoding.UTF8.GetBytes(h.Value))),
        ["read-only properties"] = static () => new Carriers().ReadOnlyProperties(
            new ReadOnlyDictionary<string, object>(Headers().ToDictionary(static h => h.Key, static h => (object)h.Value))),
        ["headers of a request"] = static () =>
        {
            using var request = new HttpRequestMessage();
            foreach (var (name, value) in Headers())
                request.Headers.Add(name, value);
            return new Carriers().Http(request.Headers);
        },
        ["pairs"] = static () => new Carriers().Pairs([.. Headers().Select(static h => KeyValuePair.Create(h.Key.ToUpperInvariant(), h.Value))]),
        ["generic"] = static () => new Carriers().Generic(new SortedDictionary<string, string>(Headers())),
    };

    public static TheoryData<string> Types => [.. ByType.Keys];

    public void Dispose()
    {
        Baggage.Current = default;
        _caller.Dispose();
        _recorder.Dispose();
        _telemetry.Dispose();
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_call_joins_the_trace_of_its_message(string shape)
    {
        var found = await ByShape[shape](new Message(Headers()));

        var span = _recorder.Span;
        Assert.Equal((TraceId, SpanId, true), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.HasRemoteParent));
        Assert.Equal(ActivityKind.Consumer, span.Kind);
        Assert.All(found, f => Assert.Equal((span, "remote", "remote"), (f.Span!, f.User, f.UserLater)));
        Assert.Same(_caller, Activity.Current);
        Assert.Equal("local", Baggage.GetBaggage("user"));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_message_without_headers_changes_nothing(string shape)
    {
        foreach (var message in (Message?[])[null, new(null) { Envelope = null }, new([]), new(new() { ["traceparent"] = "00-zz", ["baggage"] = ";;" })])
        {
            var found = await ByShape[shape](message);
            Assert.All(found, static f => Assert.Equal(("local", "local"), (f.User, f.UserLater)));
        }

        Assert.All(_recorder.Spans, span => Assert.Equal(shape == "new root" ? null : _caller, span.Parent));
        Assert.All(_recorder.Spans, static span => Assert.False(span.HasRemoteParent));
        Assert.Equal(4, _recorder.Spans.Count);
        Assert.Same(_caller, Activity.Current);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task Baggage_comes_without_a_span_too(string shape)
    {
        var found = await ByShape[shape](new Message(new() { ["baggage"] = "user=remote" }));

        Assert.All(found, static f => Assert.Equal(("remote", "remote"), (f.User, f.UserLater)));
        Assert.False(_recorder.Span.HasRemoteParent);
        Assert.Equal("local", Baggage.GetBaggage("user"));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task A_call_whose_span_is_not_made_has_the_baggage_and_leaves_its_callers_context(string shape)
    {
        _recorder.Dispose();
        _telemetry.Sampler = new Tracing.AlwaysOffSampler();
        var declined = await ByShape[shape](new Message(new() { ["baggage"] = "user=remote" }));
        var found = await ByShape[shape](new Message(Headers()));

        Assert.All(declined.Concat(found), static f => Assert.Equal(("remote", "remote"), (f.User, f.UserLater)));
        Assert.All(found, static f => Assert.Equal(TraceId, f.Span!.TraceId.ToHexString()));
        Assert.Same(_caller, Activity.Current);
        Assert.Equal("local", Baggage.GetBaggage("user"));
    }

    [Theory, MemberData(nameof(Types))]
    public void Each_type_carries_parent_and_baggage(string type)
    {
        var found = ByType[type]();

        Assert.Equal((TraceId, SpanId), (_recorder.Span.TraceId.ToHexString(), _recorder.Span.ParentSpanId.ToHexString()));
        Assert.Equal(("remote", _recorder.Span), (found.User, found.Span!));
    }

    [Fact]
    public void A_context_and_the_text_of_one_carry_the_parent_alone()
    {
        var context = ActivityContext.Parse(TraceParent, "a=1");
        foreach (var found in (Found[])[new Carriers().Context(context), new Carriers().NullableContext(context), new Carriers().TraceParent(TraceParent)])
            Assert.Equal((SpanId, "local"), (found.Span!.ParentSpanId.ToHexString(), found.User));

        Assert.Equal("a=1", _recorder.Spans[0].TraceStateString);
    }

    [Fact]
    public void What_names_no_span_is_no_parent()
    {
        var zeros = new ActivityContext(ActivityTraceId.CreateFromBytes(new byte[16]), ActivitySpanId.CreateFromBytes(new byte[8]), default);
        foreach (var found in (Found[])
            [
                new Carriers().Context(default), new Carriers().Context(zeros), new Carriers().NullableContext(null), new Carriers().TraceParent("no"),
                new Carriers().Pairs([new("traceparent", TraceParent), new("traceparent", TraceParent)]),
            ])
        {
            Assert.Same(_caller, found.Span!.Parent);
        }
    }

    [Fact]
    public void A_getter_that_throws_carries_nothing_and_harms_nobody()
    {
        Assert.Same(_caller, new Handlers().Broken(new Message(Headers())).Span!.Parent);
        Assert.Equal(("handle", _caller), (_recorder.Span.OperationName, _recorder.Span.Parent!));
    }

    [Fact]
    public void A_call_inside_of_its_own_span_reads_no_carrier() => Assert.Equal(SpanId, new Handlers().Deep(new Message(Headers()), 3).Span!.ParentSpanId.ToHexString());

    [Fact]
    public async Task Calls_at_the_same_time_have_each_their_own_baggage()
    {
        var start = new TaskCompletionSource();
        var calls = Enumerable.Range(0, 20).Select(async i =>
        {
            await start.Task;
            return await new Handlers().Later(new Message(new() { ["baggage"] = $"user={i}" }));
        }).ToList();
        start.SetResult();

        var found = await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"{i}"), found.Select(static f => f.UserLater));
        Assert.Equal("local", Baggage.GetBaggage("user"));
    }

    [Fact]
    public void Between_the_items_of_a_sequence_the_callers_context_is_current()
    {
        foreach (var found in new Handlers().Each(new Message(Headers())))
        {
            Assert.Equal("remote", found.User);
            Assert.Equal("local", Baggage.GetBaggage("user"));
            Assert.Same(_caller, Activity.Current);
        }
    }

    [Fact]
    public async Task Each_message_of_a_batch_is_linked_to()
    {
        var message = new Message(Headers());
        var all = new Batches().All([message, null, new Message(null), message]);
        var root = new Batches().AllAsRoot([TraceParent, "", TraceParent]);
        var inItself = await new Batches().AllInItself([message, message]);

        Assert.All((Found[])[all, root, inItself], static found =>
        {
            Assert.Equal([SpanId, SpanId], found.Span!.Links.Select(static l => l.Context.SpanId.ToHexString()));
            Assert.Equal("local", found.User);
        });
        Assert.Same(_caller, all.Span!.Parent);
        Assert.Same(_caller, inItself.Span!.Parent);
        Assert.Equal(default, root.Span!.ParentSpanId);
        Assert.Empty(new Batches().All(null).Span!.Links);
    }

    [Fact]
    public void A_span_that_is_linked_to_stays_in_its_own_trace()
    {
        var found = new Batches().One(Headers());

        Assert.Same(_caller, found.Span!.Parent);
        Assert.Equal(TraceId, Assert.Single(found.Span.Links).Context.TraceId.ToHexString());
        Assert.Equal("local", found.User);
    }

    private static Dictionary<string, string> Headers() => new() { ["traceparent"] = TraceParent, ["baggage"] = "user=remote" };
}
