using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Subject;

/// <summary>Writes every span and every measurement of generated code to standard output.</summary>
internal static class Observer
{
    public static IDisposable Start()
    {
        var spans = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = static span => Write($"span {span.Source.Name} {span.Source.Version}: {span.DisplayName} {Text(span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);

        var metrics = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (!instrument.Meter.Name.StartsWith("System.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        metrics.SetMeasurementEventCallback<long>(static (instrument, value, tags, _) => Write($"{Name(instrument)} = {value} {Text(tags.ToArray())}"));
        metrics.SetMeasurementEventCallback<double>(static (instrument, value, tags, _) => Write($"{Name(instrument)} in {instrument.Unit} {Text(tags.ToArray())}"));
        metrics.Start();
        return new Listeners(spans, metrics);
    }

    public static void Write(string line) => Console.WriteLine(line.TrimEnd());

    private static string Name(Instrument instrument) => $"metric {instrument.Meter.Name} {instrument.Meter.Version}: {instrument.Name}";

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.Select(static tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")));

    private sealed class Listeners(ActivityListener spans, MeterListener metrics) : IDisposable
    {
        public void Dispose()
        {
            spans.Dispose();
            metrics.Dispose();
        }
    }
}
