using System.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Instruments;
using Instrumentation.Runtime.Tests.Support;
using Instrumentation.Tests.Support;
using Instrumentation.Tracing;

namespace Instrumentation.Runtime.Tests.Tracing;

/// <summary>What a span may hold, and how many it had too many.</summary>
[Collection(ProcessWide.Name)]
public sealed class LimitsTests
{
    private const int Given = 130;

    private static readonly TelemetryScope Scope = TelemetryScope.Get("Limits");

    /// <summary>Each variable that limits a number, with the places that it counts for, and what it may say.</summary>
    public static TheoryData<string, string, string?, int> Counts()
    {
        var data = new TheoryData<string, string, string?, int>();
        foreach (var (variable, places) in new[]
        {
            ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "tags"),
            ("OTEL_SPAN_EVENT_COUNT_LIMIT", "events"),
            ("OTEL_SPAN_LINK_COUNT_LIMIT", "links"),
            ("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "event tags"),
            ("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "link tags"),
            ("OTEL_ATTRIBUTE_COUNT_LIMIT", "tags, event tags, link tags"),
        })
        {
            foreach (var (value, kept) in new (string?, int)[] { (null, 128), ("", 128), ("3", 3), ("x", 128), ("-1", 128), ("0", 0), ("129", 129), ("130", 130), ("131", 130) })
                data.Add(variable, places, value, kept);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public async Task What_is_too_many_is_left_out_and_counted(string variable, string places, string? value, int kept)
    {
        using var surroundings = new Surroundings().Set(variable, value);

        var counts = Count(await ExportMuch());

        foreach (var (place, count) in counts)
        {
            var expected = places.Split(", ").Contains(place) ? kept : 128;
            Assert.Equal((place, expected, Given - expected), (place, count.Kept, count.Dropped));
        }

        var isBad = value is "x" or "-1";
        Assert.Equal(isBad ? $"instrumentation: {variable} is no whole number from 0 up; 128 is used.\n" : "", surroundings.Told);
    }

    [Theory]
    [InlineData(null, "abc😀d")]
    [InlineData("", "abc😀d")]
    [InlineData("-5", "abc😀d")]
    [InlineData("7", "abc😀d")]
    [InlineData("6", "abc😀d")]
    [InlineData("5", "abc😀")]
    [InlineData("4", "abc")]
    [InlineData("3", "abc")]
    [InlineData("0", "")]
    public async Task Long_texts_are_cut_everywhere_and_no_character_in_two(string? limit, string expected)
    {
        foreach (var variable in new[] { "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT" })
        {
            using var surroundings = new Surroundings().Set(variable, limit);
            ActivityTagsCollection tags = new() { ["text"] = "abc😀d", ["texts"] = new[] { "", "abc😀d", null }, ["number"] = 1234567 };
            var span = await Export(tags, events: 1, links: 1);

            List<KeyValuePair<string, object?>> found = [.. span.TagObjects];
            foreach (var spanEvent in new LimitedSpan(span).Events)
                found.AddRange(ToList(spanEvent.Tags));
            foreach (var link in new LimitedSpan(span).Links)
                found.AddRange(ToList(link.Tags));

            Assert.Equal(9, found.Count);
            Assert.All(found.Where(static t => t.Key == "text"), tag => Assert.Equal(expected, tag.Value));
            Assert.All(found.Where(static t => t.Key == "texts"), tag => Assert.Equal(new[] { "", expected, null }, (string?[])tag.Value!));
            Assert.All(found.Where(static t => t.Key == "number"), static tag => Assert.Equal(1234567, tag.Value));
            Assert.Equal(limit == "-5", surroundings.Told.Contains(variable, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_variable_of_spans_events_or_links_beats_that_of_all_and_code_beats_both()
    {
        using var surroundings = new Surroundings()
            .Set("OTEL_ATTRIBUTE_COUNT_LIMIT", "1").Set("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "2").Set("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "3")
            .Set("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "4").Set("OTEL_SPAN_EVENT_COUNT_LIMIT", "5").Set("OTEL_SPAN_LINK_COUNT_LIMIT", "6");

        Assert.Equal([2, 5, 6, 3, 4], Count(await ExportMuch()).Values.Select(static c => c.Kept));
        var said = new SpanLimits { TagCount = 12, EventCount = 15, LinkCount = 16, EventTagCount = 13, LinkTagCount = 14 };
        Assert.Equal([12, 15, 16, 13, 14], Count(await ExportMuch(said)).Values.Select(static c => c.Kept));
    }

    [Fact]
    public void A_negative_limit_is_refused_when_telemetry_starts()
    {
        using var surroundings = new Surroundings();
        foreach (var limits in new SpanLimits[]
        {
            new() { TagCount = -1 }, new() { TagValueLength = -1 }, new() { EventCount = -1 },
            new() { LinkCount = -1 }, new() { EventTagCount = -1 }, new() { LinkTagCount = -1 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Telemetry.Start(b => b.WithTracing(t => t.SetLimits(limits))));
        }
    }

    [Fact]
    public async Task To_read_what_is_within_the_limits_costs_no_memory()
    {
        using var surroundings = new Surroundings();
        ActivityTagsCollection tags = new() { ["text"] = "abc", ["number"] = 1 };
        var span = await Export(tags, events: 1, links: 1);
        var read = (0, 0, 0);

        Assert.Equal(0, Allocated.AtBest(() => read = Read(span)));
        Assert.Equal((2, 1, 1), read);
        Assert.Throws<ArgumentNullException>(static () => new LimitedSpan(null!).DroppedTags);

        static (int Tags, int Events, int Links) Read(Activity span)
        {
            var (tags, events, links) = (0, 0, 0);
            var limited = new LimitedSpan(span);
            foreach (var spanEvent in limited.Events)
            {
                events += spanEvent.Name.Length > 0 ? 1 : 0;
                foreach (var tag in spanEvent.Tags)
                    tags += tag.Value is null ? 0 : 1;
            }

            foreach (var link in limited.Links)
                links += link.Context == default ? 0 : 1 + link.Tags.Dropped;
            return (tags, events + limited.Events.Dropped, links + limited.Links.Dropped + limited.DroppedTags);
        }
    }

    /// <summary>The numbers kept and dropped; of events and links, the tags of the first, where there is one.</summary>
    private static Dictionary<string, (int Kept, int Dropped)> Count(Activity span)
    {
        var limited = new LimitedSpan(span);
        var (events, links) = (0, 0);
        Dictionary<string, (int Kept, int Dropped)> firsts = [];
        foreach (var spanEvent in limited.Events)
        {
            Assert.Equal($"e{events++:000}", spanEvent.Name);
            firsts.TryAdd("event tags", (ToList(spanEvent.Tags).Count, spanEvent.Tags.Dropped));
        }

        foreach (var link in limited.Links)
        {
            links++;
            firsts.TryAdd("link tags", (ToList(link.Tags).Count, link.Tags.Dropped));
        }

        var kept = span.TagObjects.Select(static t => t.Key).ToList();
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(static i => $"k{i:000}"), kept);
        return new Dictionary<string, (int Kept, int Dropped)>
        {
            ["tags"] = (kept.Count, limited.DroppedTags),
            ["events"] = (events, limited.Events.Dropped),
            ["links"] = (links, limited.Links.Dropped),
        }.Concat(firsts).ToDictionary();
    }

    private static List<KeyValuePair<string, object?>> ToList(LimitedTags tags)
    {
        List<KeyValuePair<string, object?>> list = [];
        foreach (var tag in tags)
            list.Add(tag);
        return list;
    }

    private static Task<Activity> ExportMuch(SpanLimits? limits = null) =>
        Export([.. Enumerable.Range(0, Given).Select(static i => new KeyValuePair<string, object?>($"k{i:000}", i))], Given, Given, limits);

    /// <summary>A span as an exporter gets it: with these tags, and so many events and links that have the same ones.</summary>
    private static async Task<Activity> Export(ActivityTagsCollection tags, int events, int links, SpanLimits? limits = null)
    {
        var exporter = new InMemoryExporter<Activity>();
        await using (Telemetry.Start(b => b.WithTracing(t => t.SetLimits(limits ?? new SpanLimits()).AddExporter(exporter))))
        {
            var other = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
            using var span = Scope.Source.StartActivity("limited", ActivityKind.Internal, default(ActivityContext), tags, Enumerable.Repeat(new ActivityLink(other, tags), links));
            for (var i = 0; i < events; i++)
                span!.AddEvent(new($"e{i:000}", tags: tags));
        }

        return exporter.Items.Single();
    }
}
