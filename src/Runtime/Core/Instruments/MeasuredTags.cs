using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>The tags of one measurement, on the stack: eight of them, and any more on the heap. A null is no tag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815", Justification = "It is filled, handed on and forgotten; nobody compares two.")]
public struct MeasuredTags
{
    private Few _few;
    private KeyValuePair<string, object?>[]? _many;
    private int _count;

    /// <summary>The tags so far.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<KeyValuePair<string, object?>> Span => _many is null ? ((ReadOnlySpan<KeyValuePair<string, object?>>)_few)[.._count] : _many.AsSpan(0, _count);

    /// <summary>Adds a tag, unless its value is null.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, object? value)
    {
        if (value is null)
            return;
        if (_many is null && _count < Few.Length)
            _few[_count++] = new(key, value);
        else
            AddToMany(new(key, value));
    }

    internal void AddAll<TTags>(in TTags tags)
        where TTags : struct, ITags<TTags>
    {
        var buffer = default(Few);
        Span<KeyValuePair<string, object?>> room = TTags.MaxCount <= Few.Length ? buffer : new KeyValuePair<string, object?>[TTags.MaxCount];
        foreach (var (key, value) in room[..tags.CopyTo(room)])
            Add(key, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddToMany(KeyValuePair<string, object?> tag)
    {
        if (_many is null)
        {
            _many = new KeyValuePair<string, object?>[2 * Few.Length];
            ((ReadOnlySpan<KeyValuePair<string, object?>>)_few).CopyTo(_many);
        }
        else if (_count == _many.Length)
        {
            Array.Resize(ref _many, 2 * _count);
        }

        _many[_count++] = tag;
    }

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 8;

        private KeyValuePair<string, object?> _first;
    }
}
