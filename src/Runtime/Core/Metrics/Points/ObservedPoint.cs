using Instrumentation.Metrics.Streams;

namespace Instrumentation.Metrics.Points;

/// <summary>
/// What one observation said of a series, to the one reader that asked: a total, or a value. What was not said this time is not told. It is written and read
/// by one thread at a time.
/// </summary>
internal sealed class ObservedPoint(TagSet tags, long start, bool isWhole, bool isTotal) : CollectedPoint(tags, start)
{
    private long _whole;
    private double _real;
    private long _lastWhole;
    private double _lastReal;
    private bool _isObserved;
    private bool _isMissing;

    /// <summary>Whether this observation has said something of it.</summary>
    public bool IsObserved => _isObserved;

    /// <summary>Whether the last observation said nothing of it.</summary>
    public override bool IsIdle => _isMissing;

    public override void Record(long value)
    {
        // Totals that a view makes one are one total; of values the last counts.
        _whole = isTotal && _isObserved ? unchecked(_whole + value) : value;
        _real = isTotal && _isObserved ? _real + value : value;
        _isObserved = true;
    }

    public override void Record(double value)
    {
        _real = isTotal && _isObserved ? _real + value : value;
        _whole = (long)_real;
        _isObserved = true;
    }

    public override bool TryCollect(ReaderState reader, long now, out MetricPoint point)
    {
        _isMissing = !_isObserved;
        if (_isMissing)
        {
            point = default;
            return false;
        }

        var isDelta = isTotal && reader.Temporality == Temporality.Delta;
        var bits = isWhole
            ? unchecked(_whole - (isDelta ? _lastWhole : 0))
            : BitConverter.DoubleToInt64Bits(_real - (isDelta ? _lastReal : 0));
        point = new MetricPoint(Tags, StartFor(reader), now, bits, null, null);
        (_lastWhole, _lastReal, _isObserved) = (_whole, _real, false);
        return true;
    }
}
