using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>
/// A task that is not done when it is returned is handed on by another one, which ends as it does, in what await does not show too. What it
/// does show <see cref="EquivalenceTests"/> compare.
/// </summary>
[Collection(Alone.Name)]
public class AwaitedTaskTests
{
    [Fact]
    public async Task All_of_several_exceptions_are_handed_on()
    {
        var first = new InvalidOperationException("first");
        var source = new TaskCompletionSource<int>();
        using var recorder = new Recorder();
        var task = new Work().Hands(source.Task);
        var second = new TimeoutException("second");
        source.SetException([first, second]);

        Assert.Same(first, await Assert.ThrowsAsync<InvalidOperationException>(() => task));
        Assert.Equal([first, second], task.Exception!.InnerExceptions);
        Assert.Equal("Work.Hands Error(first) error.type=System.InvalidOperationException !exception", recorder.SpanText);
    }

    [Fact]
    public async Task A_task_that_failed_with_a_cancellation_is_a_failed_one()
    {
        var cancellation = new OperationCanceledException("set by hand");
        var source = new TaskCompletionSource<int>();
        using var recorder = new Recorder();
        var task = new Work().Hands(source.Task);
        source.SetException(cancellation);

        Assert.Same(cancellation, await Assert.ThrowsAsync<OperationCanceledException>(() => task));
        Assert.True(task.IsFaulted);
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
