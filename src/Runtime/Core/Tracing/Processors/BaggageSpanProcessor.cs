using System.Diagnostics;
using System.IO.Enumeration;
using OpenTelemetry;

namespace Instrumentation.Tracing;

/// <summary>
/// Writes baggage that came with a request to the spans of this process, as tags: whom the request was for, on every span of it.
/// </summary>
/// <remarks>Baggage comes from outside: name what is wanted. A tag that the span is started with stays.</remarks>
public sealed class BaggageSpanProcessor : SpanProcessor
{
    private readonly string[] _keys;

    /// <summary>Writes the entries of these keys.</summary>
    /// <param name="keys">Keys, or patterns with <c>*</c> and <c>?</c>; case matters.</param>
    /// <exception cref="ArgumentException">There is no key, or one is null, empty or white space.</exception>
    public BaggageSpanProcessor(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfZero(keys.Length, nameof(keys));
        foreach (var key in keys)
            ArgumentException.ThrowIfNullOrWhiteSpace(key, nameof(keys));
        _keys = [.. keys];
    }

    /// <inheritdoc/>
    internal override bool OnlyChanges => true;

    /// <inheritdoc/>
    public override void OnStart(Activity span)
    {
        ArgumentNullException.ThrowIfNull(span);
        foreach (var (key, value) in Baggage.Current)
            Write(span, key, value);
        foreach (var (key, value) in span.Baggage)
            Write(span, key, value);
    }

    private void Write(Activity span, string key, string? value)
    {
        foreach (var pattern in _keys)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, key, ignoreCase: false))
            {
                if (span.GetTagItem(key) is null)
                    span.SetTag(key, value);
                return;
            }
        }
    }
}
