using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Async methods that observe themselves: the same spans and metrics as at the call, whoever calls, and nothing when nobody looks.</summary>
[Collection(Alone.Name)]
public class BuilderTests
{
    private const int Calls = 1_000;

    public static TheoryData<string> Pairs => [.. TwinCalls.ByName.Keys];

    [Theory, MemberData(nameof(Pairs))]
    public async Task What_a_method_says_of_itself_is_what_its_call_would(string name)
    {
        var (atTheCall, inItself) = TwinCalls.ByName[name];
        var expected = await Record(atTheCall);

        Assert.NotEmpty(expected.Spans);
        Assert.Equal(expected, await Record(inItself));
    }

    [Fact]
    public async Task A_level_that_is_switched_off_makes_no_span()
    {
        using var recorder = new Recorder();

        await new Twins("corner").DetailInItself();

        Assert.Empty(recorder.Spans);
    }

    [Theory]
    [InlineData("Delegates_reflection_and_overloads", """
        Selves.Echo text=a
        Selves.Echo text=b
        Selves.Over number=1
        Selves.OverText text=t
        Selves.OverMany one=Double:2.5
        Selves.Secret hidden=hidden
        """)]
    [InlineData("Local_functions", """
        told word=one
        told word=two
        Selves.Still value=3
        """)]
    [InlineData("Generics_structs_and_explicit_implementations", """
        SelfBox.Pair other=x box.content=1 box.result='(1, x)'
        SelfBox.Pair other=2 box.content=s box.result='(s, 2)'
        ExplicitSelf.Get key=3
        SelfStruct.Add struct.value=1
        """)]
    [InlineData("Awaitables_and_ambient_state", """
        Selves.Awaits
        Selves.Awaits
        """)]
    [InlineData("Exceptions", """
        Selves.ThrowsBeforeAwait Error(shared) error.type=System.InvalidOperationException !exception
        Selves.ThrowsBeforeAwait Error(shared) error.type=System.InvalidOperationException !exception
        Selves.ThrowsLater Error(later) error.type=System.InvalidOperationException !exception
        """)]
    [InlineData("Cancellation", "Selves.Waits")]
    public async Task Every_way_of_calling_makes_a_span(string scenario, string spans)
    {
        using var recorder = new Recorder(metrics: false);

        await Variant.Observed.Run("BuilderScenarios", scenario);

        Assert.Equal(spans.ReplaceLineEndings("\n"), recorder.SpanText);
    }

    [Fact]
    public async Task The_span_is_current_inside_and_the_callers_is_outside()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        var task = Selves.Inside();
        Assert.Same(caller, Activity.Current);
        var inside = await task;

        Assert.All(inside, activity => Assert.Same(recorder.Span, activity));
        Assert.Same(caller, recorder.Span.Parent);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task A_method_that_ends_at_once_leaves_the_callers_activity_current()
    {
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(Selves.ThrowsBeforeAwait);

        Assert.Same(caller, Activity.Current);
        Assert.Same(caller, recorder.Span.Parent);
    }

    [Fact]
    public async Task A_parameter_that_the_body_does_not_use_is_no_tag()
    {
        using var recorder = new Recorder();

        await Selves.Unused("nobody");

        Assert.Equal("Selves.Unused", recorder.SpanText);
    }

    [Fact]
    public async Task Continuations_run_where_the_callers_context_wants_them()
    {
        using var recorder = new Recorder();
        var context = new CountingContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = Selves.Echo("x");
            SynchronizationContext.SetSynchronizationContext(before);
            Assert.Equal("x", await task);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal(1, context.Posts);
        Assert.Equal("Selves.Echo text=x", recorder.SpanText);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_looks_and_nothing_more_is_allocated(bool completes)
    {
        // Away from the test's context: what waits for it allocates more, and whether it is still there after an await is a matter of luck.
        var observed = await Task.Run(() => Bytes(completes, Selves.Lean));
        var plain = await Task.Run(() => Bytes(completes, Selves.PlainLean));

        // The state on the heap has one reference more, when it goes there.
        Assert.Equal(plain + (completes ? 0 : IntPtr.Size * Calls), observed);
    }

    private static async Task<long> Bytes(bool completes, Func<Task, Task<int>> call)
    {
        var best = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var source = new TaskCompletionSource();
            var awaited = completes ? Task.CompletedTask : source.Task;
            var tasks = new Task<int>[Calls];
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
                tasks[i] = call(awaited);
            best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
            source.SetResult();
            Assert.All(await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(30)), static result => Assert.Equal(1, result));
        }

        return best;
    }

    private static async Task<(string Spans, string Metrics)> Record(Func<Task> call)
    {
        using var recorder = new Recorder();
        try
        {
            await call();
        }
        catch (Exception e) when (e is ArgumentException or OperationCanceledException or FormatException or NullReferenceException)
        {
            // What it ended with is in the span.
        }

        return (recorder.SpanText, recorder.MetricText);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }
}
