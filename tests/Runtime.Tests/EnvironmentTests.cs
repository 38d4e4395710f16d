using System.Diagnostics.Metrics;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests;

[Collection(ProcessWide.Name)]
public sealed class EnvironmentTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Environment");
    private static readonly Counter<long> Counter = Scope.Meter.CreateCounter<long>("environment.count");

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData(" True ", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("1", false)]
    [InlineData("yes", false)]
    public async Task Only_true_disables(string? value, bool isDisabled)
    {
        using var surroundings = new Surroundings().Set("OTEL_SDK_DISABLED", value).Speak("tr-TR");
        var configured = false;
        await using var telemetry = Telemetry.Start(_ => configured = true);

        Assert.Equal(!isDisabled, configured);
        Assert.Equal(!isDisabled, Scope.Source.HasListeners());
        Assert.Equal(!isDisabled, Counter.Enabled);
        Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));
        var told = value is "1" or "yes" ? "instrumentation: OTEL_SDK_DISABLED is neither true nor false; it counts as false.\n" : "";
        Assert.Equal(told, surroundings.Told);
    }

    [Theory]
    [InlineData(null, true, "")]
    [InlineData("", true, "")]
    [InlineData("console", true, "")]
    [InlineData("CONSOLE", true, "")]
    [InlineData("none", false, "")]
    [InlineData("None", false, "")]
    [InlineData("none,console", true, "")]
    [InlineData("otlp", true, "")]
    [InlineData("OTLP,none", true, "")]
    [InlineData("otlp , zipkin, console", true, "zipkin")]
    public async Task The_exporters_of_each_signal_are_chosen_by_its_variable(string? value, bool isOn, string warnings)
    {
        foreach (var (variable, isTraces) in new[] { ("OTEL_TRACES_EXPORTER", true), ("OTEL_METRICS_EXPORTER", false) })
        {
            using var surroundings = new Surroundings().Set(variable, value).Speak("tr-TR");
            await using var telemetry = Telemetry.Start();

            Assert.Equal(isOn || !isTraces, Scope.Source.HasListeners());
            Assert.Equal(isOn || isTraces, Counter.Enabled);
            Assert.Equal(
                string.Concat(warnings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name =>
                    $"instrumentation: {variable} names {name}, an exporter that this build does not know; it knows otlp, console{(isTraces ? "" : ", prometheus")} and none.\n")),
                surroundings.Told);
        }
    }

    [Fact]
    public async Task With_nothing_said_both_signals_go_to_standard_output_in_plain_text()
    {
        using var surroundings = new Surroundings();
        await using (Telemetry.Start())
        {
            Scope.Source.Begin("said nothing").End(at: 1);
            Counter.Add(5);
        }

        Assert.Equal(
            """
            trace <id> · Environment · 1 span · 1.00 ms
            said nothing  1.00 ms  ✓

            metrics · 1 instrument · 1 series
            instrument         tags  value
            environment.count            5


            """,
            Recorder.Normalise(surroundings.Output.Text));
    }

    [Theory]
    [InlineData("Production", null, null, true)]
    [InlineData(null, null, null, true)]
    [InlineData("development", null, null, false)]
    [InlineData(null, "Development", null, false)]
    [InlineData("Production", "Development", null, true)]
    [InlineData("Development", null, "http://localhost:1", true)]
    public async Task With_nothing_said_telemetry_goes_to_who_looks_and_else_to_a_receiver(
        string? environment, string? web, string? endpoint, bool isSent)
    {
        using var surroundings = new Surroundings()
            .Set("DOTNET_ENVIRONMENT", environment).Set("ASPNETCORE_ENVIRONMENT", web).Set("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        await using var telemetry = Telemetry.Start();

        Assert.Equal(isSent ? [$"OTLP to {endpoint ?? "http://localhost:4318"}/v1/traces"] : [], telemetry.Health.Spans.Select(static h => h.Name));
        Assert.Equal(isSent ? [$"OTLP to {endpoint ?? "http://localhost:4318"}/v1/metrics"] : [], telemetry.Health.Metrics.Select(static h => h.Name));
        Assert.Equal(
            isSent && endpoint is null
                ? """
                  instrumentation: No exporter of spans is named: they are sent as OTLP to http://localhost:4318/v1/traces.
                  instrumentation: No exporter of metrics is named: they are sent as OTLP to http://localhost:4318/v1/metrics.

                  """
                : "",
            surroundings.Told);
    }

    [Fact]
    public async Task Code_beats_the_variables()
    {
        using var surroundings = new Surroundings()
            .Set("OTEL_TRACES_EXPORTER", "none").Set("OTEL_METRICS_EXPORTER", "none").Set("OTEL_METRIC_EXPORT_INTERVAL", "1");
        await using var recorder = Recorder.Start();
        Scope.Source.StartActivity("by code")?.Dispose();
        Counter.Add(1);

        await recorder.EndAsync();

        Assert.Equal(2, recorder.Output.Writes.Count);
        Assert.Equal("", surroundings.Output.Text);
    }

    [Theory]
    [InlineData("1")]
    [InlineData(" 5 ")]
    public async Task Metrics_are_written_on_the_interval_of_the_variable(string milliseconds)
    {
        using var surroundings = new Surroundings().Set("OTEL_METRIC_EXPORT_INTERVAL", milliseconds);
        await using var telemetry = Telemetry.Start();

        Counter.Add(1);

        await surroundings.Output.SeenAsync("environment.count");
        Assert.Equal("", surroundings.Told);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("2147483648")]
    [InlineData("soon")]
    public async Task A_bad_interval_is_told_of_and_ignored(string milliseconds)
    {
        using var surroundings = new Surroundings().Set("OTEL_METRIC_EXPORT_INTERVAL", milliseconds).Speak("de-DE");
        await using (Telemetry.Start())
        {
        }

        Assert.Equal(
            "instrumentation: OTEL_METRIC_EXPORT_INTERVAL is no whole number of milliseconds above 0; 60000 is used.\n", surroundings.Told);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2147483647")]
    [InlineData("")]
    public async Task The_limits_of_a_good_interval_are_taken(string milliseconds)
    {
        using var surroundings = new Surroundings().Set("OTEL_METRIC_EXPORT_INTERVAL", milliseconds);
        await using (Telemetry.Start())
        {
        }

        Assert.Equal("", surroundings.Told);
    }

    [Fact]
    public void An_interval_in_code_that_no_timer_can_keep_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Recorder.Start(options: o => o.MetricsInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recorder.Start(options: o => o.MetricsInterval = TimeSpan.FromDays(25)));
    }
}
