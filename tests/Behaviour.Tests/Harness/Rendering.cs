using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Instrumentation.Behaviour.Tests.Harness;

/// <summary>Spans and measurements as text that a test can spell out.</summary>
internal static class Rendering
{
    public static string Of(Activity span)
    {
        var parts = new List<string> { span.OperationName };
        if (span.Kind != ActivityKind.Internal)
            parts.Add(span.Kind.ToString());
        if (span.Status != ActivityStatusCode.Unset)
            parts.Add($"{span.Status}({span.StatusDescription})");
        parts.AddRange(span.TagObjects.Select(Of));
        parts.AddRange(span.Events.Select(static e => "!" + e.Name));
        if (span.Parent is { } parent && parent.Source.Name == Recorder.Scope)
            parts.Add("< " + parent.OperationName);
        return string.Join(' ', parts);
    }

    public static string Of(Measurement measurement)
    {
        var value = measurement.Instrument is Histogram<double> ? "" : " " + measurement.Value.ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', measurement.Tags.Select(Of).Prepend(measurement.Name + value));
    }

    private static string Of(KeyValuePair<string, object?> tag) => $"{tag.Key}={Of(tag.Value)}";

    // The type shows where it is not text: 1 is a number, '1' would be a string.
    private static string Of(object? value) => value switch
    {
        null => "null",
        string text => text.Contains(' ', StringComparison.Ordinal) ? $"'{text}'" : text,
        bool flag => flag ? "True" : "False",
        int number => number.ToString(CultureInfo.InvariantCulture),
        IFormattable formattable => $"{value.GetType().Name}:{formattable.ToString(null, CultureInfo.InvariantCulture)}",
        _ => $"{value.GetType().Name}:{value}",
    };
}
