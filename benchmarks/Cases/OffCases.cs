using Instrumentation.Benchmarks.Measuring;
using Instrumentation.Benchmarks.Subjects;

namespace Instrumentation.Benchmarks.Cases;

/// <summary>What a call costs that nobody looks at: against the same without attributes, and against a span that is written by hand.</summary>
internal static class OffCases
{
    private static readonly Goal Aim = Goal.Within(1);

    private static long _sum;

    public static IEnumerable<Case> All()
    {
        var work = new Work();
        using var hand = new Hand("Off");
        yield return new LoopCase(
            "off/int",
            n => { for (var i = 0; i < n; i++) work.Traced(i); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.Plain(i); }, Aim),
            new Peer(Peer.ByHand, n => { for (var i = 0; i < n; i++) hand.Span(work, i); }, Goal.NotSlower));
        yield return new LoopCase(
            "off/int, inlined in a loop",
            n => _sum += work.SumTraced(n),
            new Peer(Peer.Direct, n => _sum += work.SumPlain(n), Aim));
        yield return new LoopCase(
            "off/int, two tags",
            n => { for (var i = 0; i < n; i++) work.TracedTags(Region.South, i); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.PlainTags(Region.South, i); }, Aim),
            new Peer(Peer.ByHand, n => { for (var i = 0; i < n; i++) hand.SpanTags(work, Region.South, i); }, Goal.NotSlower));
        yield return new LoopCase(
            "off/Task",
            n => { for (var i = 0; i < n; i++) work.TracedTask(); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.PlainTask(); }, Aim));
        yield return new LoopCase(
            "off/ValueTask<int>",
            n => { for (var i = 0; i < n; i++) work.TracedValueTask(i); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.PlainValueTask(i); }, Aim));
        yield return new LoopCase(
            "off/ValueTask<int>, two tags",
            n => { for (var i = 0; i < n; i++) work.TracedValueTaskTags(Region.South, i); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.PlainValueTaskTags(Region.South, i); }, Aim));
        yield return new LoopCase(
            "off/span, counter and histogram",
            n => { for (var i = 0; i < n; i++) work.AllThree(i); },
            new Peer(Peer.Direct, n => { for (var i = 0; i < n; i++) work.Plain(i); }, Aim),
            new Peer(Peer.ByHand, n => { for (var i = 0; i < n; i++) hand.AllThree(work, i); }, Goal.NotSlower));
    }
}
