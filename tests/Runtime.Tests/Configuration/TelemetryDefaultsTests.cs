using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tracing;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Runtime.Tests.Configuration;

/// <summary>What the ready-made configurations mean.</summary>
[Collection(ProcessWide.Name)]
public sealed class TelemetryDefaultsTests : IDisposable
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("Defaults");
    private static readonly ActivityContext DroppedElsewhere =
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);

    private readonly Surroundings _surroundings = new();
    private readonly InMemoryExporter<Activity> _exporter = new();

    public void Dispose() => _surroundings.Dispose();

    [Fact]
    public async Task The_basic_one_writes_every_span_to_the_console_whatever_others_decided()
    {
        await using (Telemetry.Start(static t => t.UseBasicDefaults()))
        {
            Scope.Source.StartActivity("dropped elsewhere", ActivityKind.Server, DroppedElsewhere)?.Dispose();
            Scope.Meter.CreateCounter<long>("defaults.basic").Add(1);
        }

        Assert.Contains("dropped elsewhere", _surroundings.Output.Text, StringComparison.Ordinal);
        Assert.Contains("defaults.basic", _surroundings.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_for_production_masks_secrets_cuts_texts_and_keeps_whole_traces_ten_a_second()
    {
        await using (Telemetry.Start(t => t.UseProductionDefaults().WithTracing(t => t.AddExporter(_exporter))))
        {
            for (var i = 0; i < 10; i++)
            {
                using var root = Scope.Source.StartActivity("root");
                using var child = Scope.Source.StartActivity("child");
                child?.SetTag("db.password", "hunter2").SetTag("Set-Cookie", "id=1").SetTag("text", new string('a', 5_000));
            }

            for (var i = 0; i < 1_000; i++)
                Scope.Source.StartActivity("too many")?.Dispose();
            Scope.Source.StartActivity("dropped elsewhere", ActivityKind.Server, DroppedElsewhere)?.Dispose();
        }

        Assert.Equal(10, _exporter.Items.Count(static s => s.OperationName == "root"));
        Assert.Equal(10, _exporter.Items.Count(static s => s.OperationName == "child"));
        Assert.InRange(_exporter.Items.Count(static s => s.OperationName == "too many"), 0, 500);
        Assert.DoesNotContain(_exporter.Items, static s => s.OperationName == "dropped elsewhere");
        var span = _exporter.Items[0];
        Assert.Equal(("REDACTED", "REDACTED"), (span.GetTagItem("db.password"), span.GetTagItem("Set-Cookie")));
        Assert.Equal(4_096, ((string)span.GetTagItem("text")!).Length);
    }

    [Theory]
    [InlineData("/health", false)]
    [InlineData("/healthz", false)]
    [InlineData("/health/db", false)]
    [InlineData("/readyz", false)]
    [InlineData("/healthcare", true)]
    [InlineData("/", true)]
    public async Task That_for_clusters_leaves_probes_out_and_speaks_B3_too(string path, bool isRecorded)
    {
        await using (Telemetry.Start(t => t.UseCloudNativeDefaults().WithTracing(t => t.AddExporter(_exporter))))
        {
            Assert.Equal(["b3", "baggage", "traceparent", "tracestate"], Propagators.DefaultTextMapPropagator.Fields!.Order(StringComparer.Ordinal));
            using var span = Scope.Source.StartActivity("GET", ActivityKind.Server, default(ActivityContext), [new("url.path", path)]);
            using var child = Scope.Source.StartActivity("child");
            span?.SetTag("secret", "1");
        }

        Assert.Equal(isRecorded ? ["child", "GET"] : [], _exporter.Items.Select(static s => s.OperationName));
        Assert.All(_exporter.Items.Skip(1), static s => Assert.Equal("REDACTED", s.GetTagItem("secret")));
    }

    [Fact]
    public async Task What_is_said_after_one_beats_it_and_of_what_it_does_not_say_the_variables_count()
    {
        _surroundings.Set("OTEL_PROPAGATORS", "jaeger").Set("OTEL_TRACES_SAMPLER", "always_off");
        await using (var telemetry = Telemetry.Start(static t => t.UseProductionDefaults().WithTracing(static t => t.SetSampler(new AlwaysOnSampler()))))
        {
            Assert.Equal("AlwaysOnSampler", telemetry.Sampler.Description);
            Assert.Equal(["uber-trace-id"], Propagators.DefaultTextMapPropagator.Fields!);
            Scope.Source.StartActivity("to the console")?.SetTag("token", "hunter2").Dispose();
        }

        Assert.Contains("to the console", _surroundings.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _surroundings.Output.Text, StringComparison.Ordinal);
    }
}
