using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>What a failed call leaves on span and metrics, and what does not count as failed.</summary>
[Collection(Alone.Name)]
public class FailureTests
{
    [Fact]
    public void A_failure_sets_status_type_and_event_with_the_stack_of_the_user()
    {
        using var recorder = new Recorder();
        var exception = new InvalidOperationException("no stock");
        Assert.Same(exception, Assert.Throws<InvalidOperationException>(() => Failing.Event(exception)));

        Assert.Equal("Failing.Event Error(no stock) error.type=System.InvalidOperationException !exception", recorder.SpanText);
        var tags = Assert.Single(recorder.Span.Events).Tags.ToDictionary(static t => t.Key, static t => t.Value as string);
        Assert.Equal("System.InvalidOperationException", tags["exception.type"]);
        Assert.Equal("no stock", tags["exception.message"]);
        Assert.StartsWith("System.InvalidOperationException: no stock", tags["exception.stacktrace"], StringComparison.Ordinal);
        Assert.Contains("at Subjects.Failing.Event(Exception exception)", tags["exception.stacktrace"], StringComparison.Ordinal);
        Assert.Equal(3, tags.Count);
        Assert.Equal("""
            behaviour.observed.failing.event.calls 1 error.type=System.InvalidOperationException
            behaviour.observed.failing.event.duration error.type=System.InvalidOperationException
            """, recorder.MetricText);
    }

    [Fact]
    public void Errors_says_where_the_exception_is_recorded()
    {
        using var recorder = new Recorder();
        Assert.Throws<TimeoutException>(static () => Failing.Status(new TimeoutException("s")));
        Assert.Throws<TimeoutException>(static () => Failing.Log(new TimeoutException("l")));
        Assert.Equal("""
            Failing.Status Error(s) error.type=System.TimeoutException
            Failing.Log Error(l) error.type=System.TimeoutException
            """, recorder.SpanText);
    }

    [Fact]
    public async Task Expected_exceptions_and_what_derives_from_them_are_no_errors()
    {
        using var recorder = new Recorder();
        Assert.Throws<KeyNotFoundException>(static () => Failing.Expected(new KeyNotFoundException("k")));
        Assert.Throws<EndOfStreamException>(static () => Failing.Expected(new EndOfStreamException("e")));
        Assert.Throws<TimeoutException>(static () => Failing.Expected(new TimeoutException("t")));
        await Assert.ThrowsAsync<TimeoutException>(static () => Failing.ExpectedLater(new TimeoutException("t")));
        await Assert.ThrowsAsync<IOException>(static () => Failing.ExpectedLater(new IOException("i")));
        Assert.Equal("""
            Failing.Expected
            Failing.Expected
            Failing.Expected Error(t) error.type=System.TimeoutException !exception
            Failing.ExpectedLater
            Failing.ExpectedLater Error(i) error.type=System.IO.IOException !exception
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.failing.expected.calls 1 error.type=System.TimeoutException
            behaviour.observed.failing.expected_later.calls 1
            behaviour.observed.failing.expected_later.calls 1 error.type=System.IO.IOException
            """, recorder.MetricText);
    }

    [Fact]
    public async Task Results_can_mean_failure()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("FailureScenarios", "Results_that_mean_failure");
        Assert.Equal("""
            Failing.ByStatic Error(IsBad) error.type=_OTHER
            Failing.ByInstance Error(Exceeds) error.type=_OTHER
            Failing.ByInstanceLater Error(Exceeds) error.type=_OTHER
            Failing.ByMember
            Failing.ByMember Error(Failed) error.type=_OTHER
            Failing.ByBroken
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.failing.by_static.calls 1 error.type=_OTHER
            behaviour.observed.failing.by_broken.calls 1
            """, recorder.MetricText);
    }

    [Fact]
    public async Task From_another_assembly_the_predicate_is_asked_if_it_can_be_seen()
    {
        using var recorder = new Recorder();
        Failing.ByStatic(-1);
        await new Failing().ByInstance(11);
        new Failing().ByMember(new Outcome(true));
        Assert.Equal("""
            Failing.ByStatic
            Failing.ByInstance
            Failing.ByMember Error(Failed) error.type=_OTHER
            """, recorder.SpanText);
    }

    [Fact]
    public async Task Cancellation_by_the_callers_token_is_no_error_and_by_any_other_is()
    {
        using var recorder = new Recorder();
        using var own = new CancellationTokenSource();
        using var foreign = new CancellationTokenSource();
        await own.CancelAsync();
        await foreign.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Failing.Wait(own.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Failing.Wait(CancellationToken.None, own.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Failing.WaitNow(own.Token, null));
        Assert.ThrowsAny<OperationCanceledException>(() => Failing.WaitNow(CancellationToken.None, foreign.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Failing.Foreign(Task.FromCanceled(foreign.Token)));

        Assert.Equal("""
            Failing.Wait
            Failing.Wait
            Failing.WaitNow
            Failing.WaitNow Error(The operation was canceled.) error.type=System.OperationCanceledException !exception
            Failing.Foreign Error(A task was canceled.) error.type=System.Threading.Tasks.TaskCanceledException !exception
            """, recorder.SpanText);
        Assert.Equal(2, recorder.Measurements.Count(static m => m.Tags.Length == 1));
    }

    [Fact]
    public void An_exception_whose_message_throws_is_recorded_as_far_as_it_goes()
    {
        using var recorder = new Recorder(metrics: false);
        Assert.Throws<Misbehaving>(static () => Failing.Event(new Misbehaving()));
        Assert.Equal("Failing.Event Error() error.type=Subjects.Misbehaving", recorder.SpanText);
    }

    [Fact]
    public async Task An_asynchronous_failure_keeps_the_stack_of_the_user()
    {
        using var recorder = new Recorder();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(static () => new Work().ThrowsLater());
        Assert.Contains("at Subjects.Work.ThrowsLater()", thrown.StackTrace, StringComparison.Ordinal);
        var trace = recorder.Span.Events.Single().Tags.Single(static t => t.Key == "exception.stacktrace").Value as string;
        Assert.Contains("at Subjects.Work.ThrowsLater()", trace, StringComparison.Ordinal);
    }

    [Fact]
    public void A_synchronous_failure_leaves_no_frame_of_generated_code()
    {
        using var recorder = new Recorder();
        var thrown = Assert.Throws<DivideByZeroException>(static () => "not the last call " + Calc.Divide(1, 0));
        Assert.DoesNotContain("Instrumentation.Generated", thrown.StackTrace, StringComparison.Ordinal);
        Assert.Equal(ActivityStatusCode.Error, recorder.Span.Status);
    }
}
