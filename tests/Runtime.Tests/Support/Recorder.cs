using System.Text;
using System.Text.RegularExpressions;
using Instrumentation.Export;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Telemetry that writes into memory.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private Recorder(Telemetry telemetry, MemoryOutput output)
    {
        Telemetry = telemetry;
        Output = output;
    }

    public Telemetry Telemetry { get; }

    public MemoryOutput Output { get; }

    /// <summary>
    /// Starts it with both signals on one console; metrics are written at the end alone unless the options say otherwise.
    /// </summary>
    public static Recorder Start(
        Action<TelemetryBuilder>? configure = null, Action<ConsoleExporterOptions>? options = null, Encoding? encoding = null)
    {
        var output = new MemoryOutput(encoding ?? Encoding.UTF8);
        var telemetry = Telemetry.Start(builder =>
        {
            configure?.Invoke(builder);
            builder.AddConsoleExporter(console =>
            {
                console.Output = output;
                console.MetricsInterval = Timeout.InfiniteTimeSpan;
                options?.Invoke(console);
            });
        });
        return new Recorder(telemetry, output);
    }

    /// <summary>Ends it and returns all that was written, with each trace's and span's own id replaced.</summary>
    public async Task<string> EndAsync()
    {
        await Telemetry.DisposeAsync();
        return Normalise(Output.Text);
    }

    public ValueTask DisposeAsync() => Telemetry.DisposeAsync();

    /// <summary>Replaces random ids; those that the tests give begin with 00.</summary>
    public static string Normalise(string text) =>
        Regex.Replace(Regex.Replace(text, "trace (?!00)[0-9a-f]{32}", "trace <id>"), "(child of .*) [0-9a-f]{16}", "$1 <id>");
}
