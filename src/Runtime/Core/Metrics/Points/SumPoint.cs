using Instrumentation.Metrics.Cells;

namespace Instrumentation.Metrics.Points;

/// <summary>Adds up, in one cell of each thread's stripe. It is cumulative; what is new to a reader is the difference to what it read last.</summary>
/// <param name="tags">Its tags.</param>
/// <param name="start">When it began, in nanoseconds since 1970.</param>
/// <param name="isWhole">Whether its number is whole.</param>
/// <param name="readers">How many readers must remember what they read; none if no reader wants differences.</param>
internal sealed class SumPoint(TagSet tags, long start, bool isWhole, int readers) : Point(tags, start)
{
    private readonly long[] _last = readers == 0 ? [] : new long[readers];

    /// <summary>Its place in the cells.</summary>
    public int Slot { get; } = Slots.Take();

    public override bool IsIdle
    {
        get
        {
            var total = 0L;
            Stripe.Total([Slot], isWhole, new Span<long>(ref total));
            return Array.TrueForAll(_last, last => last == total);
        }
    }

    public override void Record(long value)
    {
        if (isWhole)
            Stripe.Add(Slot, value);
        else
            Stripe.Add(Slot, (double)value);
    }

    public override void Record(double value)
    {
        if (isWhole)
            Stripe.Add(Slot, (long)value);
        else
            Stripe.Add(Slot, value);
    }

    /// <summary>What is new to a reader of differences, who has read it then.</summary>
    /// <returns>The difference; 0 if nothing is.</returns>
    public long TakeDifference(int reader, long total)
    {
        ref var last = ref _last[reader];
        var before = last;
        last = total;
        return isWhole
            ? unchecked(total - before)
            : BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(total) - BitConverter.Int64BitsToDouble(before));
    }

    public override void Release() => Slots.Return(Slot);
}
