using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Instrumentation.Metrics;

/// <summary>
/// The tags of one series, sorted by key, each key once: the order in which they were given does not matter. A series has the same set at each
/// collection, so that an exporter may keep what it made of it.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a set of tags, and called so by everybody.")]
public sealed class TagSet : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private object? _writer;
    private object? _form;
    private TagSetForm? _others;

    internal TagSet(KeyValuePair<string, object?>[] tags) => _tags = tags;

    /// <summary>No tags.</summary>
    public static TagSet Empty { get; } = new([]);

    /// <summary>The tags of the series that takes what is beyond an instrument's limit: <c>otel.metric.overflow</c> is true.</summary>
    public static TagSet Overflow { get; } = new([new("otel.metric.overflow", true)]);

    /// <summary>How many there are.</summary>
    public int Count => _tags.Length;

    /// <summary>The tags.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Items => _tags;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _tags[index];

    /// <summary>A tag's value; null where there is no such tag.</summary>
    /// <param name="key">The tag's key.</param>
    /// <returns>Its value.</returns>
    public object? ValueOf(string key)
    {
        foreach (var (name, value) in _tags)
        {
            if (name == key)
                return value;
        }

        return null;
    }

    /// <summary>The set as somebody writes it; it is made once. Two who make it at the same time may make it twice.</summary>
    /// <typeparam name="TForm">What is written; always the same for one who writes.</typeparam>
    /// <param name="writer">Who writes like that, the same object each time.</param>
    /// <param name="write">Writes it.</param>
    internal TForm FormOf<TForm>(object writer, Func<TagSet, TForm> write)
        where TForm : class => Volatile.Read(ref _writer) == writer ? Unsafe.As<TForm>(_form!) : OtherForm(writer, write);

    private TForm OtherForm<TForm>(object writer, Func<TagSet, TForm> write)
        where TForm : class
    {
        var first = _others;
        for (var form = first; form is not null; form = form.Next)
        {
            if (form.Writer == writer)
                return Unsafe.As<TForm>(form.Form);
        }

        var made = write(this);
        if (Interlocked.CompareExchange(ref _form, made, null) is null)
            Volatile.Write(ref _writer, writer);
        else
            Volatile.Write(ref _others, new TagSetForm(writer, made, first));
        return made;
    }

    /// <summary>The tags, one after the other.</summary>
    /// <returns>What enumerates them.</returns>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_tags).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tags as text, for people to read.</summary>
    /// <returns>For instance <c>region=north express=true</c>.</returns>
    public override string ToString() => string.Join(' ', _tags.Select(static tag => $"{tag.Key}={TagText.Of(tag.Value)}"));
}
