using Instrumentation.Metrics;

namespace Instrumentation.Instruments;

/// <summary>Brings bound instruments and providers together, whichever of them comes first.</summary>
internal static class BoundInstruments
{
    private static readonly object Gate = new();
    private static readonly List<BoundInstrument> All = [];
    private static readonly List<MetricCollector> Collectors = [];

    public static void Add(BoundInstrument instrument)
    {
        lock (Gate)
        {
            All.Add(instrument);
            foreach (var collector in Collectors)
                instrument.Attach(collector);
        }
    }

    public static void Attach(MetricCollector collector)
    {
        lock (Gate)
        {
            Collectors.Add(collector);
            foreach (var instrument in All)
                instrument.Attach(collector);
        }
    }

    public static void Detach(MetricCollector collector)
    {
        lock (Gate)
        {
            Collectors.Remove(collector);
            foreach (var instrument in All)
                instrument.Detach(collector);
        }
    }
}
