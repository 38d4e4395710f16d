using System.IO.Enumeration;
using Instrumentation.Instruments;

namespace Instrumentation.Configuration;

/// <summary>
/// Which sources, or which meters, are listened to: every generated one, and those that were added by name. A name may hold the
/// wildcards <c>*</c> and <c>?</c>; case does not matter.
/// </summary>
internal sealed class NameSelection
{
    private static readonly char[] Wildcards = ['*', '?'];

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _patterns = [];

    public void Add(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(names));
            if (name.IndexOfAny(Wildcards) < 0)
                _names.Add(name);
            else
                _patterns.Add(name);
        }
    }

    /// <summary>
    /// Whether it is listened to. Asked once for each source and instrument, when the later of it and the listener comes into being.
    /// </summary>
    public bool Matches(string name)
    {
        if (TelemetryScope.IsGenerated(name) || _names.Contains(name))
            return true;

        foreach (var pattern in _patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))
                return true;
        }

        return false;
    }
}
