using System.Runtime.InteropServices;
using Instrumentation.Export.Otlp;
using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// Writes exponential histograms as Prometheus' native ones, whose buckets are sparse: spans of them, and the differences from one count to the next.
/// Specification: Prometheus and OpenMetrics Compatibility, Exponential Histograms.
/// </summary>
internal sealed class NativeHistogram
{
    private const int MinSchema = -4;
    private const int MaxSchema = 8;

    // What separates zero from the buckets where nothing else is said.
    private const double ZeroThreshold = 1e-128;

    // A gap of so few is cheaper to fill with zeros than to begin another span.
    private const int MaxFilled = 2;

    private readonly List<(int Offset, int Length)> _spans = [];
    private readonly List<long> _deltas = [];

    /// <summary>Whether Prometheus has buckets that are as wide.</summary>
    public static bool CanBe(ExponentialHistogramData data) => data.Scale >= MinSchema;

    public void Write(ref ProtobufWriter to, ExponentialHistogramData data)
    {
        to.Whole(1, default, data.Count);
        to.Real(3, default, data.Sum);
        to.Signed(4, default, Math.Min(data.Scale, MaxSchema));
        to.Real(5, default, ZeroThreshold);
        to.Whole(6, default, data.ZeroCount);
        var shift = Math.Max(0, data.Scale - MaxSchema);
        WriteBuckets(ref to, 8, data.NegativeOffset, data.NegativeBuckets, shift);
        WriteBuckets(ref to, 11, data.PositiveOffset, data.PositiveBuckets, shift);
    }

    private void WriteBuckets(ref ProtobufWriter to, int field, int offset, ReadOnlySpan<long> counts, int shift)
    {
        Layout(offset, counts, shift);
        foreach (var (start, length) in _spans)
        {
            var span = to.BeginItem(field, 2 * (1 + ProtobufWire.MaxVarint));
            to.Signed(1, default, start);
            to.Number(2, default, (uint)length);
            to.End(span);
        }

        to.WholeList(field + 1, default, CollectionsMarshal.AsSpan(_deltas));
    }

    private void Layout(int offset, ReadOnlySpan<long> counts, int shift)
    {
        _spans.Clear();
        _deltas.Clear();
        var (next, last) = (0, 0L);
        for (var i = 0; i < counts.Length;)
        {
            // Several buckets of a finer scale are one here; and a bucket has the index of its upper bound.
            var index = ((offset + i) >> shift) + 1;
            var count = 0L;
            for (; i < counts.Length && ((offset + i) >> shift) + 1 == index; i++)
                count += counts[i];
            if (count == 0)
                continue;

            var gap = index - next;
            if (_spans.Count == 0 || gap > MaxFilled)
            {
                _spans.Add((gap, 0));
                gap = 0;
            }

            for (; gap > 0; gap--)
                Add(0, ref last);
            Add(count, ref last);
            next = index + 1;
        }
    }

    private void Add(long count, ref long last)
    {
        var delta = count - last;
        _deltas.Add((delta << 1) ^ (delta >> 63));
        last = count;
        CollectionsMarshal.AsSpan(_spans)[^1].Length++;
    }
}
