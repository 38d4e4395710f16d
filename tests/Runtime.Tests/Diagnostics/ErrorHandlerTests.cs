using System.Collections.Concurrent;
using System.Diagnostics;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Diagnostics;

/// <summary>Who is told what goes wrong in telemetry itself.</summary>
[Collection(ProcessWide.Name)]
public sealed class ErrorHandlerTests : IDisposable
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Errors");

    private readonly Surroundings _surroundings = new();
    private readonly ConcurrentQueue<TelemetryError> _told = [];

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task A_handler_is_told_in_place_of_standard_error()
    {
        var fault = new InvalidOperationException("secret");
        await using (Start(_told.Enqueue, new Throwing(fault)))
            Scope.Source.StartActivity("span")?.Dispose();

        var error = Assert.Single(_told);
        Assert.Equal(
            new TelemetryError(
                ErrorSeverity.Error, $"the span processor {typeof(Throwing)} threw System.InvalidOperationException; the application was not affected.", fault, 0),
            error);
        Assert.Equal("", _surroundings.Told);
    }

    [Fact]
    public async Task It_is_told_of_variables_too_whatever_was_read_first()
    {
        _surroundings.Set("OTEL_TRACES_EXPORTER", "zipkin").Set("OTEL_BSP_MAX_QUEUE_SIZE", "many").Set("OTEL_TRACES_SAMPLER", "sometimes");
        await using (Telemetry.Start(b => b.WithTracing(static t => t.AddExporter(new InMemoryExporter<Activity>())).OnError(_told.Enqueue)))
        {
        }

        Assert.Equal(
            ["OTEL_TRACES_EXPORTER", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_TRACES_SAMPLER"],
            _told.Select(static e => e.Message.Split(' ')[0]));
        Assert.All(_told, static e => Assert.Equal((ErrorSeverity.Warning, null), (e.Severity, e.Exception)));
        Assert.Equal("", _surroundings.Told);
    }

    [Fact]
    public void A_start_that_fails_tells_standard_error_what_it_had_to_tell()
    {
        _surroundings.Set("OTEL_TRACES_EXPORTER", "zipkin");

        Assert.Throws<NotSupportedException>(() => Telemetry.Start(static _ => throw new NotSupportedException()));

        Assert.True(SpinWait.SpinUntil(() => _surroundings.Told.Contains("OTEL_TRACES_EXPORTER", StringComparison.Ordinal), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_telemetry_that_was_started_last_is_told_and_after_it_the_one_before()
    {
        var inner = new ConcurrentQueue<TelemetryError>();
        await using (Start(_told.Enqueue))
        {
            await using (Start(inner.Enqueue))
                Faults.Report("first", new ArithmeticException());
            Faults.Report("second", new ArithmeticException());
        }

        Faults.Report("third", new ArithmeticException());

        Assert.StartsWith("first threw", Assert.Single(inner).Message, StringComparison.Ordinal);
        Assert.StartsWith("second threw", Assert.Single(_told).Message, StringComparison.Ordinal);
        Assert.Equal("instrumentation: third threw System.ArithmeticException; the application was not affected.\n", _surroundings.Told);
    }

    [Fact]
    public async Task A_handler_that_throws_is_told_of_on_standard_error_once_and_goes_on_being_told()
    {
        var calls = 0;
        await using (Start(_ => throw new NotSupportedException($"call {calls++}")))
        {
            Faults.Report("one", new ArithmeticException());
            Faults.Report("two", new ArithmeticException());
        }

        Assert.Equal(2, calls);
        Assert.Equal("instrumentation: the error handler threw System.NotSupportedException; the application was not affected.\n", _surroundings.Told);
    }

    [Fact]
    public async Task A_handler_that_blocks_holds_up_nobody_and_what_it_misses_is_bounded()
    {
        using var release = new ManualResetEventSlim();
        var watch = Stopwatch.StartNew();
        await using (Start(error =>
        {
            _told.Enqueue(error);
            release.Wait();
        }))
        {
            for (var i = 0; i < 10 * ErrorChannel.Capacity; i++)
                Faults.Report($"error {i}", new ArithmeticException());
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        release.Set();
        Assert.True(SpinWait.SpinUntil(() => _told.Count >= ErrorChannel.Capacity, TimeSpan.FromSeconds(10)));
        Assert.InRange(_told.Count, ErrorChannel.Capacity, ErrorChannel.Capacity + 1);
    }

    [Fact]
    public async Task A_handler_that_causes_errors_and_spans_is_told_of_none_of_them()
    {
        var exporter = new InMemoryExporter<Activity>();
        var calls = 0;
        await using (Telemetry.Start(b => b.WithTracing(t => t.AddProcessor(new Throwing(new ArithmeticException())).AddExporter(exporter)).OnError(_ =>
        {
            calls++;
            Scope.Source.StartActivity("inner")?.Dispose();
            Faults.Report($"handling {calls}", new ArithmeticException());
        })))
            Scope.Source.StartActivity("outer")?.Dispose();

        Assert.Equal(1, calls);
        Assert.Equal(["outer"], exporter.Items.Select(static s => s.OperationName));
    }

    [Fact]
    public async Task A_handler_may_flush_and_end_telemetry()
    {
        Telemetry? telemetry = null;
        telemetry = Start(error =>
        {
            _told.Enqueue(error);
            telemetry!.ForceFlushAsync(TimeSpan.FromSeconds(1)).Wait();
            telemetry.Dispose();
        });
        Faults.Report("an error", new ArithmeticException());

        await telemetry.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Single(_told);
    }

    [Fact]
    public async Task At_the_level_debug_exceptions_are_told_whole()
    {
        _surroundings.Set("OTEL_LOG_LEVEL", "debug");
        await using (Telemetry.Start())
            Faults.Report("adding", new ArithmeticException("the sum is odd"));

        Assert.Equal(
            "instrumentation: adding threw System.ArithmeticException; the application was not affected.\nSystem.ArithmeticException: the sum is odd\n",
            _surroundings.Told);
    }

    private static Telemetry Start(Action<TelemetryError> handler, params SpanProcessor[] processors) => Telemetry.Start(b =>
    {
        b.OnError(handler).WithTracing(static t => t.AddExporter(new InMemoryExporter<Activity>()));
        foreach (var processor in processors)
            b.WithTracing(t => t.AddProcessor(processor));
    });

    private sealed class Throwing(Exception fault) : SpanProcessor
    {
        public override void OnStart(Activity span) => throw fault;

        public override void OnEnd(Activity span) => throw fault;
    }
}
