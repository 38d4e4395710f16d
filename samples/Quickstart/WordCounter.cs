using System.Text.RegularExpressions;
using Instrumentation;

namespace Quickstart;

public enum Format { Markdown, PlainText, Other }

public enum Outcome { Counted, Empty, Unreadable }

/// <summary>Counts the words of text files. The attributes are all there is of telemetry.</summary>
internal sealed partial class WordCounter
{
    public Dictionary<string, int> Words { get; } = new(StringComparer.OrdinalIgnoreCase);

    [Traced]
    public async Task CountAll(IReadOnlyCollection<string> files)
    {
        foreach (var file in files.Order(StringComparer.Ordinal))
            await Count(file, FormatOf(file));
    }

    // The path is one of many: it goes to the span alone. Format and outcome are one of three: they go to the counter too.
    [Traced(ErrorWhen = nameof(IsFailure)), Counted("files.read", Unit = "{file}")]
    [return: Tag("outcome")]
    private async Task<Outcome> Count([Tag("file.path")] string path, [Tag] Format format)
    {
        try
        {
            var text = await Read(path);
            return Tally(text, format) == 0 ? Outcome.Empty : Outcome.Counted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Outcome.Unreadable;
        }
    }

    [Traced, Timed]
    private static async Task<string> Read(string path)
    {
        var text = await File.ReadAllTextAsync(path);
        return text.Contains('\0', StringComparison.Ordinal) ? throw new InvalidDataException($"{path} is no text.") : text;
    }

    [Traced, Timed]
    [return: Tag("words")]
    private int Tally(string text, [Tag] Format format)
    {
        var words = Word().Matches(format == Format.Markdown ? Code().Replace(text, " ") : text);
        foreach (Match word in words)
            Words[word.Value] = Words.GetValueOrDefault(word.Value) + 1;
        return words.Count;
    }

    private static bool IsFailure(Outcome outcome) => outcome == Outcome.Unreadable;

    private static Format FormatOf(string path) => Path.GetExtension(path) switch { ".md" => Format.Markdown, ".txt" => Format.PlainText, _ => Format.Other };

    [GeneratedRegex(@"[\p{L}']+")]
    private static partial Regex Word();

    [GeneratedRegex("```.*?```|`.*?`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
