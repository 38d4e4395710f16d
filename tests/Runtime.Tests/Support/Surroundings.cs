using System.Globalization;
using Instrumentation.Configuration;
using Instrumentation.Diagnostics;

namespace Instrumentation.Runtime.Tests.Support;

/// <summary>Changes what a process has one of, and puts it back.</summary>
internal sealed class Surroundings : IDisposable
{
    private static readonly string[] Known =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
         "OTEL_SDK_DISABLED", "OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_PROPAGATORS",
         "OTEL_EXPORTER_PROMETHEUS_HOST", "OTEL_EXPORTER_PROMETHEUS_PORT", "OTEL_LOG_LEVEL", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
         "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT",
         "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
         "OTEL_SPAN_EVENT_COUNT_LIMIT", "OTEL_SPAN_LINK_COUNT_LIMIT", "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "NO_COLOR",
         .. OtlpVariables()];

    private static IEnumerable<string> OtlpVariables() =>
        from signal in new[] { "", "TRACES_", "METRICS_", "LOGS_" }
        from suffix in new[] { "ENDPOINT", "PROTOCOL", "HEADERS", "TIMEOUT", "COMPRESSION", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY", "INSECURE" }
        select $"OTEL_EXPORTER_OTLP_{signal}{suffix}";

    private readonly Stack<Action> _undo = [];
    private readonly ErrorChannel _errors = Faults.OpenChannel();

    /// <summary>Surroundings in which no variable says anything, with standard output and error in memory.</summary>
    public Surroundings()
    {
        foreach (var variable in Known)
            Set(variable, null);

        var (output, error) = (Console.Out, Console.Error);
        _undo.Push(() => Console.SetOut(output));
        _undo.Push(() => Console.SetError(error));
        Console.SetOut(Output);
        Console.SetError(Error);

        // An error that another test has caused is told again.
        _errors.Begin(null, LogLevel.Info);
    }

    public MemoryOutput Output { get; } = new(System.Text.Encoding.UTF8);

    public MemoryOutput Error { get; } = new(System.Text.Encoding.UTF8);

    /// <summary>What telemetry has told of itself until now.</summary>
    public string Told
    {
        get
        {
            Assert.True(Task.WhenAll(_errors.FlushAsync(), Faults.FlushAsync()).Wait(TimeSpan.FromSeconds(10)));
            return Error.Text;
        }
    }

    public Surroundings Set(string variable, string? value)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        _undo.Push(() => Environment.SetEnvironmentVariable(variable, before));
        Environment.SetEnvironmentVariable(variable, value);
        return this;
    }

    /// <summary>Makes a culture that of every thread.</summary>
    public Surroundings Speak(string culture)
    {
        var (current, byDefault) = (Thread.CurrentThread.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        _undo.Push(() =>
        {
            Thread.CurrentThread.CurrentCulture = current;
            CultureInfo.DefaultThreadCurrentCulture = byDefault;
        });
        Thread.CurrentThread.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(culture);
        return this;
    }

    public void Dispose()
    {
        Faults.CloseAsync(_errors).Wait(TimeSpan.FromSeconds(10));
        while (_undo.TryPop(out var undo))
            undo();
    }
}
