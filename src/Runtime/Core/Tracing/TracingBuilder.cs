using Instrumentation.Configuration;
using Instrumentation.Export;
using OpenTelemetry.Trace;

namespace Instrumentation.Tracing;

/// <summary>
/// Says which spans are recorded beside the generated ones, and where they go. It is OpenTelemetry's own builder, so that
/// instrumentation packages that were written for it work here.
/// </summary>
public sealed class TracingBuilder : TracerProviderBuilder
{
    internal TracingBuilder()
    {
    }

    internal NameSelection Sources { get; } = new();

    internal HashSet<string> LegacyOperations { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal List<Func<object?>> Instrumentations { get; } = [];

    internal List<ConsoleExporterOptions> Consoles { get; } = [];

    /// <summary>Records the spans of these sources too. Generated sources are recorded without being named.</summary>
    /// <param name="names">Names of sources, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is null, empty or white space.</exception>
    public override TracingBuilder AddSource(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Sources.Add(names);
        return this;
    }

    /// <summary>Records the activities of this operation that were made with <c>new Activity(...)</c>, without a source.</summary>
    /// <param name="operationName">The operation's name; case does not matter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is null, empty or white space.</exception>
    public override TracingBuilder AddLegacySource(string operationName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operationName);
        LegacyOperations.Add(operationName);
        return this;
    }

    /// <summary>
    /// Makes an instrumentation when telemetry starts and keeps it until telemetry ends; then it is disposed if it can be.
    /// </summary>
    /// <typeparam name="TInstrumentation">Its type.</typeparam>
    /// <param name="instrumentationFactory">Makes it. What it throws, <see cref="Telemetry.Start(Action{TelemetryBuilder})"/>
    /// throws.</param>
    /// <returns>This builder.</returns>
    public override TracingBuilder AddInstrumentation<TInstrumentation>(Func<TInstrumentation> instrumentationFactory)
    {
        ArgumentNullException.ThrowIfNull(instrumentationFactory);
        Instrumentations.Add(() => instrumentationFactory());
        return this;
    }

    /// <summary>Writes finished traces to the console, each as a tree.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public TracingBuilder AddConsoleExporter(Action<ConsoleExporterOptions>? configure = null)
    {
        Consoles.Add(ConsoleExporterOptions.From(configure));
        return this;
    }
}
