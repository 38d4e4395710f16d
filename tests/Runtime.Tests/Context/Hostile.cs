using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace Instrumentation.Runtime.Tests.Context;

/// <summary>What is drawn for the properties of propagators: the same each time, so that no change fails for another one's find.</summary>
internal static class Hostile
{
    private static readonly Dictionary<string, string> WellFormed = new()
    {
        ["traceparent"] = $"00-{Headers.TraceId}-{Headers.SpanId}-03",
        ["tracestate"] = "congo=t61rcWkgMzE,rojo@tenant=1, ot=th:8",
        ["baggage"] = "user=a%20b,key=v;property=1 , key2=%E2%82%AC",
        ["b3"] = $"{Headers.TraceId}-{Headers.SpanId}-1-05e3ac9a4f6e3b90",
        ["X-B3-TraceId"] = Headers.TraceId,
        ["X-B3-SpanId"] = Headers.SpanId,
        ["X-B3-Sampled"] = "1",
        ["X-B3-Flags"] = "0",
        ["uber-trace-id"] = $"{Headers.TraceId}:{Headers.SpanId}:0:1",
    };

    private static readonly Gen<(int At, int Kind, char Unit)> Change =
        from at in Gen.Choose(0, 10_000) from kind in Gen.Choose(0, 2) from unit in Gen.Choose(0, 255) select (at, kind, (char)unit);

    /// <summary>Any bytes, as the characters that a server makes of them.</summary>
    public static Gen<string> Bytes { get; } = TextOf(Gen.Choose(0, 255));

    /// <summary>Any text of 16-bit units, halves of surrogate pairs included.</summary>
    public static Gen<string> Text { get; } = TextOf(Gen.Frequency((3, Gen.Choose(' ', '~')), (1, Gen.Choose(0, 0xFFFF))));

    /// <summary>All the headers that anybody reads.</summary>
    public static Gen<(string Name, string[] Values)[]> AllHeaders { get; } =
        Gen.CollectToArray(WellFormed.Keys, static name => ValueOf(name).Select(value => (name, new[] { value })));

    /// <summary>A context that names a span, with any flags and any state.</summary>
    public static Gen<ActivityContext> Span { get; } =
        from ids in Gen.Choose(1, 255).Select(static octet => (byte)octet).ArrayOf(24)
        from flags in Gen.Choose(0, 0x7F)
        from state in Gen.OneOf(Text, Gen.Elements<string>(WellFormed.Values)).OrNull()
        select new ActivityContext(
            ActivityTraceId.CreateFromBytes(ids.AsSpan(0, 16)),
            ActivitySpanId.CreateFromBytes(ids.AsSpan(16)),
            (ActivityTraceFlags)flags,
            state,
            isRemote: true);

    /// <summary>Baggage of any keys and values, some of them longer than fits.</summary>
    public static Gen<Dictionary<string, string>> Baggage { get; } =
        from keys in Gen.OneOf(Text, Gen.Choose(0, 200).Select(static i => $"key{i}")).ListOf()
        from values in Gen.Frequency((9, Text), (1, Text.Select(static text => string.Concat(Enumerable.Repeat(text, 100))))).ListOf()
        select keys.Where(static key => key.Length > 0).Zip(values).DistinctBy(static entry => entry.First, StringComparer.Ordinal)
            .ToDictionary(static entry => entry.First, static entry => entry.Second);

    /// <summary>A header's value: any bytes, or what it should be, or what another should be, with a few characters changed.</summary>
    public static Gen<string> ValueOf(string name) => Gen.Frequency(
        (1, Bytes), (1, Gen.Elements<string>(WellFormed.Values).SelectMany(EditedOf)), (2, EditedOf(WellFormed[name])));

    /// <summary>A text with a few characters changed.</summary>
    public static Gen<string> EditedOf(string value) =>
        from count in Gen.Choose(0, 3)
        from changes in Change.ListOf(count)
        select changes.Aggregate(value, static (text, change) => Edit(text, change.At, change.Kind, change.Unit));

    public static void Holds<T>(Gen<T> gen, Action<T> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(1UL, 2_147_483_647UL).WithQuietOnSuccess(true),
        Prop.ForAll(gen.ToArbitrary(), property));

    private static Gen<string> TextOf(Gen<int> units) => units.Select(static unit => (char)unit).ArrayOf().Select(static chars => new string(chars));

    /// <summary>Puts a character in, in place of another or beside it, or takes one out.</summary>
    private static string Edit(string text, int at, int kind, char unit)
    {
        at %= text.Length + 1;
        var end = kind == 0 ? at : Math.Min(at + 1, text.Length);
        return string.Concat(text.AsSpan(0, at), kind == 2 ? "" : unit.ToString(), text.AsSpan(end));
    }
}
