using Instrumentation.Metrics.Cells;
using Instrumentation.Metrics.Points;

namespace Instrumentation.Metrics.Streams;

/// <summary>
/// Gives up the idle points of a stream in two steps, so that no measurement is lost or counted twice: first nobody finds them any more, and when
/// nobody can hold one that was found before, they are gone. One that was recorded on in between comes back. The stream's lock guards it.
/// </summary>
internal sealed class Reclamation
{
    private readonly List<Point> _retired = [];
    private Quiescence? _quiescence;

    /// <summary>The points that are on their way out. They may still have something to tell.</summary>
    public IReadOnlyList<Point> Retired => _retired;

    public void Revive(Point point)
    {
        _retired.Remove(point);
        point.Revive();
    }

    /// <summary>Goes on, after a collection.</summary>
    /// <param name="live">The stream's points.</param>
    /// <returns>Whether points are gone.</returns>
    public bool Advance(List<Point> live)
    {
        if (_retired.Count == 0)
        {
            Retire(live);
            return false;
        }

        if (!_quiescence!.IsReached)
            return false;

        foreach (var point in _retired)
        {
            if (point.IsIdle)
            {
                point.Free();
                continue;
            }

            point.Revive();
            live.Add(point);
        }

        _retired.Clear();
        return true;
    }

    private void Retire(List<Point> live)
    {
        foreach (var point in live)
        {
            if (point.IsPinned || !point.IsIdle)
                continue;

            point.Retire();
            _retired.Add(point);
        }

        if (_retired.Count == 0)
            return;

        live.RemoveAll(static point => !point.IsLive);
        _quiescence = new Quiescence();
    }
}
