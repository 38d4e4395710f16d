using Instrumentation.Diagnostics;

namespace Instrumentation.Metrics;

/// <summary>The exemplars of one series, for each of its readers.</summary>
internal sealed class SeriesExemplars
{
    private readonly ExemplarReservoir[] _reservoirs;

    public SeriesExemplars(Func<ExemplarReservoir> create, int readers)
    {
        _reservoirs = new ExemplarReservoir[readers];
        for (var i = 0; i < readers; i++)
            _reservoirs[i] = create();
    }

    public void Offer(in ExemplarCandidate candidate)
    {
        foreach (var reservoir in _reservoirs)
        {
            if (reservoir.Draw(candidate.Value) is >= 0 and var place)
                Keep(reservoir, place, candidate);
        }
    }

    private static void Keep(ExemplarReservoir reservoir, int place, in ExemplarCandidate candidate)
    {
        lock (reservoir)
        {
            try
            {
                reservoir.Keep(place, candidate);
            }
            catch (Exception fault)
            {
                Faults.Report($"offering to the exemplar reservoir {reservoir.GetType()}", fault);
            }
        }
    }

    public Exemplar[]? Collect(int reader)
    {
        var reservoir = _reservoirs[reader];
        lock (reservoir)
        {
            try
            {
                return reservoir.Collect() is { Count: > 0 } exemplars ? [.. exemplars] : null;
            }
            catch (Exception fault)
            {
                Faults.Report($"collecting from the exemplar reservoir {reservoir.GetType()}", fault);
                return null;
            }
        }
    }
}
