using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>A sequence is observed while it is enumerated: once for each enumeration, and never for one that nobody asks for.</summary>
[Collection(Alone.Name)]
public class SequenceTests
{
    [Fact]
    public void Each_enumeration_has_a_span_and_one_that_never_begins_has_none()
    {
        Journal.Begin();
        using var recorder = new Recorder();

        var sequence = new Sequences().Count(3);
        Assert.Empty(recorder.Spans);
        Assert.Equal(3, sequence.Sum());
        Assert.Single(recorder.Spans);
        Assert.Equal([0, 1, 2], sequence);

        Assert.Equal(2, recorder.Spans.Count);
        Assert.All(recorder.Spans, span => Assert.Equal(["to=3", "is_loud=False", "sequence.items=3"], Tags(span)));
        Assert.Equal("""
            behaviour.observed.sequences.count.in_flight 1 is_loud=False
            behaviour.observed.sequences.count.in_flight -1 is_loud=False
            behaviour.observed.sequences.count.calls 1 is_loud=False
            behaviour.observed.sequences.count.duration is_loud=False
            """, string.Join('\n', recorder.MetricText.Split('\n').Take(4)));
    }

    [Fact]
    public void The_span_is_current_inside_each_move_and_the_callers_outside()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();
        var sequences = new Sequences();

        foreach (var item in sequences.Count(2))
            Assert.Same(caller, Activity.Current);

        Assert.Same(caller, Activity.Current);
        Assert.Equal(3, sequences.Inside.Count);
        Assert.All(sequences.Inside, inside => Assert.Same(recorder.Span, inside));
        Assert.Same(caller, recorder.Span.Parent);
    }

    [Fact]
    public async Task The_same_holds_for_asynchronous_ones()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        using var caller = new Activity("caller");
        caller.Start();
        var sequences = new Sequences();

        await foreach (var item in sequences.CountLater(2))
            Assert.Same(caller, Activity.Current);

        Assert.Same(caller, Activity.Current);
        Assert.Equal(5, sequences.Inside.Count);
        Assert.All(sequences.Inside, inside => Assert.Same(recorder.Span, inside));
        Assert.Equal(["sequence.items=2"], Tags(recorder.Span));
    }

    [Fact]
    public void An_early_exit_ends_the_span_and_cleans_up_inside_it()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        var sequences = new Sequences();

        Assert.Equal(0, sequences.Count(9).First());

        Assert.Equal(["to=9", "is_loud=False", "sequence.items=1"], Tags(recorder.Span));
        Assert.Equal(ActivityStatusCode.Unset, recorder.Span.Status);
        Assert.All(sequences.Inside, inside => Assert.Same(recorder.Span, inside));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void A_failing_one_says_so_after_the_items_that_it_had()
    {
        using var recorder = new Recorder();

        Assert.Throws<InvalidOperationException>(() => new Sequences().Breaks(2).Sum());

        Assert.Equal(["error.type=System.InvalidOperationException", "sequence.items=2"], Tags(recorder.Span));
        Assert.Equal("no more", recorder.Span.StatusDescription);
        Assert.Equal("behaviour.observed.sequences.breaks.calls 1 error.type=System.InvalidOperationException", recorder.MetricText);
    }

    [Fact]
    public void A_call_that_throws_before_there_is_a_sequence_has_a_span_too()
    {
        using var recorder = new Recorder();

        Assert.Throws<ArgumentNullException>(() => new Sequences().Refuses(null));

        Assert.Equal(["error.type=System.ArgumentNullException"], Tags(recorder.Span));
        Assert.Equal(ActivityStatusCode.Error, recorder.Span.Status);
    }

    [Fact]
    public void A_collection_is_handed_on_as_it_is_and_its_span_covers_the_call()
    {
        using var recorder = new Recorder();

        Assert.IsType<List<int>>(new Sequences().Listed(3));

        Assert.Equal("Sequences.Listed", recorder.SpanText);
    }

    [Fact]
    public async Task A_cancellation_by_the_enumerations_own_token_is_no_error()
    {
        Journal.Begin();
        using var recorder = new Recorder();
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in new Sequences().CountLater(9).WithCancellation(source.Token))
                await source.CancelAsync();
        });

        Assert.Equal(ActivityStatusCode.Unset, recorder.Span.Status);
        Assert.Equal(["sequence.items=1"], Tags(recorder.Span));
    }

    [Fact]
    public async Task Many_enumerations_at_once_do_not_mix()
    {
        Journal.Begin();
        using var recorder = new Recorder(metrics: false);
        var sequences = new Sequences();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => Assert.Equal(n, sequences.Letters(new string('a', n)).Count()))));

        Assert.Equal(Enumerable.Range(0, 50), recorder.Spans.Select(s => (int)(long)s.GetTagItem("sequence.items")!).Order());
    }

    // All but the time of the first item.
    private static IEnumerable<string> Tags(Activity span) =>
        span.TagObjects.Where(t => t.Key != "sequence.first_item").Select(t => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{t.Key}={t.Value}"));
}

internal static class Enumerators
{
    public static int Count<T>(this IEnumerator<T> enumerator)
    {
        var count = 0;
        while (enumerator.MoveNext())
            count++;
        enumerator.Dispose();
        return count;
    }
}
