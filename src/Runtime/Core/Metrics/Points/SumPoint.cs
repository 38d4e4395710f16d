using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>Adds up, in one cell of each thread's stripe. It is cumulative; what is new to a reader is the difference to what it read last.</summary>
internal sealed class SumPoint(TagSet tags, long start, bool isWhole, int readers) : Point(tags, start)
{
    private readonly long[] _last = new long[readers];

    /// <summary>Its place in the cells.</summary>
    public int Slot { get; } = Slots.Take();

    public override bool IsIdle
    {
        get
        {
            var total = Total();
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

    public override bool TryCollect(ReaderState reader, long now, out MetricPoint point)
    {
        var total = Total();
        ref var last = ref _last[reader.Index];
        var bits = total;
        if (reader.Temporality == Temporality.Delta)
        {
            if (total == last)
            {
                point = default;
                return false;
            }

            bits = isWhole
                ? unchecked(total - last)
                : BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(total) - BitConverter.Int64BitsToDouble(last));
        }

        point = new MetricPoint(Tags, StartFor(reader), now, bits, null, null);
        last = total;
        return true;
    }

    public override void Release() => Slots.Return(Slot);

    private long Total() => isWhole ? Stripe.Total(Slot) : BitConverter.DoubleToInt64Bits(Stripe.RealTotal(Slot));
}
