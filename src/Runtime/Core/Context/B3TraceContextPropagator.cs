using System.Collections.Frozen;
using System.Diagnostics;
using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// Carries a span's context as Zipkin does, and as the OpenTelemetry specification asks of "B3 Requirements" (Propagators API): the one
/// header <c>b3</c> and the many <c>X-B3-*</c> are both read, the one before the many; which is written is chosen; the parent's id never is.
/// <c>b3</c> and <c>b3multi</c> in <c>OTEL_PROPAGATORS</c>.
/// </summary>
/// <remarks>A debug request counts as sampled, and goes on as sampled: a span's context has no room for more.</remarks>
/// <param name="multipleHeaders">Whether the many headers are written and not the one.</param>
public sealed class B3TraceContextPropagator(bool multipleHeaders = false) : TextMapPropagator, ITraceFormat
{
    private const string Single = "b3";
    private const string TraceId = "X-B3-TraceId";
    private const string SpanId = "X-B3-SpanId";
    private const string Sampled = "X-B3-Sampled";
    private const string Flags = "X-B3-Flags";

    /// <summary>The headers that are written. Not to be changed.</summary>
    public override ISet<string> Fields { get; } = FrozenSet.ToFrozenSet<string>(multipleHeaders ? [TraceId, SpanId, Sampled] : [Single]);

    /// <summary>Writes the context of a span; nothing if it names none.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is written.</param>
    /// <param name="carrier">What it is written to.</param>
    /// <param name="setter">Sets a header of the carrier.</param>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        var span = context.ActivityContext;
        if (!ContextIds.IsValid(span))
            return;

        var sampled = span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "1" : "0";
        if (multipleHeaders)
        {
            setter(carrier, TraceId, span.TraceId.ToHexString());
            setter(carrier, SpanId, span.SpanId.ToHexString());
            setter(carrier, Sampled, sampled);
        }
        else
        {
            setter(carrier, Single, $"{span.TraceId.ToHexString()}-{span.SpanId.ToHexString()}-{sampled}");
        }
    }

    /// <summary>Reads the context of a span, unless one is known already.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is known so far.</param>
    /// <param name="carrier">What is read.</param>
    /// <param name="getter">Gets the values of a header.</param>
    /// <returns>What is known now; the same if the headers are absent or malformed.</returns>
    public override PropagationContext Extract<T>(
        PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        this.ExtractFrom(context, new GetterHeaders<T>(carrier, getter));

    bool ITraceFormat.TryRead<THeaders>(THeaders headers, out ActivityContext remote) =>
        TryReadSingle(headers.Find(Single), out remote) || TryReadMultiple(headers, out remote);

    /// <summary>Reads <c>{trace id}-{span id}-{sampling}-{parent's id}</c>, of which the last two may be absent.</summary>
    private static bool TryReadSingle(ReadOnlySpan<char> text, out ActivityContext remote)
    {
        remote = default;
        text = text.Trim(" \t");
        Span<Range> parts = stackalloc Range[5];
        var count = text.Split(parts, '-');
        if (count is < 2 or > 4 || (count == 4 && !(text[parts[3]].Length == 16 && ContextIds.IsHex(text[parts[3]]))))
            return false;

        var sampling = count > 2 ? text[parts[2]] : "0";
        return sampling is "0" or "1" or "d" && TryCreate(text[parts[0]], text[parts[1]], sampling is not "0", out remote);
    }

    private static bool TryReadMultiple<THeaders>(THeaders headers, out ActivityContext remote)
        where THeaders : struct, IHeaders
    {
        // Before there was a text to go by, some wrote true for 1.
        var isSampled = Trim(headers.Find(Sampled)) is "1" or "true" || Trim(headers.Find(Flags)) is "1";
        return TryCreate(Trim(headers.Find(TraceId)), Trim(headers.Find(SpanId)), isSampled, out remote);
    }

    private static bool TryCreate(ReadOnlySpan<char> traceId, ReadOnlySpan<char> spanId, bool isSampled, out ActivityContext remote)
    {
        remote = default;
        return traceId.Length is 16 or 32
            && spanId.Length == 16
            && ContextIds.TryCreate(traceId, spanId, isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, out remote);
    }

    private static ReadOnlySpan<char> Trim(string? text) => text.AsSpan().Trim(" \t");
}
