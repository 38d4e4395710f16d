using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Which activity is current, inside a call and after it.</summary>
[Collection(Alone.Name)]
public class ContextTests
{
    [Fact]
    public void Inside_a_call_its_span_is_current_and_after_it_the_callers()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        var inside = Failing.Inside();

        Assert.Same(recorder.Span, inside);
        Assert.Same(caller, inside!.Parent);
        Assert.Equal(ActivityKind.Client, inside.Kind);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task Inside_an_awaited_call_its_span_is_current_before_and_after_each_await()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        var task = Failing.InsideLater();
        Assert.Same(caller, Activity.Current);
        var (before, after) = await task;

        Assert.Same(recorder.Span, before);
        Assert.Same(before, after);
        Assert.Same(caller, before!.Parent);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task A_call_that_throws_leaves_the_callers_activity_current()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        Assert.Throws<DivideByZeroException>(() => Calc.Divide(1, 0));
        Assert.Same(caller, Activity.Current);
        Assert.Throws<ArgumentException>(() => { _ = new Work().ThrowsAtOnce(1); });
        Assert.Same(caller, Activity.Current);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Work().ThrowsLater());
        Assert.Same(caller, Activity.Current);
        Assert.All(recorder.Spans, span => Assert.Same(caller, span.Parent));
    }

    [Fact]
    public async Task Without_a_caller_nothing_is_current_afterwards()
    {
        using var recorder = new Recorder();
        Activity.Current = null;
        Calc.Add(1, 2);
        Assert.Null(Activity.Current);
        await new Work().Later(1);
        Assert.Null(Activity.Current);
        Failing.Root();
        Assert.Null(Activity.Current);
        Assert.Equal(5, recorder.Spans.Count);
    }

    [Fact]
    public async Task A_new_root_has_no_parent_and_gives_the_callers_activity_back()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        Assert.Equal("CALC", Failing.Root());
        Assert.Same(caller, Activity.Current);
        var task = Failing.RootLater();
        Assert.Same(caller, Activity.Current);
        await task;
        Assert.Same(caller, Activity.Current);

        var roots = recorder.Spans.Where(static s => s.OperationName is "consume" or "Failing.RootLater").ToList();
        Assert.Equal(2, roots.Count);
        Assert.All(roots, root =>
        {
            Assert.Null(root.Parent);
            Assert.Equal(default, root.ParentSpanId);
            Assert.NotEqual(caller.TraceId, root.TraceId);
        });
        Assert.Equal(ActivityKind.Consumer, roots[0].Kind);
        Assert.Equal(6, recorder.Spans.Count);
        Assert.All(recorder.Spans.Where(s => s.OperationName == "Calc.Shouted"), span => Assert.Contains(span.Parent, roots));
    }

    [Fact]
    public void A_new_root_that_the_sampler_declines_leaves_the_callers_activity_current()
    {
        using var recorder = new Recorder(ActivitySamplingResult.None);
        using var caller = new Activity("caller");
        caller.Start();
        Failing.Root();
        Assert.Same(caller, Activity.Current);
        Assert.Empty(recorder.Spans);
    }

    [Fact]
    public async Task A_span_lasts_until_its_task_is_done()
    {
        using var recorder = new Recorder();
        var source = new TaskCompletionSource<int>();
        var task = new Work().Hands(source.Task);
        Assert.Empty(recorder.Spans);
        source.SetResult(1);
        await task;
        Assert.True(recorder.Span.IsStopped);
        Assert.True(recorder.Span.Duration > TimeSpan.Zero);
    }
}
