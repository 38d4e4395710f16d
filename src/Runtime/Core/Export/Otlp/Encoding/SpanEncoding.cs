using System.Diagnostics;
using Instrumentation.Tracing;

namespace Instrumentation.Export.Otlp;

/// <summary>
/// Writes spans. Each part of a span is read once, so that one which somebody still changes is written as it is at some time, and always as a message that
/// can be read.
/// </summary>
internal static class SpanEncoding
{
    // SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK and SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK: whether a parent's or a link's process is known, and is another.
    private const uint KnowsRemote = 0x100;
    private const uint IsRemote = 0x200;

    public static void Write<TWriter>(ref TWriter to, Activity activity)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var span = new LimitedSpan(activity);
        var message = to.BeginItem(2, OtlpMessage.Unbounded);
        to.Id(1, "traceId"u8, activity.TraceId.ToHexString());
        to.Id(2, "spanId"u8, activity.SpanId.ToHexString());
        if (activity.TraceStateString is { Length: > 0 } state)
            to.Text(3, "traceState"u8, state);
        if (activity.ParentSpanId.ToHexString() is var parent and not HexId.NoSpan)
            to.Id(4, "parentSpanId"u8, parent);
        to.Bits(16, "flags"u8, Flags(activity.ActivityTraceFlags, activity.HasRemoteParent));
        to.Text(5, "name"u8, activity.DisplayName);
        to.Number(6, "kind"u8, Kind(activity.Kind));
        var start = activity.StartTimeUtc.Ticks;
        to.Times(7, OtlpTime.UnixNano(start), "endTimeUnixNano"u8, OtlpTime.UnixNano(start + activity.Duration.Ticks));
        SpanTagEncoding.Write(ref to, span, out var status);
        // Most spans have neither, and would pay for the frames of what writes them.
        if (activity.EnumerateEvents().MoveNext())
            WriteEvents(ref to, span);
        if (activity.EnumerateLinks().MoveNext())
            WriteLinks(ref to, span);
        status.Write(ref to, activity);
        to.End(message);
    }

    private static uint Flags(ActivityTraceFlags flags, bool isRemote) => ((uint)flags & 0xFF) | KnowsRemote | (isRemote ? IsRemote : 0);

    // SPAN_KIND_INTERNAL is 1.
    private static uint Kind(ActivityKind kind) => kind is >= ActivityKind.Internal and <= ActivityKind.Consumer ? (uint)kind + 1 : 0;

    private static void WriteEvents<TWriter>(ref TWriter to, LimitedSpan span)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var events = span.Events;
        var list = to.BeginList("events"u8);
        while (events.MoveNext())
        {
            var spanEvent = events.Current;
            var message = to.BeginItem(11, OtlpMessage.Unbounded);
            to.Fixed(1, "timeUnixNano"u8, OtlpTime.UnixNano(spanEvent.Timestamp.UtcTicks));
            to.Text(2, "name"u8, spanEvent.Name);
            AttributeEncoding.Write(ref to, 3, spanEvent.Tags);
            to.End(message);
        }

        to.EndList(list);
        if (events.Dropped is > 0 and var dropped)
            to.Number(12, "droppedEventsCount"u8, (uint)dropped);
    }

    private static void WriteLinks<TWriter>(ref TWriter to, LimitedSpan span)
        where TWriter : struct, IOtlpWriter<TWriter>
    {
        var links = span.Links;
        var list = to.BeginList("links"u8);
        while (links.MoveNext())
        {
            var link = links.Current;
            var context = link.Context;
            var message = to.BeginItem(13, OtlpMessage.Unbounded);
            to.Id(1, "traceId"u8, context.TraceId.ToHexString());
            to.Id(2, "spanId"u8, context.SpanId.ToHexString());
            if (context.TraceState is { Length: > 0 } state)
                to.Text(3, "traceState"u8, state);
            AttributeEncoding.Write(ref to, 4, link.Tags);
            to.Bits(6, "flags"u8, Flags(context.TraceFlags, context.IsRemote));
            to.End(message);
        }

        to.EndList(list);
        if (links.Dropped is > 0 and var dropped)
            to.Number(14, "droppedLinksCount"u8, (uint)dropped);
    }
}
