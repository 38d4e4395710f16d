using System.Numerics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Which series a family has on the page already: after translation two may have the same labels.</summary>
internal sealed class SeriesSeen
{
    private SeriesLabels?[] _slots = [];
    private int _mask;

    /// <summary>Begins a family.</summary>
    /// <param name="series">How many it has at most.</param>
    public void Begin(int series)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)series * 2);
        if (_slots.Length < size)
            _slots = new SeriesLabels?[size];
        else
            Array.Clear(_slots, 0, size);
        _mask = size - 1;
    }

    /// <summary>Adds one.</summary>
    /// <returns>False if there is one with the same labels.</returns>
    public bool TryAdd(SeriesLabels labels)
    {
        for (var place = labels.GetHashCode() & _mask; ; place = (place + 1) & _mask)
        {
            if (_slots[place] is not { } other)
            {
                _slots[place] = labels;
                return true;
            }

            if (other.Equals(labels))
                return false;
        }
    }

    /// <summary>Forgets what it knows, so that series which have ended are not kept.</summary>
    public void End() => Array.Clear(_slots);
}
