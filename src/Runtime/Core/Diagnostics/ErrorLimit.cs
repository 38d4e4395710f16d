namespace Instrumentation.Diagnostics;

/// <summary>Lets the first error of each kind through, then one a minute, and counts the others.</summary>
/// <param name="time">The clock.</param>
internal sealed class ErrorLimit(TimeProvider time)
{
    // Kinds come from code, so that there are few. Should there be more, all may be told again.
    private const int MaxKinds = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (long Passed, int Suppressed)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Whether an error of this kind may be told now.</summary>
    /// <param name="kind">What was being done, in words.</param>
    /// <param name="suppressed">How many of its kind may not since the last one that might.</param>
    /// <returns>Whether it may.</returns>
    public bool TryPass(string kind, out int suppressed)
    {
        lock (_kinds)
        {
            if (_kinds.TryGetValue(kind, out var last) && time.GetElapsedTime(last.Passed) < Interval)
            {
                _kinds[kind] = (last.Passed, last.Suppressed + 1);
                suppressed = 0;
                return false;
            }

            if (_kinds.Count >= MaxKinds)
                _kinds.Clear();
            suppressed = last.Suppressed;
            _kinds[kind] = (time.GetTimestamp(), 0);
            return true;
        }
    }

    /// <summary>Counts errors that might be told, and were not.</summary>
    public void Suppress(string kind, int count)
    {
        lock (_kinds)
        {
            if (_kinds.TryGetValue(kind, out var last))
                _kinds[kind] = (last.Passed, last.Suppressed + count);
        }
    }
}
