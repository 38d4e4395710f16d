namespace Instrumentation.Analyzers;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Nearest
{
    /// <summary>
    /// The candidate that the fewest edits separate from the name, letters' case aside; null when the nearest is so far away that it is
    /// another word.
    /// </summary>
    public static string? To(string name, IEnumerable<string> candidates) => To(name, candidates, limit: Math.Max(2, name.Length / 3));

    /// <summary>The same, where no more edits than that are taken for a slip.</summary>
    public static string? To(string name, IEnumerable<string> candidates, int limit) => candidates
        .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(pair => pair.distance <= limit && pair.distance < pair.candidate.Length)
        .OrderBy(static pair => pair.distance)
        .ThenBy(static pair => pair.candidate, StringComparer.Ordinal)
        .Select(static pair => pair.candidate)
        .FirstOrDefault();

    // Optimal string alignment: inserting, deleting, replacing a letter and swapping two neighbours are one edit each.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1][];
        for (var i = 0; i <= left.Length; i++)
        {
            rows[i] = new int[right.Length + 1];
            rows[i][0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
            rows[0][j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i][j] = Math.Min(replaced, Math.Min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i][j] = Math.Min(rows[i][j], rows[i - 2][j - 2] + 1);
            }
        }

        return rows[left.Length][right.Length];
    }
}
