using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using Instrumentation.Context.Carriers;
using OpenTelemetry.Context.Propagation;

namespace Instrumentation.Context;

/// <summary>
/// Carries a span's context in <c>uber-trace-id</c>, as Jaeger's clients do ("Propagation Format"), and as the OpenTelemetry specification
/// lists among the official propagators. <c>jaeger</c> in <c>OTEL_PROPAGATORS</c>.
/// </summary>
/// <remarks>
/// Its baggage has a header for each key, which nobody can read who does not know the keys: use <see cref="W3CBaggagePropagator"/>.
/// </remarks>
public sealed class JaegerTraceContextPropagator : TextMapPropagator, ITraceFormat
{
    private const string Header = "uber-trace-id";
    private const int SampledOrDebug = 0b11;

    /// <summary>The header that is written. Not to be changed.</summary>
    public override ISet<string> Fields { get; } = FrozenSet.ToFrozenSet<string>([Header]);

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

        // The third field is the parent's id, which is deprecated: zero stands for none.
        var sampled = span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "1" : "0";
        setter(carrier, Header, $"{span.TraceId.ToHexString()}:{span.SpanId.ToHexString()}:0:{sampled}");
    }

    /// <summary>Reads the context of a span, unless one is known already.</summary>
    /// <typeparam name="T">The carrier's type.</typeparam>
    /// <param name="context">What is known so far.</param>
    /// <param name="carrier">What is read.</param>
    /// <param name="getter">Gets the values of a header.</param>
    /// <returns>What is known now; the same if the header is absent or malformed.</returns>
    public override PropagationContext Extract<T>(
        PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
        this.ExtractFrom(context, new GetterHeaders<T>(carrier, getter));

    bool ITraceFormat.TryRead<THeaders>(THeaders headers, out ActivityContext remote)
    {
        remote = default;

        // Some clients write the colons as %3A.
        var text = Uri.UnescapeDataString(headers.Find(Header) ?? "").AsSpan().Trim(" \t");
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, ':') != 4)
            return false;

        var flags = text[parts[3]];
        if (flags.Length > 2 || !ContextIds.IsHex(flags))
            return false;

        var isSampled = (int.Parse(flags, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & SampledOrDebug) != 0;
        return ContextIds.TryCreate(
            text[parts[0]], text[parts[1]], isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, out remote);
    }
}
