using System.Diagnostics;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Instrumentation.Tracing;

/// <summary>
/// Keeps what is nobody's business out of tags and names of spans: tags are removed, replaced by <c>REDACTED</c> or by a keyed hash, and what looks like
/// a secret is cut out of every text. Add it before the processors that export.
/// </summary>
/// <remarks>
/// What a span's events and links hold can't be changed any more when it ends. A redaction that fails removes the tag.
/// </remarks>
public sealed class RedactingSpanProcessor : SpanProcessor
{
    private const string Redacted = "REDACTED";

    // A pattern that takes longer than this on one value is given up, and the value with it.
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(100);

    private readonly List<(string Key, Func<object, object?> Redact)> _keys = [];
    private readonly List<Regex> _patterns = [];

    /// <summary>Removes the tags of these keys.</summary>
    /// <param name="keys">Keys, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This processor.</returns>
    public RedactingSpanProcessor Remove(params string[] keys) => Add(keys, static _ => null);

    /// <summary>Replaces the values of these keys by <c>REDACTED</c>.</summary>
    /// <param name="keys">Keys, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This processor.</returns>
    public RedactingSpanProcessor Mask(params string[] keys) => Add(keys, static _ => Redacted);

    /// <summary>
    /// Replaces the values of these keys by a hash, HMAC-SHA256 in 32 hexadecimal digits: equal values stay equal, and without the secret nobody can
    /// find out which value it was by trying.
    /// </summary>
    /// <param name="secret">The key of the hash, 16 bytes at least.</param>
    /// <param name="keys">Keys of tags, or patterns with <c>*</c> and <c>?</c>; case does not matter.</param>
    /// <returns>This processor.</returns>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public RedactingSpanProcessor Hash(ReadOnlySpan<byte> secret, params string[] keys)
    {
        if (secret.Length < 16)
            throw new ArgumentException("A secret of fewer than 16 bytes can be guessed.", nameof(secret));

        var copy = secret.ToArray();
        return Add(keys, value => Convert.ToHexString(HMACSHA256.HashData(copy, Encoding.UTF8.GetBytes(TagText.Of(value))), 0, 16));
    }

    /// <summary>Replaces what matches by <c>REDACTED</c>, in every tag that is text and in the span's name.</summary>
    /// <param name="pattern">A regular expression, as <see cref="Regex"/> has them.</param>
    /// <returns>This processor.</returns>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public RedactingSpanProcessor MaskMatches(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        _patterns.Add(new Regex(pattern, RegexOptions.CultureInvariant, PatternLimit));
        return this;
    }

    /// <inheritdoc/>
    internal override bool OnlyChanges => true;

    /// <inheritdoc/>
    public override void OnEnd(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        List<KeyValuePair<string, object?>>? changed = null;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (tag.Value is { } value && Redact(tag.Key, value) is var redacted && !ReferenceEquals(redacted, value))
                (changed ??= []).Add(new(tag.Key, redacted));
        }

        foreach (var (key, value) in changed ?? [])
            span.SetTag(key, value);
        if (_patterns.Count > 0 && RedactText(span.DisplayName) is var name && !ReferenceEquals(name, span.DisplayName))
            span.DisplayName = name;
    }

    private RedactingSpanProcessor Add(string[] keys, Func<object, object?> redact)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(key, nameof(keys));
            _keys.Add((key, redact));
        }

        return this;
    }

    private object? Redact(string key, object value)
    {
        try
        {
            foreach (var (pattern, redact) in _keys)
            {
                if (FileSystemName.MatchesSimpleExpression(pattern, key))
                    return redact(value);
            }

            return value is string text ? RedactText(text) : value;
        }
        catch (Exception fault)
        {
            Diagnostics.Faults.Report("redacting a tag", fault);
            return null;
        }
    }

    private string RedactText(string text)
    {
        try
        {
            foreach (var pattern in _patterns)
                text = pattern.Replace(text, Redacted);
            return text;
        }
        catch (RegexMatchTimeoutException)
        {
            return Redacted;
        }
    }
}
