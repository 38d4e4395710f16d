using Google.Protobuf;
using Instrumentation.Export;
using Instrumentation.Integration.Tests.Prometheus.Proto;

namespace Instrumentation.Integration.Tests.Prometheus;

/// <summary>Pages of protobuf, as Google's decoder reads them.</summary>
internal static class ProtobufPages
{
    public const string Accept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    public static async Task<List<MetricFamily>> ReadAsync(Telemetry telemetry, string escaping = "underscores")
    {
        using var answer = await telemetry.Prometheus!.ScrapeAsync(new ScrapeRequest($"{Accept};escaping={escaping}", null, null), default);
        Assert.Equal((200, $"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping={escaping}"), (answer.Status, answer.ContentType));
        using var page = new MemoryStream(answer.Body.ToArray());
        var families = new List<MetricFamily>();
        while (page.Position < page.Length)
            families.Add(MetricFamily.Parser.ParseDelimitedFrom(page));
        return families;
    }

    /// <summary>The bounds and counts of a native histogram's buckets above 0: the bucket of a bound reaches up to it.</summary>
    public static IEnumerable<(double UpTo, long Count)> BucketsOf(Histogram histogram)
    {
        var (index, count, delta) = (0, 0L, 0);
        foreach (var span in histogram.PositiveSpan)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++)
            {
                count += histogram.PositiveDelta[delta++];
                yield return (Math.Pow(2, Math.ScaleB(index++, -histogram.Schema)), count);
            }
        }
    }
}
