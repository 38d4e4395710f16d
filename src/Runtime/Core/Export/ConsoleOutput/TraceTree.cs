using System.Diagnostics;
using System.Globalization;
using System.Text;
using Instrumentation.Tracing;

namespace Instrumentation.Export.ConsoleOutput;

/// <summary>A local trace as text: a header and an indented tree, one line a span, durations below each other.</summary>
internal sealed class TraceTree
{
    // Deeper or longer than this, a name pushes its own duration to the right and nobody else's.
    private const int WidestName = 60;

    private readonly ConsoleStyle _style;
    private readonly LocalTrace _trace;
    private readonly List<Line> _lines = [];

    private TraceTree(LocalTrace trace, ConsoleStyle style)
    {
        _trace = trace;
        _style = style;
    }

    public static string Render(LocalTrace trace, ConsoleStyle style)
    {
        var tree = new TraceTree(trace, style);
        tree.AddSpan(trace.Root, guide: "", below: "");
        return tree.ToText();
    }

    private void AddSpan(SpanNode node, string guide, string below)
    {
        var span = node.Span;
        _lines.Add(node.IsEnded
            ? new(guide, ConsoleText.Name(span.DisplayName, _style), HumanNumber.Duration(span.Duration.TotalSeconds, _style), Rest(span))
            : new(guide, ConsoleText.Name(span.DisplayName, _style), "", _style.Paint(Tone.Quiet, "still running")));

        if (node.IsEnded)
            AddDetails(span, below + (node.Children.Count > 0 ? _style.Trunk : "   "));

        for (var i = 0; i < node.Children.Count; i++)
        {
            var isLast = i == node.Children.Count - 1;
            AddSpan(node.Children[i], below + (isLast ? _style.LastBranch : _style.Branch), below + (isLast ? "   " : _style.Trunk));
        }
    }

    /// <summary>What stands after the duration: status, kind, scope where it is another than the root's, tags.</summary>
    private string Rest(Activity span)
    {
        var rest = new StringBuilder(Status(span));
        if (span.Kind != ActivityKind.Internal)
            rest.Append("  ").Append(_style.Paint(Tone.Quiet, KindName(span.Kind)));
        if (span.Source.Name != _trace.Root.Span.Source.Name)
            rest.Append("  ").Append(_style.Paint(Tone.Quiet, $"[{ConsoleText.Name(span.Source.Name, _style)}]"));
        foreach (var tag in span.TagObjects)
            AppendTag(rest, tag);
        return rest.ToString();
    }

    private string Status(Activity span)
    {
        if (span.Status != ActivityStatusCode.Error)
            return _style.Paint(Tone.Good, _style.Unicode ? "✓" : "ok");

        var message = ConsoleText.Message(span.StatusDescription, _style);
        var mark = _style.Unicode ? "✗ " + message : "ERROR: " + message;
        return _style.Paint(Tone.Bad, message.Length > 0 ? mark : mark.TrimEnd(' ', ':'));
    }

    private void AddDetails(Activity span, string guide)
    {
        var limited = new LimitedSpan(span);
        foreach (var link in limited.Links)
        {
            var text = new StringBuilder($"{_style.Arrow} linked to {TraceParent(link.Context)}");
            foreach (var tag in link.Tags)
                AppendTag(text, tag);
            AppendDropped(text, link.Tags.Dropped, "tags");
            _lines.Add(Line.Detail(guide, text.ToString()));
        }

        foreach (var spanEvent in limited.Events)
        {
            var offset = HumanNumber.Duration((spanEvent.Timestamp.UtcDateTime - span.StartTimeUtc).TotalSeconds, _style);
            _lines.Add(Line.Detail(guide, $"{_style.Bullet} {(offset[0] == '-' ? "" : "+")}{offset}  {EventText(spanEvent)}"));
        }

        var dropped = new StringBuilder();
        AppendDropped(dropped, limited.Links.Dropped, "links");
        AppendDropped(dropped, limited.Events.Dropped, "events");
        AppendDropped(dropped, limited.DroppedTags, "tags");
        if (dropped.Length > 0)
            _lines.Add(Line.Detail(guide, dropped.ToString().TrimStart()));
    }

    private string EventText(LimitedEvent spanEvent)
    {
        string? type = null;
        string? message = null;
        var others = new StringBuilder();
        foreach (var tag in spanEvent.Tags)
        {
            switch (tag.Key)
            {
                case "exception.type":
                    type = TagText.Of(tag.Value);
                    break;
                case "exception.message":
                    message = TagText.Of(tag.Value);
                    break;
                case "exception.stacktrace":
                    break;
                default:
                    AppendTag(others, tag);
                    break;
            }
        }

        var text = new StringBuilder(ConsoleText.Name(spanEvent.Name, _style));
        if (type is not null || message is not null)
        {
            var said = $" {ConsoleText.Name(type, _style)}: {ConsoleText.Message(message, _style)}".TrimEnd(' ', ':');
            text.Append(_style.Paint(Tone.Bad, said));
        }

        AppendDropped(others, spanEvent.Tags.Dropped, "tags");
        return text.Append(others).ToString();
    }

    private void AppendTag(StringBuilder text, KeyValuePair<string, object?> tag)
    {
        if (tag.Value is { } value)
            text.Append("  ").Append(ConsoleText.Tag(tag.Key, value, _style));
    }

    private void AppendDropped(StringBuilder text, int count, string what)
    {
        if (count > 0)
            text.Append("  ").Append(_style.Paint(Tone.Quiet, string.Create(CultureInfo.InvariantCulture, $"({count:N0} more {what} are over the limit)")));
    }

    private string ToText()
    {
        var names = Math.Min(WidestName, _lines.Max(static line => line.IsDetail ? 0 : line.NameWidth));
        var durations = _lines.Max(static line => line.Duration.Length);
        var text = new StringBuilder();
        AppendHeader(text);
        foreach (var line in _lines)
        {
            text.Append(_style.Paint(Tone.Quiet, line.Guide));
            if (!line.IsDetail)
            {
                text.Append(ConsoleText.PadRight(line.Name, names - line.Guide.Length)).Append("  ")
                    .Append(_style.Paint(Tone.Number, line.Duration.PadLeft(durations))).Append("  ");
            }

            text.Append(line.Rest).Append('\n');
        }

        if (_trace.LeftOut > 0)
            text.Append(CultureInfo.InvariantCulture, $"({_trace.LeftOut:N0} more spans are not shown: a trace holds so many at most)\n");
        return text.Append('\n').ToString();
    }

    private void AppendHeader(StringBuilder text)
    {
        var root = _trace.Root.Span;
        var scope = ConsoleText.Name(root.Source.Name, _style);
        if (!string.IsNullOrEmpty(root.Source.Version))
            scope += " " + ConsoleText.Name(WithoutBuild(root.Source.Version), _style);

        var count = _trace.SpanCount == 1 ? "1 span" : string.Create(CultureInfo.InvariantCulture, $"{_trace.SpanCount:N0} spans");
        var total = _trace.Reason switch
        {
            PrintReason.TooManyOpen => "not finished, told early: too much was open",
            PrintReason.Stopped => "not finished when telemetry stopped",
            _ => HumanNumber.Duration(root.Duration.TotalSeconds, _style),
        };
        text.Append(_style.Paint(Tone.Strong, $"trace {root.TraceId.ToHexString()}"))
            .Append(CultureInfo.InvariantCulture, $" {_style.Dot} {scope} {_style.Dot} {count} {_style.Dot} {total}\n");

        if (Parent(root) is { } parent)
            text.Append(_style.Paint(Tone.Quiet, $"{_style.Up} {parent}")).Append('\n');
    }

    /// <summary>Where the local root hangs, if it is not the root of the whole trace.</summary>
    private string? Parent(Activity root)
    {
        if (root.ParentSpanId == default)
            return null;
        if (root.HasRemoteParent || root.Parent is null)
            return $"continues {ConsoleText.Name(root.ParentId, _style)}";

        var child = _trace.IsLate ? "late child" : "child";
        return $"{child} of {ConsoleText.Name(root.Parent.DisplayName, _style)} {root.ParentSpanId.ToHexString()}";
    }

    // 1.4.0+4bf92f35… is 1.4.0 to a reader: which commit it was is for a backend.
    private static string WithoutBuild(string version) => version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? version[..plus] : version;

    private static string TraceParent(ActivityContext context) =>
        $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-{(byte)context.TraceFlags:x2}";

    private static string KindName(ActivityKind kind) => kind switch
    {
        ActivityKind.Server => "server",
        ActivityKind.Client => "client",
        ActivityKind.Producer => "producer",
        ActivityKind.Consumer => "consumer",
        _ => "internal",
    };

    private sealed record Line(string Guide, string Name, string Duration, string Rest, bool IsDetail = false)
    {
        public int NameWidth { get; } = Guide.Length + ConsoleText.Width(Name);

        public static Line Detail(string guide, string text) => new(guide, "", "", text, IsDetail: true);
    }
}
