using System.Diagnostics;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;
using Opentelemetry.Proto.Collector.Trace.V1;
using Resource = Instrumentation.Resources.Resource;

namespace Instrumentation.Integration.Tests.Otlp;

/// <summary>Whatever a span holds, a request can be read, and holds the rest.</summary>
public sealed class HostileSpanTests : IDisposable
{
    private readonly Recorded _recorded = new();

    [Fact]
    public void Halves_of_characters_become_replacement_characters()
    {
        foreach (var length in new[] { 1, 6, 7, 8, 15, 16, 40, 300, 2_000 })
        {
            var text = new string('a', length) + "\ud800" + new string('b', length) + "\udc00";
            var expected = text.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd');
            var span = Encoded.Single(_recorded.Span(text, new(text, text), new("list", new[] { text })));

            Assert.Equal(expected, span.Name);
            Assert.Equal(expected, span.Attributes.ValueOf(expected)!.StringValue);
            Assert.Equal(expected, span.Attributes.ValueOf("list")!.ArrayValue.Values[0].StringValue);
        }
    }

    [Fact]
    public void Text_of_every_length_arrives()
    {
        foreach (var character in new[] { "a", "é", "日", "😀" })
        {
            for (var length = 0; length < 700; length += length < 140 ? 1 : 37)
            {
                var text = string.Concat(Enumerable.Repeat(character, length));
                var span = Encoded.Single(_recorded.Span(
                    text, new("k" + text, text), new("n" + text, -1), new("r" + text, 0.5), new("b" + text, true), new("f", text)));

                Assert.Equal((text, text, -1L), (span.Name, span.Attributes.ValueOf("k" + text)!.StringValue, span.Attributes.ValueOf("n" + text)!.IntValue));
                Assert.Equal((0.5, true), (span.Attributes.ValueOf("r" + text)!.DoubleValue, span.Attributes.ValueOf("b" + text)!.BoolValue));
            }
        }
    }

    [Fact]
    public void A_value_whose_ToString_throws_is_left_out_and_counted_and_the_rest_arrives()
    {
        var span = Encoded.Single(_recorded.Span(
            "a",
            new("bad", new Throwing()),
            new("formattable", new ThrowingFormattable()),
            new("list", new object[] { 1, new Throwing(), 2 }),
            new("good", "x")));

        Assert.Equal(["list", "good"], span.Attributes.Select(static a => a.Key));
        Assert.Equal(2U, span.DroppedAttributesCount);
        Assert.Equal([1, 0, 2], span.Attributes.ValueOf("list")!.ArrayValue.Values.Select(static v => v.IntValue));
    }

    [Fact]
    public void An_array_that_contains_itself_has_an_end()
    {
        var array = new object[] { 1, 2 };
        array[1] = array;

        var values = Encoded.Single(_recorded.Span("a", new KeyValuePair<string, object?>("list", array))).Attributes.ValueOf("list")!.ArrayValue.Values;

        Assert.Equal((1, "[…]"), (values[0].IntValue, values[1].StringValue));
    }

    [Fact]
    public void Of_several_tags_with_one_key_the_last_counts()
    {
        KeyValuePair<string, object?>[] tags =
        [
            new("a", 1), new("b", "first"), new("c", 3), new("b", "second"),
            new("otel.status_code", "OK"), new("otel.status_code", "ERROR"), new("b", "third"), new("d", 4),
        ];
        var span = Encoded.Single(_recorded.Span("a", tags));

        Assert.Equal(["a", "c", "b", "d"], span.Attributes.Select(static a => a.Key));
        Assert.Equal("third", span.Attributes.ValueOf("b")!.StringValue);
        Assert.Equal(Opentelemetry.Proto.Trace.V1.Status.Types.StatusCode.Error, span.Status.Code);
        Assert.Equal(0U, span.DroppedAttributesCount);
    }

    [Fact]
    public void Keys_that_are_alike_stay_apart()
    {
        var tags = Enumerable.Range(0, 128).Select(static i => new KeyValuePair<string, object?>($"{i / 10}x{i % 10}", i)).ToArray();
        var span = Encoded.Single(_recorded.Span("a", tags));

        Assert.Equal(tags.Select(static t => t.Key), span.Attributes.Select(static a => a.Key));
    }

    [Fact]
    public void Keys_that_end_alike_are_told_apart_and_of_those_that_are_alike_the_last_counts()
    {
        var unlike = Encoded.Single(_recorded.Span("a", new("a.name", 1), new("b.name", 2), new("c.name", 3)));
        var alike = Encoded.Single(_recorded.Span("a", new("a.name", 1), new("b.name", 2), new("a.name", 3), new("c.name", 4)));

        Assert.Equal([("a.name", 1), ("b.name", 2), ("c.name", 3)], unlike.Attributes.Select(static a => (a.Key, a.Value.IntValue)));
        Assert.Equal([("b.name", 2), ("a.name", 3), ("c.name", 4)], alike.Attributes.Select(static a => (a.Key, a.Value.IntValue)));
    }

    [Fact]
    public void A_tag_without_a_key_is_left_out_and_undefined_kinds_and_statuses_and_early_times_are_unknown()
    {
        using var span = new Activity("a");
        span.AddTag(null!, "x");
        span.AddTag("", "empty");
        span.SetStartTime(DateTime.MinValue.ToUniversalTime().AddDays(1));
        span.Start();
        span.SetStatus((ActivityStatusCode)77);
        span.SetEndTime(DateTime.MaxValue.ToUniversalTime().AddDays(-1));
        span.Stop();
        var encoded = Encoded.Single(span);

        Assert.Equal([""], encoded.Attributes.Select(static a => a.Key));
        Assert.Equal((1U, 0UL), (encoded.DroppedAttributesCount, encoded.StartTimeUnixNano));
        Assert.Null(encoded.Status);
        Assert.Equal(2262, DateTime.UnixEpoch.AddTicks((long)encoded.EndTimeUnixNano / 100).Year);
    }

    [Fact]
    public async Task A_span_that_others_still_change_can_be_read()
    {
        using var span = _recorded.Source.StartActivity("a")!;
        using var end = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                span.SetTag($"k{i % 50}", i % 3 == 0 ? null : new string('é', i % 300));
                span.DisplayName = new string('n', i % 200);
                if (i < 100)
                    span.AddEvent(new ActivityEvent("event"));
            }
        });
        var encoder = OtlpEncoder.OfSpans(ParcelFormat.OtlpProtobuf, isGzip: false);
        for (var i = 0; i < 500; i++)
            Assert.Single(ExportTraceServiceRequest.Parser.ParseFrom(Encoded.Body(encoder, Resource.Empty, [span])).ResourceSpans);

        await end.CancelAsync();
        await changing;
    }

    public void Dispose() => _recorded.Dispose();

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException();
    }

    private sealed class ThrowingFormattable : ISpanFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException();

        public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
            throw new InvalidOperationException();
    }
}
