using System.Buffers;
using System.Collections.Frozen;
using Instrumentation.Context.Carriers;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// Carries baggage in <c>baggage</c>, as W3C Baggage says (sections 3.2 and 3.3): at most 64 entries in 8,192 bytes go in or out. What
/// finds no room is left out, each entry as a whole; an entry that is malformed is ignored. <c>baggage</c> in <c>OTEL_PROPAGATORS</c>.
/// </summary>
/// <remarks>The properties of an entry, behind a semicolon, are not kept: <see cref="Baggage"/> has none.</remarks>
public sealed class W3CBaggagePropagator : TextMapPropagator, IHeaderPropagator
{
    private const string Header = "baggage";
    private const int MaxEntries = 64;
    private const int MaxLength = 8_192;

    /// <summary>The header that is written. Not to be changed.</summary>
    public override ISet<string> Fields { get; } = FrozenSet.ToFrozenSet<string>([Header]);

    /// <summary>Writes the entries whose key is a token of HTTP; nothing if there are none.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is written.</param>
    /// <param name="carrier">What it is written to.</param>
    /// <param name="setter">Sets a header of the carrier.</param>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (context.Baggage.Count == 0)
            return;

        var text = ArrayPool<char>.Shared.Rent(MaxLength);
        var length = Write(context.Baggage, text.AsSpan(0, MaxLength));
        var value = length > 0 ? new string(text, 0, length) : null;
        ArrayPool<char>.Shared.Return(text, clearArray: true);
        if (value is not null)
            setter(carrier, Header, value);
    }

    /// <summary>Reads baggage, unless some is known already.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is known so far.</param>
    /// <param name="carrier">What is read.</param>
    /// <param name="getter">Gets the values of a header.</param>
    /// <returns>What is known now; the same if the header is absent or malformed.</returns>
    public override PropagationContext Extract<T>(
        PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        this.ExtractFrom(context, new GetterHeaders<T>(carrier, getter));

    PropagationContext IHeaderPropagator.Extract<THeaders>(PropagationContext context, THeaders headers) =>
        context.Baggage.Count == 0 && Read(headers.Find(Header)) is { } entries
            ? new(context.ActivityContext, Baggage.Create(entries))
            : context;

    private static int Write(Baggage baggage, Span<char> text)
    {
        var length = 0;
        var count = 0;
        foreach (var (key, value) in baggage)
        {
            var entry = text[length..];
            if (BaggageText.IsKey(key)
                && entry.TryWrite($"{(count > 0 ? "," : "")}{key}=", out var written)
                && BaggageText.TryEncode(value, entry[written..], out var encoded))
            {
                length += written + encoded;
                if (++count == MaxEntries)
                    break;
            }
        }

        return length;
    }

    private static Dictionary<string, string>? Read(ReadOnlySpan<char> text)
    {
        Dictionary<string, string>? entries = null;
        var position = 0;
        while (position < text.Length && (entries?.Count ?? 0) < MaxEntries)
        {
            var length = text[position..].IndexOf(',');
            var end = length < 0 ? text.Length : position + length;
            if (end > MaxLength)
                break;

            if (TryRead(text[position..end], out var key, out var value))
                (entries ??= new(StringComparer.Ordinal))[key] = value;
            position = end + 1;
        }

        return entries;
    }

    private static bool TryRead(ReadOnlySpan<char> entry, out string key, out string value)
    {
        key = value = "";
        var properties = entry.IndexOf(';');
        entry = properties < 0 ? entry : entry[..properties];
        var equals = entry.IndexOf('=');
        if (equals < 0 || !BaggageText.TryDecode(entry[(equals + 1)..].Trim(" \t"), out value))
            return false;

        var name = entry[..equals].Trim(" \t");
        if (!BaggageText.IsKey(name))
            return false;

        key = name.ToString();
        return true;
    }
}
