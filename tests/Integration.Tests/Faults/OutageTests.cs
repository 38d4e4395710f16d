using System.Collections.Concurrent;
using System.Diagnostics;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Integration.Tests.Wire;
using Instrumentation.Tracing;

namespace Instrumentation.Integration.Tests.Faults;

/// <summary>Receivers that are away, die, hang and come back: what was made has arrived, span by span, or is counted as lost.</summary>
public sealed class OutageTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly ActivitySource _source = new($"Outage.{Guid.NewGuid():N}");
    private readonly ConcurrentDictionary<string, bool> _made = new();
    private readonly ConcurrentQueue<TelemetryError> _told = new();

    [Theory]
    [InlineData(OtlpProtocol.Grpc)]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    [InlineData(OtlpProtocol.HttpJson)]
    public async Task A_receiver_that_is_not_there_at_the_start_gets_everything_when_it_is(OtlpProtocol protocol)
    {
        await using var receiver = await Receiver.StartAsync();
        await receiver.KillAsync();
        await using var telemetry = Start(receiver, protocol);
        Make(1_000);
        Assert.False(await telemetry.ForceFlushAsync(TimeSpan.FromMilliseconds(200)));

        await receiver.StartAgainAsync();
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        await EverythingArrivedAsync(receiver, telemetry);
    }

    [Theory]
    [InlineData(OtlpProtocol.Grpc)]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    public async Task One_that_dies_under_load_and_comes_back_again_and_again_gets_everything(OtlpProtocol protocol)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var telemetry = Start(receiver, protocol);
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                Make(50);
                await Task.Delay(1);
            }
        });
        for (var i = 0; i < 4; i++)
        {
            var before = receiver.Spans.Count();
            await receiver.SeenAsync(r => r.Spans.Count() > before);
            await receiver.KillAsync();
            await receiver.StartAgainAsync();
        }

        await enough.CancelAsync();
        await load;
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        await EverythingArrivedAsync(receiver, telemetry);
    }

    [Fact]
    public async Task One_that_is_away_for_longer_than_memory_holds_gets_what_it_held_and_the_rest_is_counted()
    {
        await using var receiver = await Receiver.StartAsync();
        await receiver.KillAsync();
        await using var telemetry = Start(receiver, OtlpProtocol.HttpProtobuf, static o => o.MaxQueueBytes = 20_000, static b => b.MaxQueueSize = 100);
        while (telemetry.Health.Spans[0] is var before && (before.Undelivered == 0 || before.Dropped.Count == 0))
            Make(10);

        await receiver.StartAgainAsync();
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        var health = telemetry.Health.Spans[0];
        Assert.Equal([DropReason.QueueFull], health.Dropped.Keys);

        // The queue was full when something was dropped.
        Assert.True(health.Exported >= 100);
        Assert.Equal(_made.Count, health.Exported + health.Dropped[DropReason.QueueFull]);
        Assert.Equal(health.Exported, receiver.Spans.DistinctBy(static span => span.Id).Count());
    }

    [Fact]
    public async Task One_that_takes_connections_and_says_nothing_gets_everything_when_it_wakes()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var telemetry = Start(receiver, OtlpProtocol.HttpProtobuf, static o => o.Timeout = TimeSpan.FromMilliseconds(300));
        Make(10);
        Assert.True(await telemetry.ForceFlushAsync(Bound));
        await receiver.FreezeAsync();
        Make(500);
        Assert.False(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(1)));

        await receiver.ThawAsync();
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        await EverythingArrivedAsync(receiver, telemetry);
    }

    [Fact]
    public async Task A_backup_takes_over_and_gives_back()
    {
        await using var first = await Receiver.StartAsync();
        await using var backup = await Receiver.StartAsync();
        await using var telemetry = Start(first, OtlpProtocol.HttpProtobuf, o => o.BackupEndpoint = backup.Http);
        Make(10);
        Assert.True(await telemetry.ForceFlushAsync(Bound));
        Assert.Equal((10, 0), (first.Spans.Count(), backup.Spans.Count()));

        await first.KillAsync();
        Make(20);
        Assert.True(await telemetry.ForceFlushAsync(Bound));
        Assert.Equal((10, 20), (first.Spans.Count(), backup.Spans.Count()));

        await first.StartAgainAsync();
        Make(30);
        Assert.True(await telemetry.ForceFlushAsync(Bound));
        Assert.Equal((40, 20), (first.Spans.Count(), backup.Spans.Count()));
        Assert.True(telemetry.Health.IsComplete);
    }

    [Fact]
    public async Task Two_exporters_are_each_served_by_itself()
    {
        await using var first = await Receiver.StartAsync();
        await using var second = await Receiver.StartAsync();
        await second.KillAsync();
        await using var telemetry = Telemetry.Start(t => t.WithTracing(t => t
            .AddSource(_source.Name)
            .AddOtlpExporter(o => o.Endpoint = first.Http, At1Ms)
            .AddOtlpExporter(o => o.Endpoint = second.Http, At1Ms)));
        Make(100);
        await first.SeenAsync(r => r.Spans.Count() == 100 && telemetry.Health.Spans[0].Exported == 100);
        Assert.Equal(0, telemetry.Health.Spans[1].Exported);

        await second.StartAgainAsync();
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        Assert.Equal((100, 100), (first.Spans.Count(), second.Spans.Count()));
    }

    [Fact]
    public async Task A_filter_before_an_exporter_says_which_traces_are_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var telemetry = Telemetry.Start(t => t.WithTracing(t => t
            .AddSource(_source.Name).AddOtlpExporter(o => o.Endpoint = receiver.Http, At1Ms, static next => LocalTraceFilter.Failed(next))));
        Make(5);
        using (var failed = _source.StartActivity("failed"))
            failed!.SetStatus(ActivityStatusCode.Error);

        Assert.True(await telemetry.ForceFlushAsync(Bound));

        Assert.Equal("failed", Assert.Single(receiver.Spans).Name);
        Assert.Equal(1, Assert.Single(telemetry.Health.Spans).Exported);
    }

    [Theory]
    [InlineData("frozen")]
    [InlineData("dead")]
    public async Task The_end_comes_in_its_time_and_counts_what_could_not_be_sent(string how)
    {
        await using var receiver = await Receiver.StartAsync();
        var telemetry = Start(receiver, OtlpProtocol.Grpc);
        await (how == "frozen" ? receiver.FreezeAsync() : receiver.KillAsync());
        Make(300);
        var watch = Stopwatch.StartNew();

        await telemetry.DisposeAsync();

        // Five seconds are promised; what comes on top is for a busy machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal([new(DropReason.ShutDown, 300)], telemetry.Health.Spans[0].Dropped);
        await (how == "frozen" ? receiver.ThawAsync() : receiver.StartAgainAsync());
    }

    [Fact]
    public async Task What_is_told_of_an_outage_is_one_line()
    {
        await using var receiver = await Receiver.StartAsync();
        await receiver.AnswerAsync(Fault.Http(503));
        await using var telemetry = Start(receiver, OtlpProtocol.HttpProtobuf);
        for (var i = 0; i < 5; i++)
        {
            Make(10);
            await telemetry.ForceFlushAsync(TimeSpan.FromMilliseconds(300));
        }

        await receiver.AnswerAsync(Fault.None);
        Assert.True(await telemetry.ForceFlushAsync(Bound));

        var error = Assert.Single(_told);
        Assert.Equal(
            (ErrorSeverity.Warning, $"{receiver.Http}v1/traces did not take telemetry, which waits until it does: HTTP 503"), (error.Severity, error.Message));
        Assert.True(telemetry.Health.Spans[0].Retries > 0);
        await EverythingArrivedAsync(receiver, telemetry);
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void At1Ms(BatchOptions batching) => batching.ScheduledDelay = TimeSpan.FromMilliseconds(1);

    private Telemetry Start(Receiver receiver, OtlpProtocol protocol, Action<OtlpExporterOptions>? more = null, Action<BatchOptions>? batching = null) =>
        Telemetry.Start(t => t.OnError(_told.Enqueue).WithMetrics(static m => m.AddReader(new Metrics.ManualReader())).WithTracing(t => t
            .AddSource(_source.Name)
            .AddOtlpExporter(
                o =>
                {
                    (o.Endpoint, o.Protocol) = (protocol == OtlpProtocol.Grpc ? receiver.Grpc : receiver.Http, protocol);
                    more?.Invoke(o);
                },
                b =>
                {
                    (b.ScheduledDelay, b.MaxQueueSize) = (TimeSpan.FromMilliseconds(1), 100_000);
                    batching?.Invoke(b);
                })));

    private void Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var span = _source.StartActivity("made")!;
            _made[span.SpanId.ToHexString()] = true;
        }
    }

    private async Task EverythingArrivedAsync(Receiver receiver, Telemetry telemetry)
    {
        var health = telemetry.Health.Spans[0];
        Assert.Empty(health.Dropped);
        Assert.Equal((_made.Count, 0L), (health.Exported, health.Undelivered));
        await receiver.SeenAsync(r => _made.Keys.ToHashSet().SetEquals(r.Spans.Select(static span => span.Id)));
    }
}
