using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Instrumentation.Runtime.Tests.Context;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>What holds for samplers of a share of traces, whatever the share and the trace.</summary>
public sealed class RatioProperties
{
    private const double All = 1L << 56;

    private static readonly Gen<double> Ratio = Gen.Frequency(
        (6, Gen.Choose(0, int.MaxValue).Select(static i => i / (double)int.MaxValue)),
        (2, Gen.Choose(0, 60).Select(static power => Math.Pow(2, -power))),
        (2, Gen.Elements(0, 1, double.Epsilon, 0.1, 1 / 3d, 0.5, 1 - (1 / All))));

    private static readonly Gen<ActivityTraceId> TraceId = Gen.Choose(0, 255).Select(static octet => (byte)octet).ArrayOf(16)
        .Select(static octets => ActivityTraceId.CreateFromBytes(octets));

    [Fact]
    public void What_a_lower_ratio_keeps_a_higher_one_keeps_too() => Hostile.Holds(
        from ratios in Ratio.Two() from traceId in TraceId select (Math.Min(ratios.Item1, ratios.Item2), Math.Max(ratios.Item1, ratios.Item2), traceId),
        static drawn =>
        {
            var (lower, higher, traceId) = drawn;
            Assert.True(!IsKept(new TraceIdRatioSampler(lower), traceId) || IsKept(new TraceIdRatioSampler(higher), traceId));
            Assert.True(!IsKept(new ProbabilitySampler(lower), traceId) || IsKept(new ProbabilitySampler(higher), traceId));
        });

    [Fact]
    public void The_last_56_bits_decide_as_a_number() => Hostile.Holds(
        from ratio in Ratio from traceId in TraceId select (ratio, traceId),
        static drawn =>
        {
            var random = ulong.Parse(drawn.traceId.ToHexString().AsSpan(18), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var kept = (ulong)Math.Round(drawn.ratio * All);
            Assert.Equal((1UL << 56) - random <= kept, IsKept(new TraceIdRatioSampler(drawn.ratio), drawn.traceId));
        });

    [Fact]
    public void So_many_are_kept_as_the_ratio_says() => Hostile.Holds(
        from ratio in Ratio from traceIds in TraceId.ArrayOf(200) select (ratio, traceIds),
        static drawn =>
        {
            // Eight standard deviations, and one trace: of two thousand draws none falls out of them.
            var expected = drawn.ratio * drawn.traceIds.Length;
            var kept = drawn.traceIds.Count(id => IsKept(new TraceIdRatioSampler(drawn.ratio), id));
            Assert.InRange(Math.Abs(kept - expected), 0, 1 + (8 * Math.Sqrt(expected * (1 - drawn.ratio))));
        });

    private static bool IsKept(Sampler sampler, ActivityTraceId traceId) =>
        sampler.ShouldSample(new SamplingParameters(default, traceId, "span", ActivityKind.Internal)).Decision == SamplingDecision.RecordAndSample;
}
