using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>What tags say, of every type and from every origin.</summary>
[Collection(Alone.Name)]
public class TagTests
{
    [Fact]
    public void Scalars_keep_their_types_and_other_values_are_text_in_the_invariant_culture()
    {
        using var recorder = new Recorder();
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "de-DE", "" })
            {
                Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(name);
                Tagged.Scalars("I", 1, 2_000_000, 1.5, 2.5m, true, 'i', Guid.Empty, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ["x"]);
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }

        const string Tags = "text=I number=1 big=Int64:2000000 real=Double:1.5 money=2.5 flag=True letter=i id=00000000-0000-0000-0000-000000000000 at=2026-01-02T03:04:05.0000000+00:00 list=String[]:System.String[]";
        Assert.Equal(3, recorder.Spans.Count);
        Assert.All(recorder.Spans, static span => Assert.Equal($"Tagged.Scalars ready=True {Tags}", Sorted(span)));
        Assert.All(recorder.Measurements, static m => Assert.Equal("behaviour.observed.tagged.scalars.calls 1 flag=True ready=True", Rendering.Of(m)));

        // Members come after parameters.
        static string Sorted(System.Diagnostics.Activity span) => Rendering.Of(span).Replace(" ready=True", "", StringComparison.Ordinal).Replace("Tagged.Scalars", "Tagged.Scalars ready=True", StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_is_no_tag()
    {
        using var recorder = new Recorder();
        Tagged.Nullables(null, null, null, null);
        Tagged.Nullables(1, false, Channel.WebShop, Guid.Empty);
        Assert.Equal("""
            Tagged.Nullables ready=True
            Tagged.Nullables number=1 flag=False channel=web_shop id=00000000-0000-0000-0000-000000000000 ready=True
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.tagged.nullables.calls 1 ready=True
            behaviour.observed.tagged.nullables.calls 1 flag=False channel=web_shop ready=True
            """, recorder.MetricText);
    }

    [Fact]
    public void Enumerations_are_snake_case_and_undefined_values_are_other()
    {
        using var recorder = new Recorder();
        Tagged.Enums(Channel.HTTPCall, Parts.Both, Wide.Alias);
        Tagged.Enums(Channel.Store, Parts.Left, (Wide)3);
        Tagged.Enums((Channel)77, (Parts)8, Wide.Far);
        Assert.Equal("""
            Tagged.Enums channel=http_call parts=both wide=far ready=True
            Tagged.Enums channel=POS parts=left wide=other ready=True
            Tagged.Enums channel=other parts=other wide=far ready=True
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.tagged.enums.calls 1 channel=http_call parts=both wide=far ready=True
            behaviour.observed.tagged.enums.calls 1 channel=POS parts=left wide=other ready=True
            behaviour.observed.tagged.enums.calls 1 channel=other parts=other wide=far ready=True
            """, recorder.MetricText);
    }

    [Fact]
    public void Values_of_a_type_parameter_are_read_by_what_they_are()
    {
        using var recorder = new Recorder();
        Tagged.Generic(Channel.HTTPCall, Channel.WebShop);
        Tagged.Generic<int?>(null, 4);
        Tagged.Generic("s", "t");
        Tagged.Generic(new Unspeakable(), null!);
        Assert.Equal("""
            Tagged.Generic value=http_call ready=True
            Tagged.Generic ready=True
            Tagged.Generic value=s ready=True
            Tagged.Generic ready=True
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.tagged.generic.calls 1 measured=web_shop ready=True
            behaviour.observed.tagged.generic.calls 1 measured=4 ready=True
            behaviour.observed.tagged.generic.calls 1 measured=t ready=True
            behaviour.observed.tagged.generic.calls 1 ready=True
            """, recorder.MetricText);
    }

    [Fact]
    public void Paths_end_at_a_null_and_getters_that_throw_make_no_tag()
    {
        using var recorder = new Recorder();
        Tagged.Paths(null, null, null);
        Tagged.Paths(new Customer(null), new Customer("c"), new Customer("c"));
        Tagged.Paths(new Customer("n"), new Customer("c", new Customer("p", null, new Address("town", null))), null);
        Assert.Equal("""
            Tagged.Paths ready=True
            Tagged.Paths ready=True
            Tagged.Paths name=n city=town channel=POS ready=True
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.tagged.paths.calls 1 ready=True
            behaviour.observed.tagged.paths.calls 1 ready=True
            behaviour.observed.tagged.paths.calls 1 channel=POS ready=True
            """, recorder.MetricText);
    }

    [Fact]
    public void Declared_values_are_kept_and_all_others_are_other()
    {
        using var recorder = new Recorder();
        Tagged.Sets("gold", 1, 10);
        Tagged.Sets("lead", 3, null);
        Tagged.Sets(null, 2, 11);
        Assert.Equal("""
            Tagged.Sets tier=gold size=1 limit=Int64:10 ready=True
            Tagged.Sets tier=other size=other ready=True
            Tagged.Sets size=2 limit=other ready=True
            """, recorder.SpanText);
        Assert.Equal(recorder.SpanText.Replace("Tagged.Sets", "behaviour.observed.tagged.sets.calls 1", StringComparison.Ordinal), recorder.MetricText);
    }

    [Fact]
    public void A_tag_goes_where_it_is_told_to_and_else_where_it_is_safe()
    {
        using var recorder = new Recorder();
        Tagged.Where(true, "m", "b", "s");
        Assert.Equal("Tagged.Where span=True both=b safe=s ready=True", recorder.SpanText);
        Assert.Equal("behaviour.observed.tagged.where.calls 1 metrics=m both=b ready=True", recorder.MetricText);
    }

    [Fact]
    public async Task Members_of_the_object_are_tags_private_ones_too()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("TagScenarios", "Private_members");
        Assert.Equal(["hidden=h", "ready=True", "region=eu", "shard=5"], recorder.SpanText.Split(' ').Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal(["ready=True", "shard=5"], recorder.MetricText.Split(' ').Skip(2).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void From_another_assembly_the_members_are_tags_that_it_can_see()
    {
        using var recorder = new Recorder();
        new Tagged { Shard = 5 }.Members();
        Assert.Equal(["ready=True", "shard=5"], recorder.SpanText.Split(' ').Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Members_of_structs_are_read_from_the_variable_itself()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("TagScenarios", "Structs_with_tags");
        Assert.Equal("""
            TaggedStruct.Raise level=0 label=label
            TaggedStruct.Raise level=1 label=label
            TaggedStruct.Read level=2 label=label
            TaggedStruct.Check Error(IsHigh) level=2 label=label error.type=_OTHER
            TaggedStruct.RaiseAndCheck Error(IsHigh) level=2 label=label error.type=_OTHER
            TaggedStruct.Read level=3 label=label
            """, recorder.SpanText);
    }

    [Fact]
    public async Task Results_are_tags()
    {
        using var recorder = new Recorder();
        Tagged.Returns("short");
        Tagged.Returns(null);
        await Tagged.ReturnsLater(Channel.Store);
        await Tagged.ReturnsNow(true);
        Assert.Equal("""
            Tagged.Returns ready=True length=5 kind=short
            Tagged.Returns ready=True
            Tagged.ReturnsLater ready=True result=POS
            """, recorder.SpanText);
        Assert.Equal("""
            behaviour.observed.tagged.returns.in_flight 1 ready=True
            behaviour.observed.tagged.returns.in_flight -1 ready=True
            behaviour.observed.tagged.returns.calls 1 ready=True kind=short
            behaviour.observed.tagged.returns.duration ready=True kind=short
            behaviour.observed.tagged.returns.in_flight 1 ready=True
            behaviour.observed.tagged.returns.in_flight -1 ready=True
            behaviour.observed.tagged.returns.calls 1 ready=True
            behaviour.observed.tagged.returns.duration ready=True
            behaviour.observed.tagged.returns_later.calls 1 ready=True result=POS
            behaviour.observed.tagged.returns_now.calls 1 ready=True result=True
            """, recorder.MetricText);
    }

    [Fact]
    public void Only_what_is_tagged_is_captured()
    {
        using var recorder = new Recorder();
        Tagged.Passwords("secret", "me");
        Assert.Equal("Tagged.Passwords user=me ready=True", recorder.SpanText);
    }

    [Fact]
    public void Values_without_a_text_are_no_tags_and_values_by_reference_are()
    {
        using var recorder = new Recorder();
        var number = 8;
        Tagged.Odd(new Unspeakable(), 1.25m, 6, ref number, 9);
        Assert.Equal("Tagged.Odd key with space=1.25 user_id=6 by_ref=8 by_in=Int64:9 ready=True", recorder.SpanText);
    }

    [Fact]
    public async Task Tags_of_parameters_with_odd_names()
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("PlaceScenarios", "Names");
        Assert.Equal("""
            Words.event class=c int=2 checked=1
            Words.static
            struct.if
            Words.Locals call=1 tags=4 counted=other checked=1 result=78
            Words.LocalsLater call=1 known=other checked=1 result=101
            Words.Fields fields_calls=3
            Words.Größe größe=s übung=1 checked=1
            Words.合計
            Words.Under_score_2 checked=1
            Words.Under checked=1
            Words.Under checked=1
            Words.Under_2 checked=1
            Words.Under_Observed checked=1
            """, recorder.SpanText);
    }
}
