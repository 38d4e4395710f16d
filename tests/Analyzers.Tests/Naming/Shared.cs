namespace Instrumentation.Analyzers.Tests;

/// <summary>What the sources of these tests have in common.</summary>
internal static class Shared
{
    /// <summary>A file with a meter, a source, some instruments and a span.</summary>
    public static (string Name, string Text) Telemetry { get; } = (
        "Telemetry.cs",
        """
        global using System.Diagnostics;
        global using System.Diagnostics.Metrics;

        static class T
        {
            public static readonly Meter Meter = new("Shop", "1.0");
            public static readonly ActivitySource Source = new("Shop");
            public static readonly Counter<long> Counter = Meter.CreateCounter<long>("orders", "{order}", "Orders");
            public static readonly Histogram<double> Histogram = Meter.CreateHistogram<double>("orders.duration", "s", "How long orders take");
            public static Activity Span => Activity.Current!;
            public static OpenTelemetry.Trace.TelemetrySpan OtelSpan => OpenTelemetry.Trace.Tracer.CurrentSpan;
        }
        """);
}
