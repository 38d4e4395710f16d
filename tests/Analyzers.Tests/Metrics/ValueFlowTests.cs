namespace Instrumentation.Analyzers.Tests;

/// <summary>How values are followed through statements, members and callers, as seen by the rule on unbounded tags.</summary>
public class ValueFlowTests
{
    private static readonly RuleTest<MetricTagIsUnbounded> Rule = Measuring.Test<MetricTagIsUnbounded>();

    [Theory]
    [InlineData("var tag = id.ToString(); Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|tag|]));")]
    [InlineData("string tag; tag = \"none\"; if (fine) tag = id.ToString(); Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|tag|]));")]
    [InlineData("foreach (var one in new[] { id }) Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|one|]));")]
    [InlineData("if (text is Guid g) Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|g|]));")]
    [InlineData("if (!Exists(id)) return; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|id|]));")]
    [InlineData("if (_ids.Contains(id)) Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|id|]));")]
    [InlineData("Guid.TryParse(\"\", out var g); Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", [|g|]));")]
    [InlineData("Telemetry.Hits.Add(1, new TagList { { \"a\", [|id|] }, { \"b\", fine } });")]
    [InlineData("var tags = new TagList(); tags.Add(\"a\", [|id|]); Telemetry.Hits.Add(1, tags);")]
    [InlineData("Telemetry.Hits.Add(1, new KeyValuePair<string, object?>[] { new(\"a\", [|id|]) });")]
    [InlineData("Telemetry.Meter.CreateObservableGauge(\"g\", () => new Measurement<int>(1, new KeyValuePair<string, object?>(\"a\", [|id|])));")]
    public Task Statements_that_record_it(string statements) => Rule.Reports(
        $$"""
        class C
        {
            readonly HashSet<Guid> _ids = [];
            static bool Exists(Guid id) => id != Guid.Empty;
            public void M(Guid id, bool fine, object text) { {{statements}} }
        }
        """);

    [Theory]
    [InlineData("var tag = fine ? \"a\" : \"b\"; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", tag));")]
    [InlineData("var tag = id.ToString(); if (!Known.Contains(tag)) tag = \"other\"; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", tag));")]
    [InlineData("var tag = id.ToString(); if (!Known.Contains(tag)) return; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", tag));")]
    [InlineData("if (id == Guid.Empty) return; switch (userName) { case \"a\": case \"b\": Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", userName)); break; }")]
    [InlineData("if (Fixed.Contains(id)) Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", id));")]
    [InlineData("foreach (var one in new[] { 0.5, 0.9 }) Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", one));")]
    [InlineData("var tag = id.ToString(); tag = \"fixed\"; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", tag));")]
    [InlineData("Activity.Current?.SetTag(\"a\", id);")]
    [InlineData("Activity.Current?.AddEvent(new ActivityEvent(\"e\", default, new ActivityTagsCollection { { \"a\", id } }));")]
    [InlineData("new Dictionary<string, object?>().Add(\"a\", id);")]
    [InlineData("Telemetry.Times.Record(wait.TotalSeconds, new KeyValuePair<string, object?>(\"a\", fine));")]
    public Task Statements_that_are_fine(string statements) => Rule.IsSilent(
        $$"""
        class C
        {
            static readonly string[] Known = ["a", "b"];
            static readonly HashSet<Guid> Fixed = [Guid.Empty];
            public void M(Guid id, bool fine, string userName, TimeSpan wait) { {{statements}} }
        }
        """);

    [Fact]
    public Task A_private_helper_is_judged_by_its_callers() => Rule.Reports(
        """
        class C
        {
            public void M(Guid id) { Fine("a"); Fine("b"); Bad("none"); Bad(id.ToString()); }
            private static void Fine(string userName) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", userName));
            private static void Bad(string status) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|status|]));
            public void Local(Guid id)
            {
                Record(id.ToString());
                void Record(string status) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|status|]));
            }
        }
        """,
        "'status' is a Guid from parameter 'id' of 'M'",
        "'status' is a Guid from parameter 'id' of 'Local'");

    [Fact]
    public Task Fields_that_are_set_once_are_followed() => Rule.Reports(
        """
        class C
        {
            private readonly string _id;
            private readonly string _kind = "a";
            private string _changed = "a";
            public C(Guid session) => _id = session.ToString();
            public string Kind { get; } = "b";
            private string Shown => _id.ToUpperInvariant();
            public void Change(string x) => _changed = x;
            public void M() => Telemetry.Hits.Add(
                1,
                new("a", [|_id|]), new("b", _kind), new("c", [|Shown|]), new KeyValuePair<string, object?>("d", Kind), new KeyValuePair<string, object?>("e", _changed));
        }
        """,
        "'_id' is a Guid from parameter 'session' of 'C'");

    [Fact]
    public Task What_other_objects_make_differs_each_time() => Rule.Reports(
        """
        class Order { public Guid Id { get; } = Guid.NewGuid(); public TimeSpan Age { get; } = TimeSpan.Zero; }
        class C
        {
            private Guid Own { get; } = Guid.NewGuid();
            public void M(Order order, Guid? id)
            {
                id ??= Guid.NewGuid();
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|order.Id|]), new KeyValuePair<string, object?>("b", Own));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|id|]));
            }
        }
        """,
        "'order.Id' is a Guid from 'Guid.NewGuid': about one series per order");

    [Fact]
    public Task Generic_helpers_are_called_by_name_too() => Rule.Reports(
        """
        class C
        {
            public void M(Guid id) { Record<string>("a"); Record<int>(id.ToString()); }
            private static void Record<T>(string status) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|status|]));
        }
        """);

    [Fact]
    public Task What_another_file_may_set_is_not_followed() => new RuleTest<MetricTagIsUnbounded>
    {
        Files = [.. Rule.Files, ("Other.cs", "partial class C { void Other(Guid id) { _shown = id.ToString(); Record(id.ToString()); } }")],
    }.IsSilent(
        """
        partial class C
        {
            private string _shown = "";
            private void Record(string status) => Telemetry.Hits.Add(1, new("a", status), new KeyValuePair<string, object?>("b", _shown));
        }
        """);
}
