namespace Instrumentation.Tracing;

/// <summary>How long texts in tags may be.</summary>
/// <param name="Length">How many characters; <see cref="int.MaxValue"/> is without limit.</param>
internal readonly record struct TextLimit(int Length)
{
    public bool IsNone => Length == int.MaxValue;

    /// <summary>Whether a tag's value is a text that is longer, or an array that holds one.</summary>
    public bool IsOver(object? value) => value switch
    {
        string text => text.Length > Length,
        string?[] texts => HasLong(texts),
        _ => false,
    };

    /// <summary>A value that is over the limit, within it.</summary>
    public object Cut(object? value) => value is string text ? Cut(text) : Array.ConvertAll((string?[])value!, CutEach());

    private bool HasLong(string?[] texts)
    {
        foreach (var text in texts)
        {
            if (text?.Length > Length)
                return true;
        }

        return false;
    }

    private Converter<string?, string?> CutEach()
    {
        var limit = this;
        return text => text is null ? null : limit.Cut(text);
    }

    // A character of two halves stays whole, or goes.
    private string Cut(string text)
    {
        var length = Math.Min(text.Length, Length);
        return length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
