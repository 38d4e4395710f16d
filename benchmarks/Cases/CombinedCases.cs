using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>
/// A method with all that is asked for, against the same by hand in OpenTelemetry's SDK: the whole of what a call costs. Spans end in a processor that does
/// nothing, so that it is the call that is measured.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The providers dispose their readers and processors.")]
internal static class CombinedCases
{
    private const int Calls = 1_000_000;

    public static IEnumerable<Case> All()
    {
        var work = new Work();
        using var hand = new Hand("Peer");
        using var telemetry = Telemetry.Start(static t => t
            .WithTracing(static t => t.AddProcessor(new Ends()))
            .WithMetrics(static m => m.AddReader(new Metrics.ManualReader())));
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource("Peer").AddProcessor(new TheirEnds()).Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("Peer").AddReader(new BaseExportingMetricReader(new NoMetrics())).Build();

        yield return new LoopCase(
            "method/span, counter and histogram",
            n => { for (var i = 0; i < n; i++) work.AllThree(i); },
            new Peer(Peer.OpenTelemetry, n => { for (var i = 0; i < n; i++) hand.AllThree(work, i); }, Goal.Times(1 / 0.6)));
        yield return new LoopCase(
            "method/in flight",
            n => { for (var i = 0; i < n; i++) work.InFlight(i); },
            new Peer(Peer.OpenTelemetry, n => { for (var i = 0; i < n; i++) hand.InFlight(work, i); }, Goal.NotSlower));
        yield return new OtherCase("method/collections of generation 0, a million calls", name => [Row.OfBytes(
            name,
            Collections(n => { for (var i = 0; i < n; i++) work.AllThree(i); }),
            Peer.OpenTelemetry,
            Collections(n => { for (var i = 0; i < n; i++) hand.AllThree(work, i); })) with { IsCount = true }]);
    }

    private static double Collections(Action<int> loop)
    {
        GC.Collect();
        var before = GC.CollectionCount(0);
        loop(Calls);
        return GC.CollectionCount(0) - before;
    }

    private sealed class Ends : Tracing.SpanProcessor;

    private sealed class TheirEnds : BaseProcessor<Activity>;
}
