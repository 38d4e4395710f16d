using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>Collects on an interval, and whenever it is asked to, and hands over what it finds; never twice at once.</summary>
internal sealed class PeriodicReader : IDisposable
{
    private readonly MetricCollector _collector;
    private readonly Action<IReadOnlyList<MetricSnapshot>> _export;
    private readonly object _reading = new();
    private readonly PeriodicTimer? _timer;

    public PeriodicReader(MetricCollector collector, TimeSpan interval, Action<IReadOnlyList<MetricSnapshot>> export)
    {
        _collector = collector;
        _export = export;
        if (interval == Timeout.InfiniteTimeSpan)
            return;

        _timer = new PeriodicTimer(interval);
        _ = Background.Run(RunAsync);
    }

    /// <summary>Collects now.</summary>
    public void Read()
    {
        lock (_reading)
        {
            try
            {
                _export(_collector.Collect());
            }
            catch (Exception fault)
            {
                Faults.Report("collecting metrics", fault);
            }
        }
    }

    /// <summary>Ends the interval; a collection that is under way goes on.</summary>
    public void Dispose() => _timer?.Dispose();

    private async Task RunAsync()
    {
        while (await _timer!.WaitForNextTickAsync().ConfigureAwait(false))
            Read();
    }
}
