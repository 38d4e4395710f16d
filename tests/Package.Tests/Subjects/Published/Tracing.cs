using System.Diagnostics;
using Instrumentation;
using Instrumentation.Context;
using Instrumentation.Export;
using Instrumentation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Subject;

/// <summary>Uses all of tracing, so that what is published has all of it.</summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new("Application.Own");

    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable("OTEL_TRACES_EXPORTER", "none");
        Environment.SetEnvironmentVariable("OTEL_METRICS_EXPORTER", "none");
        foreach (var sampler in Samplers())
            await DecideAsync(sampler);
        foreach (var propagator in Propagators())
            await CarryAsync(propagator);
        await ProcessAsync();
        await ConfigureAsync();
    }

    private static IEnumerable<Sampler> Samplers()
    {
        yield return new AlwaysOnSampler();
        yield return new AlwaysOffSampler();
        yield return new TraceIdRatioSampler(1);
        yield return new ProbabilitySampler(1);
        yield return new RateLimitingSampler(1);
        yield return new AlwaysRecordSampler(new AlwaysOffSampler());
        yield return new ParentBasedSampler(new RuleBasedSampler(new AlwaysOffSampler(), new SamplingRule(new AlwaysOnSampler()) { Name = "as*" }));
        yield return new JaegerRemoteSampler(new Uri("http://127.0.0.1:1/sampling"), "application", new AlwaysOnSampler());
    }

    private static async Task DecideAsync(Sampler sampler)
    {
        await using var telemetry = Telemetry.Start(t => t.OnError(static _ => { }).WithTracing(t => t
            .AddSource(Source.Name).SetSampler(sampler).AddProcessor(new SimpleSpanProcessor(new Writing("exported")))));
        using var span = Source.StartActivity("asked");
        Observer.Write($"{sampler.GetType().Name}: {span?.IsAllDataRequested} {span?.Recorded}");
    }

    private static IEnumerable<TextMapPropagator> Propagators()
    {
        yield return new CompositeTextMapPropagator([new W3CTraceContextPropagator(), new W3CBaggagePropagator()]);
        yield return new B3TraceContextPropagator();
        yield return new B3TraceContextPropagator(multipleHeaders: true);
        yield return new JaegerTraceContextPropagator();
    }

    private static async Task CarryAsync(TextMapPropagator propagator)
    {
        await using var telemetry = Telemetry.Start(t => t.SetPropagator(propagator)
            .WithTracing(t => t.AddSource(Source.Name).AddExporter(new InMemoryExporter<Activity>())));
        using var span = Source.StartActivity("sent")!;
        Baggage.Current = Baggage.Create(new() { ["user"] = "me" });
        var headers = new Dictionary<string, string>();
        TraceContext.Inject(headers);
        var received = TraceContext.Extract(headers);
        Observer.Write($"carried by {string.Join(' ', headers.Keys.Order(StringComparer.Ordinal))}: "
            + $"{received.ActivityContext.TraceId == span.TraceId} {received.ActivityContext.SpanId == span.SpanId} "
            + received.Baggage.GetBaggage("user"));
        Baggage.Current = default;
    }

    private static async Task ProcessAsync()
    {
        var kept = new Writing("kept");
        var errors = new List<string>();
        await using (var telemetry = Telemetry.Start(t => t
            .OnError(error => errors.Add($"{error.Severity}: {error.Message}"))
            .WithTracing(t => t
                .AddProcessor(new Faulty())
                .AddProcessor(new BaggageSpanProcessor("user"))
                .AddProcessor(new RedactingSpanProcessor().Mask("password").Hash("0123456789abcdef"u8, "email").MaskMatches("[0-9]{4,}"))
                .AddProcessor(new FilteringSpanProcessor(static span => span.OperationName != "left out"))
                .AddProcessor(LocalTraceFilter.Failed(new BatchSpanProcessor(kept)))
                .AddSource(Source.Name))))
        {
            Baggage.Current = Baggage.Create(new() { ["user"] = "me" });
            using (var span = telemetry.TracerProvider.GetTracer(Source.Name, "1.0").StartActiveSpan("failed"))
            {
                span.SetAttribute("password", "hunter2");
                span.SetAttribute("card", "no 12345");
                span.SetStatus(OpenTelemetry.Trace.Status.Error);
                Source.StartActivity("left out")?.Dispose();
            }

            Source.StartActivity("went well")?.Dispose();
            Baggage.Current = default;
            await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(5));
            Observer.Write($"health: {telemetry.Health.IsComplete}");
        }

        errors.ForEach(Observer.Write);
    }

    private static async Task ConfigureAsync()
    {
        using var output = new StringWriter();
        await using (Telemetry.Start(static t => t.UseBasicDefaults()))
        {
        }

        await using (Telemetry.Start(t => t.UseCloudNativeDefaults().AddConsoleExporter(o => o.Output = output)))
        {
            new Orders().Place(express: true, 4);
            await new Orders().ShipAsync(4);
        }

        var text = output.ToString();
        Observer.Write($"console: {text.Contains("place order", StringComparison.Ordinal)} {text.Contains("Orders.ShipAsync", StringComparison.Ordinal)}");
    }

    private sealed class Faulty : SpanProcessor
    {
        public override void OnEnd(Activity span) => throw new NotSupportedException();
    }

    private sealed class Writing(string what) : IExporter<Activity>
    {
        public ValueTask<ExportResult> ExportAsync(Batch<Activity> batch, CancellationToken cancellationToken)
        {
            foreach (var span in batch)
                Observer.Write($"{what} {span.OperationName} {string.Join(' ', span.TagObjects.Select(static t => $"{t.Key}={t.Value}"))}");
            return ValueTask.FromResult(ExportResult.Success);
        }
    }
}
