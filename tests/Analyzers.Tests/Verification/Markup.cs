using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Analyzers.Tests;

/// <summary>
/// Source that says where diagnostics are expected: <c>[|here|]</c>, or <c>{|INS001:here|}</c> where the id matters.
/// </summary>
internal sealed partial class Markup
{
    private Markup(string text, IReadOnlyList<(string? Id, TextSpan Span)> spans)
    {
        Text = text;
        Spans = spans;
    }

    /// <summary>The source without the marks.</summary>
    public string Text { get; }

    /// <summary>What was marked, in order.</summary>
    public IReadOnlyList<(string? Id, TextSpan Span)> Spans { get; }

    public static Markup Parse(string source)
    {
        var text = new StringBuilder();
        var spans = new List<(string?, TextSpan)>();
        var end = 0;
        foreach (Match match in Marks().Matches(source))
        {
            text.Append(source, end, match.Index - end);
            spans.Add((match.Groups["id"] is { Success: true } id ? id.Value : null, new TextSpan(text.Length, match.Groups["text"].Length)));
            text.Append(match.Groups["text"].Value);
            end = match.Index + match.Length;
        }

        return new Markup(text.Append(source, end, source.Length - end).ToString(), spans);
    }

    [GeneratedRegex(@"(?:\[\||\{\|(?<id>INS\d+):)(?<text>.*?)(?:\|\]|\|\})", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();
}
