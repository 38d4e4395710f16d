using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Metrics;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>What options and variables may say.</summary>
[Collection(ProcessWide.Name)]
public sealed class OptionTests
{
    [Theory]
    [InlineData(null, null, "localhost", 9464, "")]
    [InlineData("", " ", "localhost", 9464, "")]
    [InlineData("0.0.0.0", "9000", "0.0.0.0", 9000, "")]
    [InlineData("::1", "65535", "::1", 65_535, "")]
    [InlineData(null, "0", "localhost", 9464, "OTEL_EXPORTER_PROMETHEUS_PORT is no port from 1 to 65535; 9464 is used.")]
    [InlineData(null, "65536", "localhost", 9464, "OTEL_EXPORTER_PROMETHEUS_PORT is no port from 1 to 65535; 9464 is used.")]
    [InlineData(null, "http", "localhost", 9464, "OTEL_EXPORTER_PROMETHEUS_PORT is no port from 1 to 65535; 9464 is used.")]
    public void Variables_say_where_it_is_served_and_code_beats_them(string? host, string? port, string effectiveHost, int effectivePort, string told)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_PROMETHEUS_HOST", host).Set("OTEL_EXPORTER_PROMETHEUS_PORT", port);
        var (said, unsaid) = (PrometheusExporterOptions.From(static o => (o.Host, o.Port) = ("shop", 1)), PrometheusExporterOptions.From(null));

        Assert.Equal(("shop", 1, effectiveHost, effectivePort), (said.Host, said.Port, unsaid.Host, unsaid.Port));
        Assert.Contains(told, surroundings.Told, StringComparison.Ordinal);
        Assert.Equal(told.Length > 0, surroundings.Told.Length > 0);
    }

    [Theory]
    [InlineData("METRICS", true, "")]
    [InlineData("TRACES", false, "it knows otlp, console and none.")]
    public void A_variable_chooses_it_for_metrics_alone(string signal, bool isChosen, string told)
    {
        using var surroundings = new Surroundings().Set($"OTEL_{signal}_EXPORTER", "Prometheus, otlp");
        var choice = ExporterChoice.Read(signal);

        Assert.Equal((isChosen, true, false), (choice.ToPrometheus, choice.ToOtlp, choice.ToConsole));
        Assert.Contains(told, surroundings.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_be_is_refused_with_the_reason()
    {
        var options = PrometheusExporterOptions.From(null);

        Assert.Throws<ArgumentException>(() => options.Host = " ");
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Port = 65_536);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.CardinalityLimit = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Translation = (PrometheusTranslation)4);
        foreach (var path in new[] { "metrics", "/a b", "/a?b", "/a#b", "/a\n" })
            Assert.Contains("begins with a slash", Assert.Throws<ArgumentException>(() => options.Path = path).Message, StringComparison.Ordinal);
        Assert.Equal(("localhost", 9464, "/metrics", 2_000, default), (options.Host, options.Port, options.Path, options.CardinalityLimit, options.Translation));
    }

    [Fact]
    public async Task The_default_aggregation_is_asked_for()
    {
        var name = "Options." + Guid.NewGuid();
        using var meter = new System.Diagnostics.Metrics.Meter(name);
        await using var telemetry = Pages.Start(name, static o => o.DefaultAggregation = static kind => kind == InstrumentKind.Histogram ? Aggregation.Sum : Aggregation.Default);
        meter.CreateHistogram<int>("h").Record(3);

        Assert.Equal("# TYPE h_total counter\nh_total 3\n", await telemetry.PageAsync());
    }
}
