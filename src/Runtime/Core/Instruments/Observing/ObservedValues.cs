using System.ComponentModel;
using System.Diagnostics.Metrics;

namespace Instrumentation.Instruments;

/// <summary>Takes what observed members give when they are asked, for one instrument and one collection.</summary>
/// <typeparam name="T">The type of the instrument's measurements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ObservedValues<T>
    where T : struct
{
    private readonly List<Measurement<T>> _measurements = [];

    internal ObservedValues()
    {
    }

    internal IEnumerable<Measurement<T>> Measurements => _measurements;

    /// <summary>Takes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="tags">Its tags.</param>
    public void Add(T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measurements.Add(new(value, tags));

    /// <summary>Takes a number, unless there is none.</summary>
    /// <param name="value">The number.</param>
    /// <param name="tags">Its tags.</param>
    public void Add(T? value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value is { } number)
            Add(number, tags);
    }

    /// <summary>Takes a number with tags of its own.</summary>
    /// <param name="measurement">The number.</param>
    /// <param name="tags">The tags that it has besides.</param>
    public void Add(Measurement<T> measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Add(tags.IsEmpty ? measurement : new(measurement.Value, [.. tags, .. measurement.Tags]));

    /// <summary>Takes a number with tags of its own, unless there is none.</summary>
    /// <param name="measurement">The number.</param>
    /// <param name="tags">The tags that it has besides.</param>
    public void Add(Measurement<T>? measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (measurement is { } number)
            Add(number, tags);
    }

    /// <summary>Takes several numbers with tags of their own.</summary>
    /// <param name="measurements">The numbers; null for none.</param>
    /// <param name="tags">The tags that each has besides.</param>
    public void Add(IEnumerable<Measurement<T>>? measurements, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var measurement in measurements ?? [])
            Add(measurement, tags);
    }
}
