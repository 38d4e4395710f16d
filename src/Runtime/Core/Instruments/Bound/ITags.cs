using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Instruments;

/// <summary>The tags of a measurement in a struct that the build writes for them: compared and hashed without boxes.</summary>
/// <typeparam name="TSelf">The struct.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITags<TSelf> : IEquatable<TSelf>
    where TSelf : struct, ITags<TSelf>
{
    /// <summary>How many tags there are at most.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Each struct has its own number.")]
    static abstract int MaxCount { get; }

    /// <summary>Writes the tags that have a value.</summary>
    /// <param name="tags">Where to; has room for <see cref="MaxCount"/>.</param>
    /// <returns>How many were written.</returns>
    int CopyTo(Span<KeyValuePair<string, object?>> tags);
}
