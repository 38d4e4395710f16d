using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Components that misbehave.</summary>
internal static class Misbehaving
{
    public sealed class Sampler(Misbehaviour misbehaviour) : global::Instrumentation.Tracing.Sampler
    {
        public override string Description => "Misbehaving";

        public override SamplingResult ShouldSample(in SamplingParameters parameters)
        {
            misbehaviour.Act();
            return misbehaviour.IsNonsense
                ? new((SamplingDecision)99, [new(null!, null), new("", new object())], "no = trace , state")
                : new(SamplingDecision.RecordAndSample);
        }
    }

    public sealed class ProcessorOfSpans(Misbehaviour misbehaviour) : SpanProcessor
    {
        public override void OnStart(Activity span) => misbehaviour.Act();

        public override void OnEnd(Activity span) => misbehaviour.Act();
    }

    public sealed class ProcessorAtTheEnd(Misbehaviour misbehaviour) : SpanProcessor
    {
        public override Task ForceFlushAsync(CancellationToken cancellation) => Act();

        public override Task ShutdownAsync(CancellationToken cancellation) => Act();

        private Task Act()
        {
            misbehaviour.Act();
            return misbehaviour.IsNonsense ? null! : Task.CompletedTask;
        }
    }

    public sealed class Exporter(Misbehaviour misbehaviour) : IExporter<Activity>, IAsyncDisposable
    {
        public ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken)
        {
            misbehaviour.Act();
            return ValueTask.FromResult(misbehaviour.IsNonsense ? (ExportResult)42 : ExportResult.Success);
        }

        public ValueTask DisposeAsync()
        {
            misbehaviour.Act();
            return default;
        }
    }

    public sealed class Propagator(Misbehaviour misbehaviour) : TextMapPropagator
    {
        public override ISet<string>? Fields => null;

        public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
        {
            misbehaviour.Act();
            if (misbehaviour.IsNonsense)
                setter(carrier, null!, null!);
        }

        public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter)
        {
            misbehaviour.Act();
            return new(new ActivityContext(default, default, (ActivityTraceFlags)255, "no = trace , state"), default);
        }
    }

    public sealed class Instrumentation(Misbehaviour misbehaviour) : IDisposable
    {
        public static Instrumentation? Make(Misbehaviour misbehaviour)
        {
            if (!misbehaviour.IsNonsense)
                return new(misbehaviour);

            misbehaviour.Act();
            return null;
        }

        public void Dispose() => misbehaviour.Act();
    }

    /// <summary>Gives an error handler something to be told of.</summary>
    public sealed class Faulty : SpanProcessor
    {
        public override void OnEnd(Activity span) => throw new NotSupportedException("must not reach the application");
    }
}
