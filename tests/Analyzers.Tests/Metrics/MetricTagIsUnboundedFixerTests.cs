using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class MetricTagIsUnboundedFixerTests
{
    private static readonly RuleTest<MetricTagIsUnbounded> Rule = Measuring.Test<MetricTagIsUnbounded>();

    [Fact]
    public Task To_the_span() => Rule.Fixes<MetricTagIsUnboundedFixer>(
        """
        class C
        {
            public void M(Guid id, bool fine)
            {
                Console.WriteLine();

                // Counted.
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("user.id", id), new KeyValuePair<string, object?>("fine", fine)); // Here.
            }
        }
        """,
        """
        class C
        {
            public void M(Guid id, bool fine)
            {
                Console.WriteLine();

                // Counted.
                Activity.Current?.SetTag("user.id", id);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("fine", fine)); // Here.
            }
        }
        """,
        "ToSpan");

    [Fact]
    public Task To_the_span_everywhere() => Rule.FixesAll<MetricTagIsUnboundedFixer>(
        """
        class C
        {
            public void Expression(Guid id, Uri uri) =>
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", id), new KeyValuePair<string, object?>("b", uri));

            public void Branches(Guid id, bool fine)
            {
                if (fine)
                    Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", id));
        #if true
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", id));
        #endif
            }

            public void Lists(Guid id, bool fine)
            {
                var tags = new TagList
                {
                    { "a", id },
                    { "fine", fine },
                };
                tags.Add("b", id);
                Telemetry.Hits.Add(1, tags);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>[] { new("a", id), new("fine", fine) });
                Telemetry.Hits.Add(1, [new("a", id), new("fine", fine)]);
            }
        }
        """,
        """
        class C
        {
            public void Expression(Guid id, Uri uri)
            {
                Activity.Current?.SetTag("a", id);
                Activity.Current?.SetTag("b", uri);
                Telemetry.Hits.Add(1);
            }

            public void Branches(Guid id, bool fine)
            {
                if (fine)
                {
                    Activity.Current?.SetTag("a", id);
                    Telemetry.Hits.Add(1);
                }
        #if true
                Activity.Current?.SetTag("a", id);
                Telemetry.Hits.Add(1);
        #endif
            }

            public void Lists(Guid id, bool fine)
            {
                Activity.Current?.SetTag("a", id);
                var tags = new TagList
                {
                    { "fine", fine },
                };
                Activity.Current?.SetTag("b", id);
                Telemetry.Hits.Add(1, tags);
                Activity.Current?.SetTag("a", id);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>[] { new("fine", fine) });
                Activity.Current?.SetTag("a", id);
                Telemetry.Hits.Add(1, [new("fine", fine)]);
            }
        }
        """,
        "ToSpan");

    [Fact]
    public Task To_the_span_in_top_level_code() => new RuleTest<MetricTagIsUnbounded> { Files = Rule.Files, Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication }.Fixes<MetricTagIsUnboundedFixer>(
        """
        var id = Guid.NewGuid();
        Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", id));
        """,
        """
        var id = Guid.NewGuid();
        Activity.Current?.SetTag("a", id);
        Telemetry.Hits.Add(1);
        """,
        "ToSpan");

    [Fact]
    public Task Into_ranges() => Rule.FixesAll<MetricTagIsUnboundedFixer>(
        """
        class C
        {
            public void M(TimeSpan wait, double? maybe, decimal price, double ratio)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("wait", wait));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("price", price * 2), new KeyValuePair<string, object?>("ratio", ratio));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("maybe", maybe));
            }
        }
        """,
        """
        class C
        {
            public void M(TimeSpan wait, double? maybe, decimal price, double ratio)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("wait", RangeOf(wait.TotalSeconds)));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("price", RangeOf((double)(price * 2))), new KeyValuePair<string, object?>("ratio", RangeOf(ratio)));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("maybe", maybe));
            }

            private static string RangeOf(double value) => value switch
            {
                < 0.01 => "under 0.01",
                < 0.1 => "0.01 to 0.1",
                < 1 => "0.1 to 1",
                < 10 => "1 to 10",
                < 100 => "10 to 100",
                _ => "100 and over",
            };
        }
        """,
        "Bucket",
        remaining: 1);

    [Fact]
    public Task Values_that_the_code_knows() => Rule.Fixes<MetricTagIsUnboundedFixer>(
        """
        class C
        {
            public void M(string userName)
            {
                if (userName == "root" || userName is "guest")
                    Console.WriteLine();
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("who", userName));
            }
        }
        """,
        """
        class C
        {
            public void M(string userName)
            {
                if (userName == "root" || userName is "guest")
                    Console.WriteLine();
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("who", userName switch { "root" or "guest" => userName, _ => "other" }));
            }
        }
        """,
        "Declare");

    [Fact]
    public Task The_type_of_a_failure() => Rule.Fixes<MetricTagIsUnboundedFixer>(
        """class C { public void M(Exception e) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("exception", e)); }""",
        """class C { public void M(Exception e) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error.type", e.GetType().FullName)); }""",
        "ErrorType");

    [Fact]
    public Task A_tag_attribute_goes_where_it_is_safe() => Rule.FixesAll<MetricTagIsUnboundedFixer>(
        """class C { [Traced, Counted] public void M([Tag("a", On = On.Both)] Guid id, [Tag(On = On.Metrics)] string text, [Tag(On = On.Both, Key = "x")] int n) { } }""",
        """class C { [Traced, Counted] public void M([Tag("a")] Guid id, [Tag] string text, [Tag(Key = "x")] int n) { } }""",
        "ToSpan");

    [Fact]
    public Task A_tag_attribute_declares_what_the_method_knows() => Rule.Fixes<MetricTagIsUnboundedFixer>(
        """class C { [Counted] public int M([Tag(On = On.Both)] string region) => region switch { "eu" => 1, "us" => 2, _ => 3 }; }""",
        """class C { [Counted] public int M([Tag(On = On.Both, Values = new object[] { "eu", "us" })] string region) => region switch { "eu" => 1, "us" => 2, _ => 3 }; }""",
        "Declare");

    [Fact]
    public Task Only_what_works_is_offered() => Task.WhenAll(
        Offers("public void M(Guid id) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", id), new(\"b\", 1));"),
        Offers("public void M(Guid id) { Action a = () => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", id)); }"),
        Offers("public object M(Guid id) => new Measurement<int>(1, new KeyValuePair<string, object?>(\"a\", id));"),
        Offers("public void M(Guid id) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>[1] { new(\"a\", id) });"),
        Offers("string RangeOf() => \"\"; public void M(double a) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", a), new(\"b\", 1));"),
        Offers("[Counted] public void M([Tag(On = On.Both)] string region) { }", "ToSpan"));

    private static Task Offers(string method, params string[] keys) => Rule.Offers<MetricTagIsUnboundedFixer>($"class C {{ {method} }}", keys);
}
