using Instrumentation.Configuration;
using Instrumentation.Diagnostics;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Configuration;

/// <summary>
/// Every variable that concerns traces: unset, empty, valid, invalid, and at its boundaries. What is invalid is told once and then counts as unset.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class TraceVariableTests
{
    private const string AllOn = "ParentBased{root=AlwaysOnSampler,";
    private const string Longest = "2147483647";
    private const string TooLong = "2147483648";

    // The file that is executed, to the specification's letter.
    private static readonly string NoName = $"unknown_service:{Path.GetFileName(Environment.ProcessPath)}";

    private static readonly TelemetryScope Scope = TelemetryScope.Get("Variables");

    /// <summary>What can be seen of a variable once telemetry runs.</summary>
    private static readonly Dictionary<string, Func<Telemetry, string>> Effects = new()
    {
        ["OTEL_SDK_DISABLED"] = static _ => Scope.Source.HasListeners() ? "on" : "off",
        ["OTEL_TRACES_EXPORTER"] = static _ => Scope.Source.HasListeners() ? "console" : "none",
        ["OTEL_TRACES_SAMPLER"] = static telemetry => telemetry.Sampler.Description,
        ["OTEL_PROPAGATORS"] = static _ => string.Join(' ', Propagators.DefaultTextMapPropagator.Fields!.Order(StringComparer.Ordinal)),
        ["OTEL_LOG_LEVEL"] = static _ => LogLevelVariable.Find()?.ToString() ?? "by default",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = static _ => Text(SpanBatchVariables.Read().MaxQueueSize),
        ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"] = static _ => Text(SpanBatchVariables.Read().MaxExportBatchSize),
        ["OTEL_BSP_SCHEDULE_DELAY"] = static _ => Text(SpanBatchVariables.Read().ScheduledDelay.TotalMilliseconds),
        ["OTEL_BSP_EXPORT_TIMEOUT"] = static _ => Text(SpanBatchVariables.Read().ExporterTimeout.TotalMilliseconds),
        ["OTEL_SERVICE_NAME"] = ServiceName,
        ["OTEL_RESOURCE_ATTRIBUTES"] = ServiceName,
    };

    public static TheoryData<string, string?, string, bool> Table => new()
    {
        { "OTEL_SDK_DISABLED", null, "on", false },
        { "OTEL_SDK_DISABLED", "", "on", false },
        { "OTEL_SDK_DISABLED", "true", "off", false },
        { "OTEL_SDK_DISABLED", "TRUE", "off", false },
        { "OTEL_SDK_DISABLED", "False", "on", false },
        { "OTEL_SDK_DISABLED", "1", "on", true },

        { "OTEL_TRACES_EXPORTER", null, "console", false },
        { "OTEL_TRACES_EXPORTER", " , ", "console", false },
        { "OTEL_TRACES_EXPORTER", "Console", "console", false },
        { "OTEL_TRACES_EXPORTER", "none", "none", false },
        { "OTEL_TRACES_EXPORTER", "none,console", "console", false },
        { "OTEL_TRACES_EXPORTER", "zipkin", "console", true },

        { "OTEL_TRACES_SAMPLER", null, AllOn, false },
        { "OTEL_TRACES_SAMPLER", " ", AllOn, false },
        { "OTEL_TRACES_SAMPLER", "always_on", "AlwaysOnSampler", false },
        { "OTEL_TRACES_SAMPLER", "ALWAYS_OFF", "AlwaysOffSampler", false },
        { "OTEL_TRACES_SAMPLER", "parentbased_always_on", AllOn, false },
        { "OTEL_TRACES_SAMPLER", "ParentBased_Always_Off", "ParentBased{root=AlwaysOffSampler,", false },
        { "OTEL_TRACES_SAMPLER", "traceidratio", "TraceIdRatioBased{1}", false },
        { "OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "ParentBased{root=TraceIdRatioBased{1},", false },
        { "OTEL_TRACES_SAMPLER", "jaeger_remote", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", false },
        { "OTEL_TRACES_SAMPLER", "parentbased_jaeger_remote", "ParentBased{root=JaegerRemoteSampler{TraceIdRatioBased{0.001}},", false },
        { "OTEL_TRACES_SAMPLER", "sometimes", AllOn, true },
        { "OTEL_TRACES_SAMPLER", "parentbased_", AllOn, true },
        { "OTEL_TRACES_SAMPLER", "parentbased_parentbased_always_on", AllOn, true },

        { "OTEL_PROPAGATORS", null, "baggage traceparent tracestate", false },
        { "OTEL_PROPAGATORS", "", "baggage traceparent tracestate", false },
        { "OTEL_PROPAGATORS", "tracecontext", "traceparent tracestate", false },
        { "OTEL_PROPAGATORS", "Baggage, baggage", "baggage", false },
        { "OTEL_PROPAGATORS", "none", "", false },
        { "OTEL_PROPAGATORS", "jaeger,none", "uber-trace-id", false },
        { "OTEL_PROPAGATORS", "ottrace", "baggage traceparent tracestate", true },

        { "OTEL_LOG_LEVEL", null, "by default", false },
        { "OTEL_LOG_LEVEL", "", "by default", false },
        { "OTEL_LOG_LEVEL", "error", "Error", false },
        { "OTEL_LOG_LEVEL", "Warn", "Warn", false },
        { "OTEL_LOG_LEVEL", "INFO", "Info", false },
        { "OTEL_LOG_LEVEL", "debug", "Debug", false },
        { "OTEL_LOG_LEVEL", "none", "None", false },
        { "OTEL_LOG_LEVEL", "trace", "by default", true },
        { "OTEL_LOG_LEVEL", "1", "by default", true },

        { "OTEL_BSP_MAX_QUEUE_SIZE", null, "2048", false },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "", "2048", false },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "1", "1", false },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "16777216", "16777216", false },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "0", "2048", true },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "16777217", "2048", true },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "-1", "2048", true },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "many", "2048", true },

        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", null, "512", false },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "", "512", false },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1", "1", false },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "2048", "2048", false },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "2049", "2048", false },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "0", "512", true },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1.5", "512", true },

        { "OTEL_BSP_SCHEDULE_DELAY", null, "5000", false },
        { "OTEL_BSP_SCHEDULE_DELAY", "", "5000", false },
        { "OTEL_BSP_SCHEDULE_DELAY", "0", "1", false },
        { "OTEL_BSP_SCHEDULE_DELAY", "1", "1", false },
        { "OTEL_BSP_SCHEDULE_DELAY", Longest, Longest, false },
        { "OTEL_BSP_SCHEDULE_DELAY", TooLong, "5000", true },
        { "OTEL_BSP_SCHEDULE_DELAY", "-1", "5000", true },
        { "OTEL_BSP_SCHEDULE_DELAY", "5 s", "5000", true },

        { "OTEL_BSP_EXPORT_TIMEOUT", null, "30000", false },
        { "OTEL_BSP_EXPORT_TIMEOUT", "", "30000", false },
        { "OTEL_BSP_EXPORT_TIMEOUT", "0", "-1", false },
        { "OTEL_BSP_EXPORT_TIMEOUT", "1", "1", false },
        { "OTEL_BSP_EXPORT_TIMEOUT", Longest, Longest, false },
        { "OTEL_BSP_EXPORT_TIMEOUT", TooLong, "30000", true },
        { "OTEL_BSP_EXPORT_TIMEOUT", "-1", "30000", true },
        { "OTEL_BSP_EXPORT_TIMEOUT", "1,5", "30000", true },

        { "OTEL_SERVICE_NAME", null, NoName, false },
        { "OTEL_SERVICE_NAME", "", NoName, false },
        { "OTEL_SERVICE_NAME", "shop", "shop", false },
        { "OTEL_RESOURCE_ATTRIBUTES", "a=b,service.name=the%20shop", "the shop", false },
        { "OTEL_RESOURCE_ATTRIBUTES", "service.name=,service.names=a", NoName, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_variable_means(string variable, string? value, string effect, bool isTold)
    {
        using var surroundings = new Surroundings().Set(variable, value).Speak("tr-TR");
        await using var telemetry = Telemetry.Start();

        var seen = Effects[variable](telemetry);

        if (effect.EndsWith(','))
            Assert.StartsWith(effect, seen, StringComparison.Ordinal);
        else
            Assert.Equal(effect, seen);
        Assert.Matches(isTold ? $"^instrumentation: {variable} [^\n]+\n$" : "^$", ToldBy(surroundings));
    }

    [Theory]
    [InlineData("traceidratio", null, "TraceIdRatioBased{1}", false)]
    [InlineData("traceidratio", "", "TraceIdRatioBased{1}", false)]
    [InlineData("traceidratio", "0", "TraceIdRatioBased{0}", false)]
    [InlineData("traceidratio", "1", "TraceIdRatioBased{1}", false)]
    [InlineData("traceidratio", " 1e-3 ", "TraceIdRatioBased{0.001}", false)]
    [InlineData("parentbased_traceidratio", "0.5", "ParentBased{root=TraceIdRatioBased{0.5},", false)]
    [InlineData("traceidratio", "1.01", "TraceIdRatioBased{1}", true)]
    [InlineData("traceidratio", "-0.1", "TraceIdRatioBased{1}", true)]
    [InlineData("traceidratio", "0,5", "TraceIdRatioBased{1}", true)]
    [InlineData("traceidratio", "NaN", "TraceIdRatioBased{1}", true)]
    [InlineData("traceidratio", "half", "TraceIdRatioBased{1}", true)]
    [InlineData("always_on", "half", "AlwaysOnSampler", false)]
    [InlineData(null, "0.5", AllOn, false)]
    [InlineData("jaeger_remote", "", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", false)]
    [InlineData("jaeger_remote", "initialSamplingRate=0", "JaegerRemoteSampler{TraceIdRatioBased{0}}", false)]
    [InlineData("jaeger_remote", "initialSamplingRate=1", "JaegerRemoteSampler{TraceIdRatioBased{1}}", false)]
    [InlineData("jaeger_remote", "pollingIntervalMs=1 , initialSamplingRate = 0.25", "JaegerRemoteSampler{TraceIdRatioBased{0.25}}", false)]
    [InlineData("jaeger_remote", "initialSamplingRate=0.25,pollingIntervalMs=0", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", true)]
    [InlineData("jaeger_remote", "initialSamplingRate=0.25,endpoint=localhost:14250", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", true)]
    [InlineData("jaeger_remote", "initialSamplingRate=1.1", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", true)]
    [InlineData("jaeger_remote", "initialSamplingRate=0.25,rate=1", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", true)]
    [InlineData("jaeger_remote", "0.25", "JaegerRemoteSampler{TraceIdRatioBased{0.001}}", true)]
    public async Task A_samplers_argument_means(string? sampler, string? argument, string description, bool isTold)
    {
        using var surroundings = new Surroundings().Set("OTEL_TRACES_SAMPLER", sampler).Set("OTEL_TRACES_SAMPLER_ARG", argument).Speak("de-DE");
        await using var telemetry = Telemetry.Start();

        Assert.StartsWith(description, telemetry.Sampler.Description, StringComparison.Ordinal);
        Assert.Matches(isTold ? "^instrumentation: OTEL_TRACES_SAMPLER_ARG [^\n]+\n$" : "^$", ToldBy(surroundings));
    }

    [Theory]
    [InlineData("jaeger_remote", "", true)]
    [InlineData("parentbased_jaeger_remote", "", true)]
    [InlineData("jaeger_remote", "/", true)]
    [InlineData("jaeger_remote", "/of/mine", false)]
    public async Task Jaegers_sampler_asks_where_its_argument_says_until_telemetry_ends(string sampler, string path, bool isDefaultPath)
    {
        await using var service = new JaegerService("""{"probabilisticSampling":{"samplingRate":0.75}}""");
        using var surroundings = new Surroundings().Set("OTEL_TRACES_SAMPLER", sampler).Set("OTEL_SERVICE_NAME", "shop")
            .Set("OTEL_TRACES_SAMPLER_ARG", $"endpoint=http://{service.Address.Authority}{path},pollingIntervalMs=1,initialSamplingRate=1");
        await using (var telemetry = Telemetry.Start())
        {
            Assert.True(SpinWait.SpinUntil(
                () => telemetry.Sampler.Description.Contains("JaegerRemoteSampler{TraceIdRatioBased{0.75}}", StringComparison.Ordinal), TimeSpan.FromSeconds(10)));
        }

        Assert.Equal($"GET {(isDefaultPath ? "/sampling" : path)}?service=shop HTTP/1.1", service.Requests.First());

        // One that is on its way may still arrive; then there are no more.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                var before = service.Requests.Count;
                return !SpinWait.SpinUntil(() => service.Requests.Count > before, TimeSpan.FromMilliseconds(100));
            },
            TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("error", "e")]
    [InlineData("warn", "ew")]
    [InlineData("info", "ew")]
    [InlineData("debug", "ew")]
    public async Task The_log_level_says_what_is_told(string level, string kinds)
    {
        using var surroundings = new Surroundings().Set("OTEL_LOG_LEVEL", level);
        var told = "";
        await using (Telemetry.Start(b => b.OnError(error => told += error.Message[0])))
        {
            Faults.Report("error", new ArithmeticException());
            Faults.Warn("warning");
        }

        Assert.Equal(kinds, told);
    }

    // Nobody answers at the address that Jaeger's sampler asks by default.
    private static string ToldBy(Surroundings surroundings) =>
        string.Concat(surroundings.Told.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith("instrumentation: asking localhost:5778 ", StringComparison.Ordinal)).Select(static line => line + "\n"));

    private static string ServiceName(Telemetry telemetry)
    {
        Assert.True(telemetry.Resource.Wait(TimeSpan.FromSeconds(10)));
        return Assert.IsType<string>(telemetry.Resource.Result.Attributes.ValueOf("service.name"));
    }

    private static string Text(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
