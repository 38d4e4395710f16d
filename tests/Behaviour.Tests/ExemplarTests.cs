using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Tracing;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>An exemplar of an observed call has the call's own span, wherever the call ends.</summary>
[Collection(Alone.Name)]
public sealed class ExemplarTests
{
    [Theory]
    [InlineData("exemplary.task", "exemplary.task.duration")]
    [InlineData("exemplary.partial", "exemplary.partial.duration")]
    [InlineData("exemplary.failing", "exemplary.failing.calls")]
    public async Task A_call_that_ends_as_a_task_is_told_with_its_own_span(string span, string metric)
    {
        var spans = new InMemoryExporter<Activity>();
        var reader = new ManualReader();
        await using var telemetry = Telemetry.Start(builder => builder
            .WithTracing(tracing => tracing.SetSampler(new AlwaysOnSampler()).AddProcessor(new SimpleSpanProcessor(spans)))
            .WithMetrics(metrics => metrics.AddReader(reader)));
        using var caller = new Activity("caller");
        caller.Start();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = span switch
        {
            "exemplary.task" => Exemplary.TaskAsync(gate.Task),
            "exemplary.partial" => Exemplary.PartialAsync(gate.Task),
            _ => Exemplary.FailAsync(gate.Task),
        };
        Assert.Same(caller, Activity.Current);
        gate.SetResult();
        await call.ContinueWith(static _ => { }, TaskScheduler.Default);
        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(20)));

        var own = Assert.Single(spans.Items, item => item.OperationName == span);
        var exemplar = Assert.Single(reader.Collect().Single(m => m.Name == metric).Points.SelectMany(static p => p.Exemplars));
        Assert.Equal((own.TraceId, own.SpanId), (exemplar.TraceId, exemplar.SpanId));
        Assert.NotEqual(caller.SpanId, exemplar.SpanId);
    }
}
