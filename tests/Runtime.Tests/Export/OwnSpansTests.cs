using System.Diagnostics;
using System.Text;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Export;

/// <summary>What the exporter runs of the user's may be observed itself: its spans are not written, or each would make the next.</summary>
[Collection(ProcessWide.Name)]
public sealed class OwnSpansTests
{
    private static readonly TelemetryScope Scope = TelemetryScope.Get("OwnSpans");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_output_and_a_value_that_start_spans_leave_none_of_them(bool isHeardByOthers)
    {
        using var others = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "OwnSpans",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => isHeardByOthers ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(others);
        using var surroundings = new Surroundings();
        using var output = new TracedOutput();
        await using (var telemetry = Telemetry.Start(b => b.WithTracing(t => t.AddLegacySource("legacy").AddConsoleExporter(o => o.Output = output))))
        {
            Scope.Source.StartActivity("placed")?.SetTag("order", new TracedText()).Dispose();
            for (var i = 0; i < 3; i++)
                Assert.True(await telemetry.ForceFlushAsync(TimeSpan.FromSeconds(10)));
            Scope.Source.StartActivity("shipped")?.Dispose();
        }

        Assert.Equal(2, output.Writes.Count);
        Assert.Contains("placed", output.Writes[0], StringComparison.Ordinal);
        Assert.Contains("an order", output.Writes[0], StringComparison.Ordinal);
        Assert.Contains("shipped", output.Writes[1], StringComparison.Ordinal);
    }

    private sealed class TracedText
    {
        public override string ToString()
        {
            using var span = Scope.Source.StartActivity("text");
            return "an order";
        }
    }

    private sealed class TracedOutput : TextWriter
    {
        public List<string> Writes { get; } = [];

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            Writes.Add(value ?? "");
            if (Writes.Count > 20)
                return;

            using var legacy = new Activity("legacy");
            legacy.Start();
            Task.Run(static () => Scope.Source.StartActivity("write")?.Dispose()).Wait();
        }
    }
}
