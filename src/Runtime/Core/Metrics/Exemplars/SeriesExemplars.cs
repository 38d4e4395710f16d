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
        lock (_reservoirs)
        {
            foreach (var reservoir in _reservoirs)
            {
                try
                {
                    reservoir.Offer(candidate);
                }
                catch (Exception fault)
                {
                    Faults.Report($"offering to the exemplar reservoir {reservoir.GetType()}", fault);
                }
            }
        }
    }

    public Exemplar[]? Collect(int reader)
    {
        lock (_reservoirs)
        {
            try
            {
                return _reservoirs[reader].Collect() is { Count: > 0 } exemplars ? [.. exemplars] : null;
            }
            catch (Exception fault)
            {
                Faults.Report($"collecting from the exemplar reservoir {_reservoirs[reader].GetType()}", fault);
                return null;
            }
        }
    }
}
