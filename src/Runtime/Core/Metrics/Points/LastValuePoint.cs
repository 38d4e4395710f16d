using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>Keeps the last value. A reader of deltas is told of it when there was one since it read.</summary>
internal sealed class LastValuePoint(TagSet tags, long start, bool isWhole, int readers) : CollectedPoint(tags, start)
{
    private readonly bool[] _isSeen = new bool[readers];
    private long _bits;
    private bool _isSeenBySome;

    public override bool IsIdle => Array.TrueForAll(_isSeen, static seen => seen);

    public override void Record(long value) => Keep(isWhole ? value : BitConverter.DoubleToInt64Bits(value));

    public override void Record(double value) => Keep(isWhole ? (long)value : BitConverter.DoubleToInt64Bits(value));

    public override bool TryCollect(ReaderState reader, long now, out MetricPoint point)
    {
        ref var isSeen = ref _isSeen[reader.Index];
        if (isSeen && reader.Temporality == Temporality.Delta)
        {
            point = default;
            return false;
        }

        // First that it was seen, then the value: one that comes in between is told twice, but never not at all.
        Volatile.Write(ref isSeen, true);
        Volatile.Write(ref _isSeenBySome, true);
        Interlocked.MemoryBarrier();
        point = new MetricPoint(Tags, StartFor(reader), now, Volatile.Read(ref _bits), null, TakeExemplars(reader.Index));
        return true;
    }

    private void Keep(long bits)
    {
        Interlocked.Exchange(ref _bits, bits);
        if (!Volatile.Read(ref _isSeenBySome))
            return;

        Volatile.Write(ref _isSeenBySome, false);
        for (var i = 0; i < _isSeen.Length; i++)
            Volatile.Write(ref _isSeen[i], false);
    }
}
