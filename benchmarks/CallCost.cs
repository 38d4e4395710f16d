using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Instrumentation.Benchmarks;

/// <summary>What a wrapped call costs: when nobody listens, against the plain call; when somebody does, against the same written by hand.</summary>
internal static class CallCost
{
    private static readonly ActivitySource Source = new("Instrumentation.Benchmarks");
    private static readonly Meter Meter = new("Instrumentation.Benchmarks");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("by.hand.calls");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("by.hand.duration");

    public static void Measure(TextWriter output)
    {
        var work = new Work();
        output.WriteLine($"{"",-44} {"wrapped",20}   {"peer",20}");
        Paired.Compare(output, "off: int, against the plain call", 20_000_000, n => { for (var i = 0; i < n; i++) work.Traced(i); }, n => { for (var i = 0; i < n; i++) work.Plain(i); });
        Paired.Compare(output, "off: int, inlined, in a loop", 20_000_000, n => Sum = work.SumTraced(n), n => Sum = work.SumPlain(n));
        Paired.Compare(output, "off: Task, against the plain call", 20_000_000, n => { for (var i = 0; i < n; i++) work.TracedTask(); }, n => { for (var i = 0; i < n; i++) work.PlainTask(); });
        Paired.Compare(output, "off: ValueTask<int>, against the plain call", 20_000_000, n => { for (var i = 0; i < n; i++) work.TracedValueTask(i); }, n => { for (var i = 0; i < n; i++) work.PlainValueTask(i); });
        Paired.Compare(output, "off: span, counter and histogram", 20_000_000, n => { for (var i = 0; i < n; i++) work.AllThree(i); }, n => { for (var i = 0; i < n; i++) work.Plain(i); });

        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Instrumentation.Benchmarks",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        Paired.Compare(output, "on: span, against using StartActivity", 500_000, n => { for (var i = 0; i < n; i++) work.Traced(i); }, n => { for (var i = 0; i < n; i++) ByHand(work, i); });
        Paired.Compare(output, "on: span of a completed Task", 500_000, n => { for (var i = 0; i < n; i++) work.TracedTask(); }, n => { for (var i = 0; i < n; i++) ByHandTask(work); });
        Paired.Compare(output, "on: span of a Task that is not done", 500_000, n => { for (var i = 0; i < n; i++) Complete(static (w, t) => w.TracedHands(t), work); }, n => { for (var i = 0; i < n; i++) Complete(ByHandHands, work); });

        using var metrics = new MeterListener { InstrumentPublished = static (i, l) => { if (i.Meter.Name == "Instrumentation.Benchmarks") l.EnableMeasurementEvents(i); } };
        metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        metrics.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        metrics.Start();
        Paired.Compare(output, "on: span, counter, histogram, by hand", 500_000, n => { for (var i = 0; i < n; i++) work.AllThree(i); }, n => { for (var i = 0; i < n; i++) AllByHand(work, i); });
    }

    private static void Complete(Func<Work, Task, Task> call, Work work)
    {
        var source = new TaskCompletionSource();
        var task = call(work, source.Task);
        source.SetResult();
        task.GetAwaiter().GetResult();
    }

    private static async Task ByHandHands(Work work, Task task)
    {
        using var span = Source.StartActivity("Work.TracedHands");
        try
        {
            await work.Hands(task).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    public static long Sum { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ByHand(Work work, int x)
    {
        using var span = Source.StartActivity("Work.Traced");
        try
        {
            return work.Plain(x);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ByHandTask(Work work)
    {
        using var span = Source.StartActivity("Work.TracedTask");
        try
        {
            await work.PlainTask().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AllByHand(Work work, int x)
    {
        using var span = Source.StartActivity("Work.AllThree");
        var start = Stopwatch.GetTimestamp();
        try
        {
            return work.Plain(x);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            Calls.Add(1);
            Durations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }
}

/// <summary>What is called.</summary>
internal sealed class Work
{
    private int _state;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Plain(int x) => _state += x;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task PlainTask() => Task.CompletedTask;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> PlainValueTask(int x) => new(_state += x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task Hands(Task task) => task;

    [Traced]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task TracedHands(Task task) => task;

    [Traced]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Traced(int x) => _state += x;

    [Traced]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task TracedTask() => Task.CompletedTask;

    [Traced]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> TracedValueTask(int x) => new(_state += x);

    [Traced, Counted, Timed]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int AllThree(int x) => _state += x;

    public long SumPlain(int n)
    {
        var sum = 0L;
        for (var i = 0; i < n; i++)
            sum += Half(i);
        return sum;
    }

    public long SumTraced(int n)
    {
        var sum = 0L;
        for (var i = 0; i < n; i++)
            sum += TracedHalf(i);
        return sum;
    }

    internal static int Half(int x) => x >> 1;

    [Traced]
    internal static int TracedHalf(int x) => x >> 1;
}
