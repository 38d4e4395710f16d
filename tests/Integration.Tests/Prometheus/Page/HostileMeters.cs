using System.Diagnostics.Metrics;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>Three meters that hardly differ.</summary>
internal sealed class HostileMeters : IDisposable
{
    public const string Pattern = "Hostile\n*";

    private readonly Meter[] _meters =
    [
        new(Pattern[..^1] + "\"1\""),
        new(new MeterOptions(Pattern[..^1] + "2") { Version = "1\\", Tags = [new("a.b", 1), new("version", "no"), new("a_b", "x")] }),
        new(new MeterOptions(Pattern[..^1] + "2") { Version = "1\\", TelemetrySchemaUrl = "https://example.com/{x}" }),
    ];

    public Meter this[int index] => _meters[index];

    public void Dispose() => Array.ForEach(_meters, static meter => meter.Dispose());
}
