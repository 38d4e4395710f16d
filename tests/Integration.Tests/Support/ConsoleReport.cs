using System.Globalization;
using System.Text.RegularExpressions;

namespace Instrumentation.Integration.Tests.Support;

/// <summary>A span as the console shows it.</summary>
/// <param name="Depth">0 for the first of its trace.</param>
/// <param name="Kind">Empty for an internal one.</param>
/// <param name="Scope">Empty where it is the trace's.</param>
/// <param name="Message">What stands after a ✗.</param>
internal sealed record ShownSpan(
    int Depth, string Name, bool IsFailed, string Message, string Kind, string Scope, IReadOnlyDictionary<string, string> Tags)
{
    public IEnumerable<string> TagTexts => Tags.Select(static tag => $"{tag.Key}={tag.Value}");

    public List<string> Events { get; } = [];
}

/// <summary>A trace as the console shows it.</summary>
/// <param name="Continues">The traceparent that it continues; null for none.</param>
internal sealed record ShownTrace(string Id, string Scope, int SpanCount, string? Continues, IReadOnlyList<ShownSpan> Spans)
{
    public ShownSpan Root => Spans[0];

    public ShownSpan Span(string name) => Spans.Single(span => span.Name == name);
}

/// <summary>A row of a table: a value, or a histogram's count.</summary>
internal sealed record ShownSeries(string Instrument, string Tags, long Value);

/// <summary>
/// What a program wrote: traces, the last tables, and its own lines. It reads the console's format strictly: a line of a trace that it does
/// not understand is an error.
/// </summary>
internal sealed partial class ConsoleReport
{
    private ConsoleReport(IReadOnlyList<ShownTrace> traces, IReadOnlyList<ShownSeries> series, string ownText) =>
        (Traces, Series, OwnText) = (traces, series, ownText);

    public IReadOnlyList<ShownTrace> Traces { get; }

    public IReadOnlyList<ShownSeries> Series { get; }

    /// <summary>What is neither trace nor table: the program's own output.</summary>
    public string OwnText { get; }

    /// <summary>The sum of an instrument's series whose tags hold that text.</summary>
    public long Sum(string instrument, string tag = "") =>
        SeriesOf(instrument).Where(row => row.Tags.Contains(tag, StringComparison.Ordinal)).Sum(static row => row.Value);

    /// <summary>The series of an instrument, in the table's order.</summary>
    public IEnumerable<ShownSeries> SeriesOf(string instrument) => Series.Where(row => row.Instrument == instrument);

    public static ConsoleReport Read(string output)
    {
        var traces = new List<ShownTrace>();
        var series = new List<ShownSeries>();
        var own = new List<string>();
        var lines = new Queue<string>(output.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (TraceHeader().Match(line) is { Success: true } header)
            {
                traces.Add(ReadTrace(header, lines));
            }
            else if (line.StartsWith("metrics · ", StringComparison.Ordinal))
            {
                // Counts are cumulative: the last table has them all.
                series = [.. ReadTable(lines), .. IsTable(lines) ? ReadTable(lines) : []];
            }
            else
            {
                own.Add(line);
            }
        }

        return new ConsoleReport(traces, series, string.Join('\n', own));
    }

    private static ShownTrace ReadTrace(Match header, Queue<string> lines)
    {
        string? continues = null;
        var spans = new List<ShownSpan>();
        while (lines.Dequeue() is { Length: > 0 } line)
        {
            if (line.StartsWith("↑ continues ", StringComparison.Ordinal))
                continues = line["↑ continues ".Length..];
            else if (SpanEvent().Match(line) is { Success: true } spanEvent)
                spans[^1].Events.Add(spanEvent.Groups["text"].Value);
            else if (Span().Match(line) is { Success: true } span)
                spans.Add(ReadSpan(span));
            else
                Assert.Fail($"This line of a trace is none that the console writes: {line}");
        }

        var count = Number(header.Groups["spans"].Value);
        return new ShownTrace(header.Groups["id"].Value, header.Groups["scope"].Value, count, continues, spans);
    }

    private static ShownSpan ReadSpan(Match span)
    {
        var (message, kind, scope) = ("", "", "");
        var tags = new Dictionary<string, string>();
        foreach (var part in span.Groups["rest"].Value.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part is "server" or "client" or "producer" or "consumer")
                kind = part;
            else if (part.StartsWith('[') && part.EndsWith(']'))
                scope = part[1..^1];
            else if (part.Split('=', 2) is [var key, var value])
                tags.Add(key, value);
            else
                message = part;
        }

        var depth = span.Groups["guide"].Length / 3;
        return new ShownSpan(depth, span.Groups["name"].Value, span.Groups["mark"].Value == "✗", message, kind, scope, tags);
    }

    private static bool IsTable(Queue<string> lines) =>
        lines.TryPeek(out var line) && line.StartsWith("histogram ", StringComparison.Ordinal);

    private static List<ShownSeries> ReadTable(Queue<string> lines)
    {
        lines.Dequeue();
        var rows = new List<ShownSeries>();
        while (lines.Dequeue() is { Length: > 0 } line)
        {
            var cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var hasTags = cells[1].Contains('=', StringComparison.Ordinal);
            rows.Add(new ShownSeries(cells[0], hasTags ? cells[1] : "", Number(cells[hasTags ? 2 : 1])));
        }

        return rows;
    }

    private static int Number(string text) =>
        int.Parse(text, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^trace (?<id>[0-9a-f]{32}) · (?<scope>\S+)(?: \S+)? · (?<spans>[\d,]+) spans? · \S")]
    private static partial Regex TraceHeader();

    // The duration is 13.5 ms, or 2 min 05 s.
    [GeneratedRegex("""
        ^(?<guide>(?:│[ ]{2}|├─[ ]|└─[ ]|[ ]{3})*)
        (?<name>\S+(?:[ ]\S+)*?)[ ]{2,}
        [\d.]+[ ][^\W\d]+(?:[ ]\d+[ ]\w+)?[ ]{2}
        (?<mark>[✓✗])(?<rest>.*)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?:│  |   )*• \+\S+(?: \S+)+  (?<text>.+)$")]
    private static partial Regex SpanEvent();
}
