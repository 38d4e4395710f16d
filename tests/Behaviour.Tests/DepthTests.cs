using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;
using Xunit.Abstractions;

namespace Instrumentation.Behaviour.Tests;

/// <summary>How deep a method may call itself, and what happens when it is called again before it has ended.</summary>
[Collection(Alone.Name)]
public class DepthTests(ITestOutputHelper output)
{
    private const int Levels = 5_000;

    // What a thread of the runtime's has where the system gives the least.
    private const int Stack = 1536 * 1024;

    // A third of it is left to those who called.
    private const int Limit = Stack / 3 * 2 / Levels;

    private static readonly Func<int, nint> Plain = typeof(Deep).Assembly.GetName().Name == "Behaviour.Observed"
        ? Assembly.Load("Behaviour.Plain").GetType("Subjects.Deep", throwOnError: true)!.GetMethod(nameof(Deep.Down))!.CreateDelegate<Func<int, nint>>()
        : throw new InvalidOperationException("The subjects are not the observed ones.");

    [Fact]
    public void A_level_takes_little_of_the_stack_and_thousands_of_them_fit()
    {
        var plain = OnSmallStack(() => BytesPerLevel(Plain));
        var off = OnSmallStack(() => BytesPerLevel(Observed));
        using var recorder = new Recorder();
        var on = OnSmallStack(() => BytesPerLevel(Observed));
        output.WriteLine($"bytes of stack a level: plain {plain}, nobody listens {off}, somebody does {on}");
        Assert.InRange(plain, 1, off);
        Assert.InRange(on, off, Limit);
    }

    [Fact]
    public void Thousands_of_levels_run_when_nobody_listens() => OnSmallStack(() => (int)(Deep.Down(Levels) - Deep.Here()));

    [Fact]
    public void Thousands_of_levels_run_when_somebody_listens()
    {
        using var recorder = new Recorder();
        OnSmallStack(() => (int)(Deep.Down(Levels) - Deep.Here()));
        Assert.Equal(Levels + 1, recorder.Spans.Count);
        Assert.Equal(Levels + 1, Depth(recorder.Spans[0]));
    }

    [Fact]
    public async Task Thousands_of_asynchronous_levels_come_up_again()
    {
        using var recorder = new Recorder();
        var gate = new TaskCompletionSource();
        Task<nint>? task = null;
        OnStack(16 * Stack, () => (task = Deep.DownLater(Levels, gate.Task)).IsCompleted ? 1 : 0);
        gate.SetResult();
        await task!.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Levels + 1, recorder.Spans.Count);
        Assert.All(recorder.Spans, static span => Assert.True(span.IsStopped));
    }

    [Fact]
    public async Task Of_a_recursion_over_several_threads_the_outermost_call_alone_has_a_span()
    {
        using var recorder = new Recorder();
        Assert.Equal(5, await Deep.Hop(5));
        Assert.Equal("Deep.Hop", recorder.SpanText);
        Assert.Equal(6, (await Task.WhenAll(Deep.Hop(3), Deep.Hop(3))).Sum());
        Assert.Equal(3, recorder.Spans.Count);
    }

    [Fact]
    public async Task A_call_that_was_left_behind_by_one_that_is_over_is_an_outermost_one()
    {
        using var recorder = new Recorder();
        var gate = new TaskCompletionSource();
        var behind = await Deep.LeaveBehind(gate.Task);
        Assert.Equal("Deep.LeaveBehind", recorder.SpanText);
        gate.SetResult();
        await behind;
        Assert.Equal("Deep.LeaveBehind\nDeep.LeaveBehind < Deep.LeaveBehind", recorder.SpanText);
    }

    [Fact]
    public void A_listener_may_call_what_it_listens_to()
    {
        var calls = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Recorder.Scope,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ =>
            {
                if (Interlocked.Increment(ref calls) < 3)
                    Assert.Equal(2, Calc.Add(1, 1));
            },
        };
        ActivitySource.AddActivityListener(listener);
        Assert.Equal(5, Calc.Add(2, 3));
        Assert.Equal(3, calls);
        Assert.Null(Activity.Current);
    }

    private static nint Observed(int levels) => Deep.Down(levels);

    private static int BytesPerLevel(Func<int, nint> down)
    {
        const int Many = 200;
        down(1);
        return (int)((down(0) - down(Many)) / Many);
    }

    private static int OnSmallStack(Func<int> run) => OnStack(Stack, run);

    private static int OnStack(int bytes, Func<int> run)
    {
        var result = 0;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            bytes);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)));
        failure?.Throw();
        return result;
    }

    private static int Depth(Activity? span)
    {
        var depth = 0;
        for (; span is not null; span = span.Parent)
            depth++;
        return depth;
    }
}
