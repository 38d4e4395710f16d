using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Instrumentation.Configuration;
using Instrumentation.Context;
using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Metrics;
using Instrumentation.Resources;
using Instrumentation.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation;

/// <summary>
/// Records what the program's instrumentation says, from <see cref="Start()"/> until it is disposed. Every generated source and meter is
/// on, those included whose library is used for the first time later.
/// </summary>
/// <remarks>
/// It never throws into the application after it has started, and ends within five seconds. A process that exits without disposing it
/// still writes what is left, on <see cref="AppDomain.ProcessExit"/>, on an exception that nobody handles, and on the signals that interrupt or end it.
/// </remarks>
public sealed class Telemetry : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    // What is left of it for who is told of errors.
    private static readonly TimeSpan TellLimit = TimeSpan.FromSeconds(0.2);

    private static readonly List<Telemetry> NotEnded = [];

    [SuppressMessage("Usage", "CA2213", Justification = "Stopping disposes it, within a limit.")]
    private readonly TelemetryPipeline? _pipeline;

    [SuppressMessage("Usage", "CA2213", Justification = "Stopping disposes it.")]
    private readonly InstalledPropagator _propagator;

    private readonly ErrorChannel _errors;
    private readonly Lazy<Task> _stopping;
    private readonly List<PosixSignalRegistration> _signals = [];

    private Telemetry(TelemetryBuilder? builder, EnvironmentSettings environment, ErrorChannel errors)
    {
        _errors = errors;
        _stopping = new(StopAsync);
        _propagator = InstalledPropagator.Install(PropagatorsOf(builder, environment));
        if (builder is null)
        {
            TracerProvider = new SdkTracerProvider();
            MeterProvider = new SdkMeterProvider();
            Prometheus = new(null);
            return;
        }

        try
        {
            _pipeline = new TelemetryPipeline(builder, environment);
            TracerProvider = _pipeline.Spans;
            MeterProvider = _pipeline.Metrics;
            Prometheus = _pipeline.Prometheus is { } reader ? new(reader) : null;
        }
        catch
        {
            _propagator.Dispose();
            throw;
        }

        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        }
    }

    /// <summary>
    /// Starts telemetry as the <c>OTEL_*</c> variables say. Where they say nothing, it goes to the console when that is a terminal or the environment is
    /// Development; else as OTLP to this machine, which is told in one line.
    /// </summary>
    /// <returns>The running telemetry; dispose it at the end of the program.</returns>
    public static Telemetry Start() => Start(static _ => { });

    /// <summary>
    /// Starts telemetry. What <paramref name="configure"/> says beats the <c>OTEL_*</c> variables, which beat the defaults.
    /// </summary>
    /// <param name="configure">Says what is recorded and where it goes. It is not called when <c>OTEL_SDK_DISABLED</c> is
    /// <c>true</c>.</param>
    /// <returns>The running telemetry; dispose it at the end of the program.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <remarks>What <paramref name="configure"/> throws, and what making an instrumentation throws, reaches the caller.</remarks>
    public static Telemetry Start(Action<TelemetryBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var errors = Faults.OpenChannel();
        try
        {
            var environment = EnvironmentSettings.Read();
            var builder = environment.IsDisabled ? null : new TelemetryBuilder();
            if (builder is not null)
                configure(builder);
            errors.Begin(builder?.ErrorHandler, environment.LogLevel);
            var telemetry = new Telemetry(builder, environment, errors);
            lock (NotEnded)
                NotEnded.Add(telemetry);
            return telemetry;
        }
        catch
        {
            _ = Faults.CloseAsync(errors);
            throw;
        }
    }

    /// <summary>The telemetry that was started last and has not ended; null while there is none.</summary>
    public static Telemetry? Running
    {
        get
        {
            lock (NotEnded)
                return NotEnded.LastOrDefault();
        }
    }

    /// <summary>
    /// The spans of this telemetry as OpenTelemetry's API knows them: it gives out tracers. Where telemetry is disabled, theirs are not recorded.
    /// </summary>
    public SdkTracerProvider TracerProvider { get; }

    /// <summary>
    /// What all telemetry comes from, by which others find it: <c>service.name</c>, <c>service.instance.id</c> and all that detectors find. It is looked
    /// for when it is first asked for, by the first export or here, and known two seconds later at the latest; the task never fails. Where telemetry is disabled, it says nothing.
    /// </summary>
    public Task<Resource> Resource => _pipeline?.Resource ?? Task.FromResult(Resources.Resource.Empty);

    /// <summary>The metrics of this telemetry as OpenTelemetry's API knows them.</summary>
    public SdkMeterProvider MeterProvider { get; }

    /// <summary>
    /// What decides which spans are recorded. It may be changed while the program runs; spans that have begun stay as they are. Where telemetry is
    /// disabled it drops everything.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Sampler Sampler
    {
        get => TracerProvider.Sampling.Sampler;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_pipeline is not null)
                TracerProvider.Sampling.Sampler = value;
        }
    }

    /// <summary>
    /// Sets up to which level of detail generated scopes make spans; <see cref="Level.Normal"/> unless set. It may be changed while the program runs, and
    /// counts for the whole process.
    /// </summary>
    /// <param name="scope">The scope's name, or a pattern with <c>*</c> and <c>?</c>; case does not matter. Those that come into being later are meant too.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException"><paramref name="scope"/> is null, empty or white space.</exception>
    public static void SetLevel(string scope, Level level)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        TelemetryScope.SetLevel(scope, level);
    }

    /// <summary>
    /// The page that Prometheus fetches, the first if several were added; null if none was. The listener serves it, unless <see
    /// cref="PrometheusExporterOptions.Listens"/> says otherwise, and so may any server.
    /// </summary>
    public PrometheusPage? Prometheus { get; }

    /// <summary>How telemetry itself is doing: queues, what arrived, what was dropped and why.</summary>
    public TelemetryHealth Health => new([.. TracerProvider.Health], [.. MeterProvider.Health]);

    /// <summary>Collects the metrics and waits until everything that was recorded, and every trace that has ended, is written.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for without limit.</param>
    /// <returns>Whether it was in time; false at once for an exporter or an error handler, which would wait for itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or above <see
    /// cref="int.MaxValue"/> milliseconds.</exception>
    public Task<bool> ForceFlushAsync(TimeSpan timeout) => Background.InTimeAsync(
        "flushing telemetry", end => _stopping.IsValueCreated ? _stopping.Value : _pipeline?.FlushAsync(end) ?? Task.CompletedTask, timeout);

    /// <summary>
    /// Stops recording and writes what is left, within five seconds. Never throws; a second call waits for the first. An exporter or an error handler
    /// that calls this does not wait: it would wait for itself.
    /// </summary>
    public void Dispose()
    {
        var stopping = Stop();
        if (SuppressedTracing.IsOn)
            return;

        try
        {
            stopping.Wait(StopLimit);
        }
        catch (AggregateException fault)
        {
            Faults.Report("stopping telemetry", fault);
        }
    }

    /// <inheritdoc cref="Dispose"/>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask DisposeAsync()
    {
        var stopping = Stop();
        return SuppressedTracing.IsOn ? ValueTask.CompletedTask : new ValueTask(stopping);
    }

    private static IReadOnlyList<TextMapPropagator> PropagatorsOf(TelemetryBuilder? builder, EnvironmentSettings environment)
    {
        var said = builder?.Propagator is { } propagator ? [propagator] : environment.Propagators;
        return builder is { AlsoJaeger: true } && !said.Any(static p => p is JaegerTraceContextPropagator) ? [.. said, new JaegerTraceContextPropagator()] : said;
    }

    private Task Stop()
    {
        lock (NotEnded)
            NotEnded.Remove(this);
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        lock (_signals)
        {
            _signals.ForEach(static signal => signal.Dispose());
            _signals.Clear();
        }

        return _stopping.Value;
    }

    private async Task StopAsync()
    {
        _propagator.Dispose();
        if (_pipeline is not null)
            await Background.RunBoundedAsync("stopping telemetry", () => _pipeline.DisposeAsync().AsTask(), StopLimit - TellLimit).ConfigureAwait(false);
        await Task.WhenAny(Faults.CloseAsync(_errors), Task.Delay(TellLimit)).ConfigureAwait(false);
    }

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.IsTerminating)
            Dispose();
    }

    /// <summary>
    /// Writes what there is before the signal takes its course. Somebody else may stop that course: telemetry goes on then.
    /// </summary>
    private void OnSignal(PosixSignalContext signal)
    {
        if (signal.Cancel)
            return;

        try
        {
            ForceFlushAsync(TimeSpan.FromSeconds(2)).Wait();
        }
        catch (AggregateException fault)
        {
            Faults.Report("flushing telemetry on a signal", fault);
        }
    }
}
