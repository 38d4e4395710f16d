using System.Globalization;
using System.Text.RegularExpressions;
using Instrumentation.Configuration;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Configuration;

/// <summary>
/// Every variable that concerns metrics: unset, empty, valid, invalid, and at its boundaries. What is invalid is told once and then counts as unset.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class MetricVariableTests
{
    private static readonly BoundCounter<long> Counter = new(TelemetryScope.Get("Metric variables"), "c", null, null, null);

    private static readonly Dictionary<string, Func<string>> Effects = new()
    {
        ["OTEL_SDK_DISABLED"] = static () => Counter.IsOn ? "on" : "off",
        ["OTEL_METRICS_EXPORTER"] = static () => Counter.IsOn ? "console" : "none",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = static () => Text(MetricVariables.Interval),
        ["OTEL_METRIC_EXPORT_TIMEOUT"] = static () => Text(MetricVariables.Timeout),
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = static () => MetricVariables.Exemplars.ToString(),
    };

    public static TheoryData<string, string?, string, bool> Table => new()
    {
        { "OTEL_SDK_DISABLED", "true", "off", false },
        { "OTEL_SDK_DISABLED", null, "on", false },

        { "OTEL_METRICS_EXPORTER", null, "console", false },
        { "OTEL_METRICS_EXPORTER", "", "console", false },
        { "OTEL_METRICS_EXPORTER", "CONSOLE", "console", false },
        { "OTEL_METRICS_EXPORTER", "none", "none", false },
        { "OTEL_METRICS_EXPORTER", "statsd", "console", true },

        { "OTEL_METRIC_EXPORT_INTERVAL", null, "60000", false },
        { "OTEL_METRIC_EXPORT_INTERVAL", "", "60000", false },
        { "OTEL_METRIC_EXPORT_INTERVAL", "1", "1", false },
        { "OTEL_METRIC_EXPORT_INTERVAL", "2147483647", "2147483647", false },
        { "OTEL_METRIC_EXPORT_INTERVAL", "2147483648", "60000", true },
        { "OTEL_METRIC_EXPORT_INTERVAL", "-1", "60000", true },
        { "OTEL_METRIC_EXPORT_INTERVAL", "1.5", "60000", true },

        { "OTEL_METRIC_EXPORT_TIMEOUT", null, "30000", false },
        { "OTEL_METRIC_EXPORT_TIMEOUT", " ", "30000", false },
        { "OTEL_METRIC_EXPORT_TIMEOUT", "1", "1", false },
        { "OTEL_METRIC_EXPORT_TIMEOUT", "soon", "30000", true },

        { "OTEL_METRICS_EXEMPLAR_FILTER", null, "TraceBased", false },
        { "OTEL_METRICS_EXEMPLAR_FILTER", "", "TraceBased", false },
        { "OTEL_METRICS_EXEMPLAR_FILTER", "trace_based", "TraceBased", false },
        { "OTEL_METRICS_EXEMPLAR_FILTER", "Always_On", "AlwaysOn", false },
        { "OTEL_METRICS_EXEMPLAR_FILTER", "ALWAYS_OFF", "AlwaysOff", false },
        { "OTEL_METRICS_EXEMPLAR_FILTER", "sometimes", "TraceBased", true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_variable_means(string variable, string? value, string effect, bool isTold)
    {
        using var surroundings = new Surroundings().Set(variable, value).Speak("tr-TR");
        string seen;
        await using (Telemetry.Start(static b => b.WithTracing(static t => t.AddProcessor(new Instrumentation.Tracing.FilteringSpanProcessor(static _ => false)))))
            seen = Effects[variable]();

        Assert.Equal(effect, seen);
        Assert.Equal(isTold, Regex.IsMatch(surroundings.Told, $"^instrumentation: {variable} [^\n]+$", RegexOptions.Multiline));
    }

    private static string Text(TimeSpan duration) => duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
