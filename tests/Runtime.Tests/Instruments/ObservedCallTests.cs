using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Instruments;

[Collection(ProcessWide.Name)]
public sealed class ObservedCallTests : IDisposable
{
    private static readonly ActivitySource Source = TelemetryScope.Get("ObservedCall").Source;

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => source.Name == "ObservedCall",
        Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public ObservedCallTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void A_failure_sets_the_status_and_error_type_and_records_the_exception()
    {
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Client);
        var declined = call.Fails(new InvalidOperationException("no stock"), Errors.Event);
        call.Stop();

        Assert.False(declined);
        Assert.Equal("System.InvalidOperationException", call.ErrorType);
        Assert.Equal(ActivityKind.Client, call.Span!.Kind);
        Assert.Equal(ActivityStatusCode.Error, call.Span.Status);
        Assert.Equal("no stock", call.Span.StatusDescription);
        Assert.Equal("System.InvalidOperationException", call.Span.GetTagItem("error.type"));
        var recorded = Assert.Single(call.Span.Events);
        Assert.Equal("exception", recorded.Name);
        Assert.Contains(recorded.Tags, static tag => tag is { Key: "exception.message", Value: "no stock" });
        Assert.True(call.Span.IsStopped);
    }

    [Theory]
    [InlineData(Errors.Status)]
    [InlineData(Errors.Log)]
    public void A_failure_that_is_recorded_elsewhere_leaves_no_event(Errors errors)
    {
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Internal);
        call.Fails(new InvalidOperationException("no stock"), errors);
        call.Stop();

        Assert.Equal(ActivityStatusCode.Error, call.Span!.Status);
        Assert.Empty(call.Span.Events);
    }

    [Fact]
    public void An_exception_whose_message_throws_still_fails_the_call_and_hurts_nobody()
    {
        using var surroundings = new Surroundings();
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Internal);
        call.Fails(new MutteringException(), Errors.Event);
        call.Stop();

        Assert.Equal(ActivityStatusCode.Error, call.Span!.Status);
        Assert.Null(call.Span.StatusDescription);
        Assert.Equal(typeof(MutteringException).FullName, call.Span.GetTagItem("error.type"));
        var told = $"instrumentation: recording a {typeof(MutteringException).FullName} threw System.NotSupportedException;";
        Assert.StartsWith(told, surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_result_has_the_type_other()
    {
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Internal);
        call.Fails("IsRejected");
        call.Stop();

        Assert.Equal("_OTHER", call.ErrorType);
        Assert.Equal("_OTHER", call.Span!.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, call.Span.Status);
        Assert.Equal("IsRejected", call.Span.StatusDescription);
    }

    [Fact]
    public void Without_a_listener_there_is_no_span_and_the_failure_is_known_all_the_same()
    {
        using var unheard = new ActivitySource("ObservedCall.Unheard");
        var call = new ObservedCall();
        call.StartSpan(unheard, "call", ActivityKind.Internal);
        call.Fails(new InvalidOperationException(), Errors.Event);
        call.Leave();
        call.Stop();

        Assert.Null(call.Span);
        Assert.False(call.IsRecording);
        Assert.Equal("System.InvalidOperationException", call.ErrorType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_root_has_no_parent_and_gives_the_caller_back(bool isAsync)
    {
        using var caller = Source.StartActivity("caller");
        var call = new ObservedCall();
        call.StartRootSpan(Source, "root", ActivityKind.Internal);
        Assert.Same(call.Span, Activity.Current);
        Assert.Null(call.Span!.Parent);
        Assert.NotEqual(caller!.TraceId, call.Span.TraceId);

        if (isAsync)
            call.Leave();
        else
            call.Stop();

        Assert.Same(caller, Activity.Current);
        call.Stop();
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public void A_new_root_that_nobody_listens_to_leaves_the_caller_current()
    {
        using var unheard = new ActivitySource("ObservedCall.Unheard");
        using var caller = Source.StartActivity("caller");
        var call = new ObservedCall();
        call.StartRootSpan(unheard, "root", ActivityKind.Internal);
        Assert.Same(caller, Activity.Current);
        call.Stop();
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public void Leaving_makes_the_parent_current_while_the_span_goes_on()
    {
        using var caller = Source.StartActivity("caller");
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Internal);
        call.Leave();

        Assert.Same(caller, Activity.Current);
        Assert.False(call.Span!.IsStopped);
        Assert.Same(caller, call.Span.Parent);
        call.Stop();
    }

    [Fact]
    public void A_call_is_inside_another_while_that_runs_however_deep()
    {
        Assert.False(ObservedCall.IsInside(Source, "outer"));
        using (var outer = Source.StartActivity("outer"))
        using (Source.StartActivity("middle"))
        {
            Assert.True(ObservedCall.IsInside(Source, "outer"));
            Assert.True(ObservedCall.IsInside(Source, "middle"));
            Assert.False(ObservedCall.IsInside(Source, "other"));
            using var other = new ActivitySource("ObservedCall");
            Assert.False(ObservedCall.IsInside(other, "outer"));

            outer!.DisplayName = "renamed";
            Assert.True(ObservedCall.IsInside(Source, "outer"));
        }

        Assert.False(ObservedCall.IsInside(Source, "outer"));
    }

    [Fact]
    public void A_null_sets_no_tag()
    {
        var call = new ObservedCall();
        call.StartSpan(Source, "call", ActivityKind.Internal);
        call.SetTag("present", 1);
        call.SetTag("present", null);
        call.SetTag("absent", null);
        call.Stop();

        Assert.Equal([new("present", 1)], call.Span!.TagObjects);
    }

    [SuppressMessage("Design", "CA1032", Justification = "Made here alone.")]
    private sealed class MutteringException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
