using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Prometheus.Push;
using OpenTelemetry.Metrics;

namespace Instrumentation.Metrics;

/// <summary>
/// Says which metrics are recorded beside the generated ones, and where they go. It is OpenTelemetry's own builder, so that
/// instrumentation packages that were written for it work here.
/// </summary>
public sealed class MetricsBuilder : MeterProviderBuilder
{
    internal MetricsBuilder()
    {
    }

    internal NameSelection Meters { get; } = new();

    internal List<Func<object?>> Instrumentations { get; } = [];

    internal List<ConsoleExporterOptions> Consoles { get; } = [];

    internal List<ViewBuilder> Views { get; } = [];

    internal List<MetricReader> Readers { get; } = [];

    internal List<(OtlpSettings Settings, PeriodicReaderOptions Reading)> Otlp { get; } = [];

    internal List<PrometheusExporterOptions> Prometheus { get; } = [];

    /// <summary>What pushes metrics, made when telemetry starts.</summary>
    internal List<Func<ExportSurroundings, MetricReader>> Pushes { get; } = [];

    /// <summary>Whether nothing that was said takes metrics anywhere.</summary>
    internal bool GoesNowhere => Readers.Count == 0 && Consoles.Count == 0 && Otlp.Count == 0 && Prometheus.Count == 0 && Pushes.Count == 0;

    internal ExemplarFilter? Exemplars { get; private set; }

    /// <summary>Records the instruments of these meters too. Generated meters are recorded without being named.</summary>
    /// <param name="names">Names of meters, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is null, empty or white space.</exception>
    public override MetricsBuilder AddMeter(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        Meters.Add(names);
        return this;
    }

    /// <summary>
    /// Makes an instrumentation when telemetry starts and keeps it until telemetry ends; then it is disposed if it can be.
    /// </summary>
    /// <typeparam name="TInstrumentation">Its type.</typeparam>
    /// <param name="instrumentationFactory">Makes it. What it throws, <see cref="Telemetry.Start(Action{TelemetryBuilder})"/>
    /// throws.</param>
    /// <returns>This builder.</returns>
    public override MetricsBuilder AddInstrumentation<TInstrumentation>(Func<TInstrumentation> instrumentationFactory)
    {
        ArgumentNullException.ThrowIfNull(instrumentationFactory);
        Instrumentations.Add(() => instrumentationFactory());
        return this;
    }

    /// <summary>Changes what becomes of instruments: another name, fewer tags, other buckets, or nothing at all.</summary>
    /// <param name="instrument">The instrument's name, or a pattern with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <param name="configure">Says what; an instrument that several views match has a stream of each.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is null, empty or white space.</exception>
    public MetricsBuilder AddView(string instrument, Action<ViewBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instrument);
        ArgumentNullException.ThrowIfNull(configure);
        var view = new ViewBuilder(instrument);
        configure(view);
        Views.Add(view);
        return this;
    }

    /// <summary>Adds a reader, which asks for metrics when it sees fit.</summary>
    /// <param name="reader">The reader; telemetry shuts it down at its end.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reader"/> is null.</exception>
    public MetricsBuilder AddReader(MetricReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Readers.Add(reader);
        return this;
    }

    /// <summary>Says which measurements may become exemplars; <c>OTEL_METRICS_EXEMPLAR_FILTER</c> is then ignored.</summary>
    /// <param name="filter">Which.</param>
    /// <returns>This builder.</returns>
    public MetricsBuilder SetExemplarFilter(ExemplarFilter filter)
    {
        Exemplars = filter;
        return this;
    }

    /// <summary>Exports metrics on an interval: the same as to add a <see cref="PeriodicReader"/>.</summary>
    /// <param name="exporter">Where to; telemetry disposes it at its end.</param>
    /// <param name="configure">Changes when, and what.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exporter"/> is null.</exception>
    public MetricsBuilder AddExporter(IExporter<Metric> exporter, Action<PeriodicReaderOptions>? configure = null)
    {
        var options = new PeriodicReaderOptions();
        configure?.Invoke(options);
        return AddReader(new PeriodicReader(exporter, options));
    }

    /// <summary>
    /// Sends metrics as OTLP, on an interval. What the receiver can't take now waits, in memory and in the disk buffer if there is one, and is tried again.
    /// </summary>
    /// <param name="configure">Says where to, and how; what it does not say, the variables <c>OTEL_EXPORTER_OTLP_*</c> say.</param>
    /// <param name="reading">
    /// Changes when metrics are collected, and what is wanted of them; what it does not say, <c>OTEL_METRIC_EXPORT_*</c> and
    /// <c>OTEL_EXPORTER_OTLP_METRICS_*</c> say.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public MetricsBuilder AddOtlpExporter(Action<OtlpExporterOptions>? configure = null, Action<PeriodicReaderOptions>? reading = null)
    {
        var options = new OtlpExporterOptions();
        configure?.Invoke(options);
        return AddOtlpExporter(options, reading);
    }

    internal MetricsBuilder AddOtlpExporter(OtlpExporterOptions options, Action<PeriodicReaderOptions>? reading)
    {
        var wanted = new PeriodicReaderOptions();
        wanted.Reader.Temporality = MetricVariables.OtlpTemporality;
        wanted.Reader.DefaultAggregation = MetricVariables.OtlpAggregation;
        reading?.Invoke(wanted);
        Otlp.Add((OtlpSettings.Resolve(options, Signal.Metrics), wanted));
        return this;
    }

    /// <summary>
    /// Serves metrics as a page that Prometheus fetches: text, OpenMetrics or protobuf, as it asks. What is not said is what the variables
    /// <c>OTEL_EXPORTER_PROMETHEUS_*</c> say.
    /// </summary>
    /// <param name="configure">Says where, and what is on the page.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public MetricsBuilder AddPrometheusExporter(Action<PrometheusExporterOptions>? configure = null)
    {
        Prometheus.Add(PrometheusExporterOptions.From(configure));
        return this;
    }

    /// <summary>
    /// Sends metrics by Prometheus remote-write, on an interval. What the receiver can't take now waits, in memory and in the disk buffer if there is one,
    /// and is tried again.
    /// </summary>
    /// <param name="configure">Says where to, and how.</param>
    /// <param name="reading">Changes when metrics are collected, and what is wanted of them; they are cumulative always.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public MetricsBuilder AddPrometheusRemoteWrite(Action<PrometheusRemoteWriteOptions> configure, Action<PeriodicReaderOptions>? reading = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PrometheusRemoteWriteOptions();
        configure(options);
        var (settings, wanted) = (new RemoteWriteSettings(options), PushReading.Of(reading));
        Pushes.Add(surroundings => new PeriodicReader(new RemoteWriteExporter(settings, surroundings), wanted));
        return this;
    }

    /// <summary>
    /// Pushes metrics to a Prometheus Pushgateway, on an interval and when telemetry ends. While the gateway is away the last of them wait for it.
    /// </summary>
    /// <param name="configure">Says where to, and under which key.</param>
    /// <param name="reading">Changes when metrics are collected, and what is wanted of them; they are cumulative always.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">An option can't be what it is; the message says which, and why.</exception>
    public MetricsBuilder AddPrometheusPushgateway(Action<PrometheusPushgatewayOptions> configure, Action<PeriodicReaderOptions>? reading = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PrometheusPushgatewayOptions();
        configure(options);
        var (settings, wanted) = (new PushgatewaySettings(options), PushReading.Of(reading));
        Pushes.Add(surroundings => new PeriodicReader(new PushgatewayExporter(settings, surroundings), wanted));
        return this;
    }

    /// <summary>Writes metrics to the console as a table, on an interval and when telemetry ends.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public MetricsBuilder AddConsoleExporter(Action<ConsoleExporterOptions>? configure = null)
    {
        Consoles.Add(ConsoleExporterOptions.From(configure));
        return this;
    }
}
