using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>
/// Where an observed task differs from the task that the method returned: one that is not done when it is returned is awaited, and what
/// await does not show of it is not handed on. What it does show is the same, and <see cref="EquivalenceTests"/> say so.
/// </summary>
[Collection(Alone.Name)]
public class AwaitedTaskTests
{
    [Fact]
    public async Task Of_several_exceptions_the_first_is_handed_on()
    {
        var first = new InvalidOperationException("first");
        var source = new TaskCompletionSource<int>();
        using var recorder = new Recorder();
        var task = new Work().Hands(source.Task);
        source.SetException([first, new TimeoutException("second")]);

        Assert.Same(first, await Assert.ThrowsAsync<InvalidOperationException>(() => task));
        Assert.Same(first, Assert.Single(task.Exception!.InnerExceptions));
        Assert.Equal("Work.Hands Error(first) error.type=System.InvalidOperationException !exception", recorder.SpanText);
    }

    [Fact]
    public async Task A_task_that_failed_with_a_cancellation_is_a_cancelled_one()
    {
        var cancellation = new OperationCanceledException("set by hand");
        var source = new TaskCompletionSource<int>();
        using var recorder = new Recorder();
        var task = new Work().Hands(source.Task);
        source.SetException(cancellation);

        Assert.Same(cancellation, await Assert.ThrowsAsync<OperationCanceledException>(() => task));
        Assert.True(task.IsCanceled);
        Assert.Equal("Work.Hands Error(set by hand) error.type=System.OperationCanceledException !exception", recorder.SpanText);
    }

    [Fact]
    public void When_nobody_listens_it_is_the_methods_own_task()
    {
        var source = new TaskCompletionSource<int>();
        Assert.Same(source.Task, new Work().Hands(source.Task));
        var faulted = Task.FromException<int>(new AggregateException());
        Assert.Same(faulted, new Work().Hands(faulted));
    }
}
