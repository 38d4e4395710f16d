using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Everything.Tests.Harness;

/// <summary>Runs the exercise that a program was compiled with.</summary>
internal static class Exercised
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>What the exercise writes down.</summary>
    public static async Task<string> Journal(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;

        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        try
        {
            using var journal = new StringWriter();
            var exercise = context.LoadFromStream(image).GetType("Exercise", throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Func<TextWriter, Task>>();
            await Task.Run(() => exercise(journal)).WaitAsync(Limit);
            return journal.ToString();
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The same while somebody listens to the program's own scope, and what was heard.</summary>
    public static async Task<(string Journal, int Spans, double Calls, double InFlight)> Heard(Compilation compilation)
    {
        var (started, stopped, calls, inFlight) = (0, 0, 0d, 0d);
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == compilation.AssemblyName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => Interlocked.Increment(ref started),
            ActivityStopped = _ => Interlocked.Increment(ref stopped),
        };
        using var metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == compilation.AssemblyName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        metrics.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (spans)
            {
                if (instrument is Counter<long>)
                    calls += value;
                else
                    inFlight += value;
            }
        });
        metrics.Start();
        ActivitySource.AddActivityListener(spans);

        var journal = await Journal(compilation);
        Assert.Equal(started, stopped);
        return (journal, stopped, calls, inFlight);
    }
}
