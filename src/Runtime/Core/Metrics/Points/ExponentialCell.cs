using Instrumentation.Metrics.Exponential;

namespace Instrumentation.Metrics.Points;

/// <summary>What one thread, or a few, recorded on an exponential histogram.</summary>
internal sealed class ExponentialCell(int maxSize, int maxScale)
{
    private readonly ExponentialHistogram _histogram = new(maxSize, maxScale);
    private CellLock _lock;
    private double _sum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    public bool IsEmpty
    {
        get
        {
            _lock.Take();
            var isEmpty = _histogram.Count == 0;
            _lock.Release();
            return isEmpty;
        }
    }

    public void Record(double value)
    {
        _lock.Take();
        try
        {
            // Its memory may have to grow.
            _histogram.Record(value);
            _sum += value;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Adds what it holds to a total, and forgets it if that is asked.</summary>
    public void AddTo(ExponentialHistogram total, ref double sum, ref double min, ref double max, bool forgets)
    {
        _lock.Take();
        try
        {
            total.Add(_histogram);
            sum += _sum;
            min = Math.Min(min, _min);
            max = Math.Max(max, _max);
            if (!forgets)
                return;

            _histogram.Reset();
            (_sum, _min, _max) = (0, double.PositiveInfinity, double.NegativeInfinity);
        }
        finally
        {
            _lock.Release();
        }
    }
}
