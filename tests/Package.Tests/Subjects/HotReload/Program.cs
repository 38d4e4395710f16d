using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection.Metadata;
using HotReload;

[assembly: MetadataUpdateHandler(typeof(Program))]

using var spans = new ActivityListener
{
    ShouldListenTo = static _ => true,
    Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = static span => Seen.Add(span.DisplayName),
};
ActivitySource.AddActivityListener(spans);
using var metrics = new MeterListener
{
    InstrumentPublished = static (instrument, listener) =>
    {
        if (instrument.Meter.Name == "HotReload")
            listener.EnableMeasurementEvents(instrument);
    },
};
metrics.SetMeasurementEventCallback<long>(static (instrument, _, _, _) => Seen.Add(instrument.Name));
metrics.SetMeasurementEventCallback<double>(static (instrument, _, _, _) => Seen.Add(instrument.Name));
metrics.Start();

UpdateApplication(null);
await Task.Delay(Timeout.Infinite);

/// <summary>Calls what may have been edited, at the start and after each edit, and tells what came of it and what was seen.</summary>
internal sealed partial class Program
{
    private static readonly List<string> Seen = [];

    internal static void UpdateApplication(Type[]? types)
    {
        Seen.Clear();
        string result;
        try
        {
            result = Calls.Run();
        }
        catch (Exception exception)
        {
            result = exception.ToString().ReplaceLineEndings(" ");
        }

        Console.WriteLine($"result {result}: {string.Join(", ", Seen)}");
    }
}
