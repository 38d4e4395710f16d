using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

/// <summary>The fixes of the rules on keys, on text and on the number of series.</summary>
public class MetricTagFixerTests
{
    private static readonly RuleTest<MetricTagKeySaysUnbounded> Keys = Measuring.Test<MetricTagKeySaysUnbounded>();
    private static readonly RuleTest<MetricTagIsFreeText> Texts = Measuring.Test<MetricTagIsFreeText>();
    private static readonly RuleTest<SeriesExceedTheBudget> Budget = Measuring.Test<SeriesExceedTheBudget>("instrumentation.series_budget = 10");

    [Fact]
    public Task A_key_that_says_so_goes_to_the_span() => Keys.FixesAll<MetricTagKeySaysUnboundedFixer>(
        """
        class C
        {
            const string UserId = "user.id";
            public void M(string value)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(UserId, value));
                Telemetry.Hits.Add(
                    1,
                    new KeyValuePair<string, object?>("order.id", value),
                    new KeyValuePair<string, object?>("region", value));
            }
        }
        """,
        """
        class C
        {
            const string UserId = "user.id";
            public void M(string value)
            {
                Activity.Current?.SetTag(UserId, value);
                Telemetry.Hits.Add(1);
                Activity.Current?.SetTag("order.id", value);
                Telemetry.Hits.Add(
                    1,
                    new KeyValuePair<string, object?>("region", value));
            }
        }
        """,
        "ToSpan");

    [Fact]
    public Task A_key_with_values_that_the_code_knows() => Keys.Fixes<MetricTagKeySaysUnboundedFixer>(
        """
        class C
        {
            public void M(string who)
            {
                switch (who) { case "root": return; }
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("user.id", who));
            }
        }
        """,
        """
        class C
        {
            public void M(string who)
            {
                switch (who) { case "root": return; }
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("user.id", who switch { "root" => who, _ => "other" }));
            }
        }
        """,
        "Declare");

    [Fact]
    public Task Text_of_a_failure_becomes_its_type() => Texts.FixesAll<MetricTagIsFreeTextFixer>(
        """
        class C
        {
            public void M(Exception e, string region)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", e.Message /* why */));
                Telemetry.Hits.Add(1, new TagList { { "exception", e.ToString() }, { "region", region } });
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error.type", e.InnerException?.Message));
            }
        }
        """,
        """
        class C
        {
            public void M(Exception e, string region)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error.type", e.GetType().FullName /* why */));
                Telemetry.Hits.Add(1, new TagList { { "error.type", e.GetType().FullName }, { "region", region } });
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error.type", e.InnerException?.GetType().FullName));
            }
        }
        """,
        "ErrorType");

    [Fact]
    public Task Text_of_an_object_becomes_its_types_name() => Texts.Fixes<MetricTagIsFreeTextFixer>(
        """record Order(string Sku); class C { public void M(Order order) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("order", order.ToString())); }""",
        """record Order(string Sku); class C { public void M(Order order) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("order", order.GetType().Name)); }""",
        "TypeName");

    [Fact]
    public Task Text_of_several_values_becomes_several_tags() => Texts.FixesAll<MetricTagIsFreeTextFixer>(
        """
        class C
        {
            string _zone = Console.Title;
            public void M(string region, string userTier)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("where", $"{region}-{_zone}"));
                Telemetry.Hits.Add(1, new TagList { { "who", region + "/" + userTier } });
                var tags = new TagList();
                tags.Add("who", $"{region}-{userTier}");
                Telemetry.Hits.Add(1, tags);
            }
        }
        """,
        """
        class C
        {
            string _zone = Console.Title;
            public void M(string region, string userTier)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("where.region", region), new KeyValuePair<string, object?>("where.zone", _zone));
                Telemetry.Hits.Add(1, new TagList { { "who.region", region }, { "who.user_tier", userTier } });
                var tags = new TagList();
                tags.Add("who.region", region);
                tags.Add("who.user_tier", userTier);
                Telemetry.Hits.Add(1, tags);
            }
        }
        """,
        "Split");

    [Fact]
    public async Task Only_what_works_is_offered_for_text()
    {
        await OffersForText("new KeyValuePair<string, object?>(\"a\", e.Message), new KeyValuePair<string, object?>(\"error.type\", \"x\")", "ToSpan");
        await OffersForText("new KeyValuePair<string, object?>(\"a\", $\"failed: {e.Message}\")", "ToSpan");
        await OffersForText("new KeyValuePair<string, object?>(\"a\", region.Trim() + region.ToLower())", "ToSpan");
        await OffersForText("new KeyValuePair<string, object?>(\"a\", e.Message)", "ErrorType", "ToSpan");
    }

    [Fact]
    public Task The_widest_tag_goes_to_the_span() => Budget.FixesAll<SeriesExceedTheBudgetFixer>(
        """
        class C
        {
            public void M(DayOfWeek day, bool fine) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("fine", fine), new KeyValuePair<string, object?>("day", day));
            [Traced, Counted] public void N([Tag] DayOfWeek day, [Tag("ok")] bool fine) { }
            [Counted] public void O([Tag("day", On = On.Both)] DayOfWeek day, [Tag("ok")] bool fine) { }
        }
        """,
        """
        class C
        {
            public void M(DayOfWeek day, bool fine)
            {
                Activity.Current?.SetTag("day", day);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("fine", fine));
            }
            [Traced, Counted] public void N([Tag(On = On.Span)] DayOfWeek day, [Tag("ok")] bool fine) { }
            [Counted] public void O([Tag("day", On = On.Span)] DayOfWeek day, [Tag("ok")] bool fine) { }
        }
        """,
        "ToSpan");

    private static Task OffersForText(string tags, params string[] keys) => Texts.Offers<MetricTagIsFreeTextFixer>(
        $"class C {{ public void M(Exception e, string region) => Telemetry.Hits.Add(1, {tags}); }}", keys);
}
