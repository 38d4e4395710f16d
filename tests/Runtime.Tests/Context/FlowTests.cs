using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Instrumentation.Runtime.Tests.Support;
using OpenTelemetry;

namespace Instrumentation.Runtime.Tests.Context;

/// <summary>Where the current span and baggage go by themselves, and how they are taken along to where they don't.</summary>
[Collection(ProcessWide.Name)]
public sealed class FlowTests : IDisposable
{
    private static readonly ActivitySource Source = new("Context.Flow");

    private readonly Surroundings _surroundings = new();
    private readonly Telemetry _telemetry;
    private readonly Activity _span;

    public FlowTests()
    {
        _telemetry = Telemetry.Start(static b => b.WithTracing(static t => t.AddSource(Source.Name)));
        Baggage.Current = Baggage.Create(new() { ["a"] = "1" });
        _span = Source.StartActivity("here")!;
    }

    public void Dispose()
    {
        _span.Dispose();
        Baggage.Current = default;
        _telemetry.Dispose();
        _surroundings.Dispose();
    }

    public static TheoryData<string> Flowing => [.. Ways.Where(static way => way.Value.Flows).Select(static way => way.Key)];

    public static TheoryData<string> NotFlowing => [.. Ways.Where(static way => !way.Value.Flows).Select(static way => way.Key)];

    /// <summary>Ways to have work done somewhere else, and whether context flows there.</summary>
    private static Dictionary<string, (bool Flows, Action<Action> Start)> Ways => new()
    {
        ["Task.Run"] = (true, static work => Task.Run(work)),
        ["Task.Factory.StartNew, long running"] = (true, static work =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ["ContinueWith"] = (true, static work => Task.CompletedTask.ContinueWith(_ => work(), TaskScheduler.Default)),
        ["Parallel.For"] = (true, static work => Parallel.For(0, 1, _ => work())),
        ["Thread.Start"] = (true, static work => new Thread(() => work()).Start()),
        ["Thread.UnsafeStart"] = (false, static work => new Thread(() => work()).UnsafeStart()),
        ["ThreadPool.QueueUserWorkItem"] = (true, static work => ThreadPool.QueueUserWorkItem(_ => work())),
        ["ThreadPool.UnsafeQueueUserWorkItem"] = (false, static work => ThreadPool.UnsafeQueueUserWorkItem(_ => work(), null)),
        ["ThreadPool.UnsafeQueueUserWorkItem, work item"] = (false, static work => ThreadPool.UnsafeQueueUserWorkItem(new WorkItem(work), false)),
        ["Timer"] = (true, static work => new Timer(timer => { ((Timer)timer!).Dispose(); work(); }).Change(0, Timeout.Infinite)),
        ["CancellationToken.Register"] = (true, static work => Cancel(token => token.Register(work))),
        ["CancellationToken.UnsafeRegister"] = (false, static work => Cancel(token => token.UnsafeRegister(_ => work(), null))),
        ["suppressed flow"] = (false, RunSuppressed),
    };

    [Theory]
    [MemberData(nameof(Flowing))]
    public async Task There_the_span_continues_by_itself(string way)
    {
        var (context, _) = await RunAsync(way, static () => (TraceContext.Current, 0));

        Assert.Equal(_span.Context, context.ActivityContext);
        Assert.Equal("1", context.Baggage.GetBaggage("a"));
    }

    [Theory]
    [MemberData(nameof(NotFlowing))]
    public async Task There_a_span_is_a_root_unless_its_context_is_taken_along(string way)
    {
        var here = TraceContext.Current;
        var (root, child) = await RunAsync(way, () =>
        {
            using var alone = Source.StartActivity("alone")!;
            Activity.Current = null;
            using var taken = Source.StartActivity(ActivityKind.Internal, here.ActivityContext, name: "taken along")!;
            return (alone, taken);
        });

        Assert.Equal(default, root.ParentSpanId);
        Assert.NotEqual(_span.TraceId, root.TraceId);
        Assert.Equal((_span.TraceId, _span.SpanId), (child.TraceId, child.ParentSpanId));
        Assert.Equal("1", here.Baggage.GetBaggage("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_an_await_the_span_is_the_same_on_whatever_thread(bool continueOnCapturedContext)
    {
        Assert.Same(_span, await ElsewhereAsync(continueOnCapturedContext));
        Assert.Same(_span, Activity.Current);
        Assert.Equal("1", Baggage.Current.GetBaggage("a"));

        static async Task<Activity?> ElsewhereAsync(bool continueOnCapturedContext)
        {
            await Task.Run(static () => { }).ConfigureAwait(continueOnCapturedContext);
            await Task.Yield();
            return Activity.Current;
        }
    }

    [Fact]
    public async Task A_span_that_is_started_in_an_async_method_does_not_come_out_of_it()
    {
        await StartAsync();

        Assert.Same(_span, Activity.Current);

        static async Task StartAsync()
        {
            await Task.Yield();
            Source.StartActivity("inside");
        }
    }

    [Fact]
    public async Task Items_of_a_channel_take_their_context_along()
    {
        var channel = Channel.CreateUnbounded<(string Item, Dictionary<string, string> Headers)>();
        Task<List<Activity>> consuming;
        using (ExecutionContext.SuppressFlow())
            consuming = Task.Run(() => ConsumeAsync(channel.Reader));

        var producers = new List<Activity>();
        foreach (var item in (string[])["one", "two"])
        {
            using var producer = Source.StartActivity(item, ActivityKind.Producer)!;
            producers.Add(producer);
            var headers = new Dictionary<string, string>();
            TraceContext.Inject(headers);
            await channel.Writer.WriteAsync((item, headers));
        }

        channel.Writer.Complete();
        var consumers = await consuming.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(producers.Select(static span => span.SpanId), consumers.Select(static span => span.ParentSpanId));
        Assert.All(consumers, consumer => Assert.Equal(_span.TraceId, consumer.TraceId));

        static async Task<List<Activity>> ConsumeAsync(ChannelReader<(string Item, Dictionary<string, string> Headers)> reader)
        {
            var spans = new List<Activity>();
            await foreach (var (item, headers) in reader.ReadAllAsync())
            {
                var parent = TraceContext.Extract(headers);
                using var span = Source.StartActivity(ActivityKind.Consumer, parent.ActivityContext, name: item)!;
                spans.Add(span);
            }

            return spans;
        }
    }

    [Fact]
    public async Task A_timer_that_ticks_on_holds_the_span_that_it_was_made_in_until_it_is_told_not_to()
    {
        var seen = new TaskCompletionSource<Activity?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Timer(_ => seen.TrySetResult(Activity.Current));
        _span.Stop();
        Assert.Null(Activity.Current);
        timer.Change(0, Timeout.Infinite);

        Assert.Same(_span, await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));

        var free = new TaskCompletionSource<Activity?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var other = Source.StartActivity("other");
        var suppressed = ExecutionContext.SuppressFlow();
        using var freeTimer = new Timer(_ => free.TrySetResult(Activity.Current));
        suppressed.Undo();
        freeTimer.Change(0, Timeout.Infinite);

        Assert.Null(await free.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task<T> RunAsync<T>(string way, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ways[way].Start(() => done.SetResult(work()));
        return await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static void RunSuppressed(Action work)
    {
        using (ExecutionContext.SuppressFlow())
            Task.Run(work);
    }

    /// <summary>Cancels on a thread that has no context of its own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The thread that cancels disposes it.")]
    private static void Cancel(Action<CancellationToken> register)
    {
        var source = new CancellationTokenSource();
        register(source.Token);
        ThreadPool.UnsafeQueueUserWorkItem(
            static source =>
            {
                using (source)
                    source.Cancel();
            },
            source,
            preferLocal: false);
    }

    private sealed class WorkItem(Action work) : IThreadPoolWorkItem
    {
        public void Execute() => work();
    }
}
