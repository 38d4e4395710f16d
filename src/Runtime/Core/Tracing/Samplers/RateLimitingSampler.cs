using System.Diagnostics;
using System.Globalization;

namespace Instrumentation.Tracing;

/// <summary>
/// Samples so many traces a second and drops the rest, however many there are. A second's worth that was not used may be used at once.
/// </summary>
/// <remarks>It looks at no parent: wrap it in a <see cref="ParentBasedSampler"/>, so that it counts traces and not spans.</remarks>
public sealed class RateLimitingSampler : Sampler
{
    private readonly double _tracesPerSecond;
    private readonly TimeProvider _time;
    private readonly long _cost;
    private readonly long _burst;

    // A moment in clock ticks: how far what has been sampled has used the time up.
    private long _usedUntil;

    /// <summary>Samples so many traces a second.</summary>
    /// <param name="tracesPerSecond">How many, above 0; 0.1 is one in ten seconds.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tracesPerSecond"/> is not above 0, or not finite.</exception>
    public RateLimitingSampler(double tracesPerSecond, TimeProvider? time = null)
    {
        if (!(tracesPerSecond > 0 && double.IsFinite(tracesPerSecond)))
            throw new ArgumentOutOfRangeException(nameof(tracesPerSecond), tracesPerSecond, "A number of traces a second is above 0, and finite.");

        _tracesPerSecond = tracesPerSecond;
        _time = time ?? TimeProvider.System;
        _cost = (long)Math.Clamp(_time.TimestampFrequency / tracesPerSecond, 1, long.MaxValue / 4);

        // At least one trace fits, however rare they may be.
        _burst = Math.Max(_cost, _time.TimestampFrequency);
        _usedUntil = _time.GetTimestamp() - _burst;
    }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"RateLimitingSampler{{{_tracesPerSecond}}}");

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        var now = _time.GetTimestamp();
        var used = Volatile.Read(ref _usedUntil);
        while (true)
        {
            var next = Math.Max(used, now - _burst) + _cost;
            if (next > now)
                return new(SamplingDecision.Drop);

            var seen = Interlocked.CompareExchange(ref _usedUntil, next, used);
            if (seen == used)
                return new(SamplingDecision.RecordAndSample);
            used = seen;
        }
    }
}
