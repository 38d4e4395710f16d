using System.Diagnostics;
using System.Diagnostics.Metrics;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Which instruments a program has, and what they record.</summary>
[Collection(Alone.Name)]
public class MetricTests
{
    [Fact]
    public void Instruments_have_their_default_names_and_units()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        Calc.Touch("x");
        var instruments = recorder.Measurements.Select(static m => m.Instrument).Distinct().ToDictionary(static i => i.Name);
        Assert.Equal(
            ["behaviour.observed.calc.touch.calls", "behaviour.observed.calc.touch.duration", "behaviour.observed.calc.touch.in_flight"],
            instruments.Keys.Order(StringComparer.Ordinal));

        var calls = Assert.IsType<Counter<long>>(instruments["behaviour.observed.calc.touch.calls"]);
        Assert.Equal("{call}", calls.Unit);
        Assert.Null(calls.Description);
        var duration = Assert.IsType<Histogram<double>>(instruments["behaviour.observed.calc.touch.duration"]);
        Assert.Equal("s", duration.Unit);
        Assert.Equal([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10], duration.Advice!.HistogramBucketBoundaries!);
        var running = Assert.IsType<UpDownCounter<long>>(instruments["behaviour.observed.calc.touch.in_flight"]);
        Assert.Equal("{call}", running.Unit);
        Assert.All(instruments.Values, static i => Assert.Equal(Recorder.Scope, i.Meter.Name));
    }

    [Fact]
    public void Several_attributes_of_a_kind_each_have_their_instrument()
    {
        using var recorder = new Recorder();
        Several.Run(1);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Several.Run(-1));
        const string Error = "error.type=System.ArgumentOutOfRangeException";
        Assert.Equal($"""
            several.running 1
            several.running.too 1
            several.running -1
            several.running.too -1
            several.all 1
            several.good 1
            several.time
            several.time.fine
            several.running 1
            several.running.too 1
            several.running -1
            several.running.too -1
            several.all 1 {Error}
            several.bad 1 {Error}
            several.time {Error}
            several.time.fine {Error}
            """, recorder.MetricText);

        var instruments = recorder.Measurements.Select(static m => m.Instrument).Distinct().ToDictionary(static i => i.Name);
        Assert.Equal("{thing}", instruments["several.good"].Unit);
        Assert.Equal("what failed", instruments["several.bad"].Description);
        Assert.Equal([0.001, 0.01], ((Histogram<double>)instruments["several.time.fine"]).Advice!.HistogramBucketBoundaries!);
    }

    [Fact]
    public void A_type_wide_metric_counts_each_public_method()
    {
        using var recorder = new Recorder();
        var wide = new TypeWide();
        wide.First();
        wide.Second();
        wide.Third();
        Assert.Equal("typed.calls 1\ntyped.calls 1", recorder.MetricText);
    }

    [Fact]
    public async Task Durations_are_seconds_until_the_task_is_done()
    {
        using var recorder = new Recorder(spans: false);
        var gate = new TaskCompletionSource();
        var started = Stopwatch.GetTimestamp();
        var running = Gated.Time(gate.Task);
        var returned = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(returned) < TimeSpan.FromMilliseconds(2))
            await Task.Yield();
        Assert.Empty(recorder.Measurements);
        gate.SetResult();
        await running;
        Assert.InRange(Assert.Single(recorder.Measurements).Value, 0.002, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    [Fact]
    public async Task Calls_in_flight_return_to_zero_however_they_end()
    {
        using var recorder = new Recorder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Failing.Wait(CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Failing.Wait(cancelled.Token));
        await new Work().Done();
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Kitchen("k").Cook("x", -1));

        foreach (var instrument in recorder.Measurements.Where(static m => m.Name.EndsWith(".in_flight", StringComparison.Ordinal)).GroupBy(static m => m.Name))
            Assert.Equal(0, instrument.Sum(static m => m.Value));
        Assert.Equal(8, recorder.Measurements.Count(static m => m.Name.EndsWith(".in_flight", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listener_that_comes_while_a_call_runs_sees_no_end_without_a_beginning()
    {
        var gate = new TaskCompletionSource();
        using (new Recorder(metrics: false))
        {
            var running = Gated.Run(gate.Task);
            using var late = new Recorder(spans: false);
            gate.SetResult();
            await running;
            Assert.DoesNotContain(late.Measurements, static m => m.Name == "gated.running");
        }
    }

    [Fact]
    public async Task A_listener_that_goes_while_a_call_runs_leaves_the_others_at_zero()
    {
        var gate = new TaskCompletionSource();
        using var recorder = new Recorder(spans: false);
        Task running;
        using (new Recorder())
            running = Gated.Run(gate.Task);
        gate.SetResult();
        await running;
        Assert.Equal("gated.running 1\ngated.running -1\ngated.calls 1", recorder.MetricText);
    }

    [Fact]
    public async Task Many_threads_are_counted_exactly()
    {
        const int Threads = 8;
        const int Calls = 2_000;
        using var recorder = new Recorder();
        var work = new Work();
        Journal.Begin();
        var threads = Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                Calc.Touch("");
                await work.Done();
            }
        }));
        await Task.WhenAll(threads);

        foreach (var method in new[] { "calc.touch", "work.done" })
        {
            Assert.Equal(Threads * Calls, recorder.Measurements.Where(m => m.Name == $"behaviour.observed.{method}.calls").Sum(static m => m.Value));
            Assert.Equal(Threads * Calls, recorder.Measurements.Count(m => m.Name == $"behaviour.observed.{method}.duration"));
            Assert.Equal(0, recorder.Measurements.Where(m => m.Name == $"behaviour.observed.{method}.in_flight").Sum(static m => m.Value));
        }

        Assert.Equal(2 * Threads * Calls, recorder.Spans.Count);
    }
}
