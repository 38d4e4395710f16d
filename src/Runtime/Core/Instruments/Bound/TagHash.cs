using System.ComponentModel;
using System.Runtime.CompilerServices;
using Instrumentation.Metrics.Streams;

namespace Instrumentation.Instruments;

/// <summary>The hash of a measurement's tags: faster than <see cref="HashCode"/>, and as hard to foresee for who sends hostile values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagHash
{
    /// <summary>Adds a text to a hash.</summary>
    /// <param name="hash">The hash of what comes before it; 0 for nothing.</param>
    /// <param name="value">The text.</param>
    /// <returns>The hash of both.</returns>
    public static ulong Add(ulong hash, string? value) => value is null ? TextHash.Mix(hash, 0) : TextHash.Add(hash, value);

    /// <summary>Adds a value to a hash.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="hash">The hash of what comes before it; 0 for nothing.</param>
    /// <param name="value">The value.</param>
    /// <returns>The hash of both.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add<T>(ulong hash, T value) => TextHash.Mix(hash, value is null ? 0 : (uint)value.GetHashCode());

    /// <summary>The hash in the form that the platform asks for.</summary>
    /// <param name="hash">The hash.</param>
    /// <returns>All of it, folded.</returns>
    public static int Fold(ulong hash) => (int)(hash ^ (hash >> 32));
}
