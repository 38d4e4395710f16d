using Instrumentation;
using Instrumentation.Benchmarks.Programs;

var receiver = new Uri(args[0]);
Started.Measure(() => Telemetry.Start(t => t
    .WithTracing(t => t.AddSource(Started.Source.Name).AddOtlpExporter(o => o.Endpoint = receiver))
    .WithMetrics(m => m.AddOtlpExporter(o => o.Endpoint = receiver))));
