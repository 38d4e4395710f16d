using System.Diagnostics.Metrics;
using System.Globalization;
using Instrumentation.CodeFixes;
using Instrumentation.Instruments;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class BucketsMustAscendTests
{
    private static readonly RuleTest<BucketsMustAscend> Rule = new();

    [Fact]
    public Task Boundaries_out_of_order() => Rule.Reports(
        """
        class Orders
        {
            [Timed(Buckets = [0.1, 1, [|0.5|], 2])] public void Place() { }
            [Timed(Buckets = new[] { 2.5, [|1|] })] public void Ship() { }
        }
        """,
        "The bucket boundary 0.5 comes after 1",
        "The bucket boundary 1 comes after 2.5");

    [Fact]
    public Task Boundaries_that_are_there_twice() => Rule.Reports(
        "class Orders { [Timed(Buckets = new double[] { 0.1, 1, [|1.0|], 2 })] public void Place() { } }",
        "The bucket boundary 1 is there twice");

    [Fact]
    public Task Boundaries_that_are_no_numbers() => Rule.Reports(
        """
        class Orders
        {
            [Timed(Buckets = [0.1, [|double.PositiveInfinity|]])] public void Place() { }
            [Timed(Buckets = [[|0d / 0|], 1])] public void Ship() { }
        }
        """,
        "no finite number",
        "The bucket boundary NaN");

    [Fact]
    public Task An_objective_that_is_no_boundary() => Rule.Reports(
        """
        class Orders
        {
            [Timed(Buckets = [0.1, 1], Objective = [|0.3|])] public void Place() { }
            [Timed(Objective = [|0.3|])] public void Ship() { }
            [Timed(Objective = [|-1|])] public void Pack() { }
        }
        """,
        "The objective 0.3 is no bucket boundary");

    [Fact]
    public Task A_types_attribute_and_a_partial_method() => Rule.Reports(
        """
        [Timed(Objective = [|0.3|])]
        partial class Orders
        {
            [Timed(Buckets = [2, [|1|]])] public partial int Place();
            private int PlaceCore() => 1;
        }
        """);

    [Fact]
    public Task Advice_of_the_platform_and_views_of_the_sdk() => new RuleTest<BucketsMustAscend> { WithLibrary = false }.Reports(
        """
        using System.Diagnostics.Metrics;
        static class Shop
        {
            static readonly Meter Meter = new("Shop");
            static readonly Histogram<double> Weight = Meter.CreateHistogram(
                "weight", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, [|3|]] });
            static readonly InstrumentAdvice<int> Size = new() { HistogramBucketBoundaries = new[] { 1, [|1|] } };
            static readonly object View = new OpenTelemetry.Metrics.ExplicitBucketHistogramConfiguration { Boundaries = new double[] { 10, [|5|] } };
        }
        namespace OpenTelemetry.Metrics { class ExplicitBucketHistogramConfiguration { public double[]? Boundaries { get; set; } } }
        """);

    [Fact]
    public Task Boundaries_in_order() => Rule.IsSilent(
        """
        using System.Diagnostics.Metrics;
        class Orders
        {
            [Timed(Buckets = [-1, 0, 0.5, 1e3], Objective = 0.5)] public void Place() { }
            [Timed(Buckets = new double[0])] public void Ship() { }
            [Timed, Timed("b", Objective = 0)] public void Pack() { }
            static readonly object Advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, double.PositiveInfinity] };
        }
        """);

    [Fact]
    public Task Boundaries_that_are_known_at_run_time_alone() => Rule.IsSilent(
        """
        using System.Diagnostics.Metrics;
        class Orders(double first, double[] more)
        {
            readonly object _one = new InstrumentAdvice<double> { HistogramBucketBoundaries = [2, first] };
            readonly object _two = new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, ..more, 1] };
            readonly object _three = new InstrumentAdvice<double> { HistogramBucketBoundaries = more };
        }
        """);

    [Fact]
    public Task Other_properties_of_such_names() => Rule.IsSilent(
        """
        class Map { public double[]? Boundaries { get; set; } public double[]? HistogramBucketBoundaries { get; set; } }
        class Orders { object _map = new Map { Boundaries = [2, 1], HistogramBucketBoundaries = [2, 1] }; }
        """);

    [Fact]
    public Task The_boundaries_of_a_duration_that_names_none_can_be_objectives()
    {
        Assert.Equal(Durations.DefaultBuckets, BucketsMustAscend.DefaultBoundaries);

        var methods = BucketsMustAscend.DefaultBoundaries.Select(static (b, i) =>
            $"[Timed(Objective = {b.ToString(CultureInfo.InvariantCulture)})] public void M{i}() {{ }}");
        return Rule.IsSilent($"class Orders {{ {string.Join(" ", methods)} }}");
    }

    [Fact]
    public Task Top_level_code() => new RuleTest<BucketsMustAscend> { Output = OutputKind.ConsoleApplication }.Reports(
        """
        var advice = new System.Diagnostics.Metrics.InstrumentAdvice<long> { HistogramBucketBoundaries = [2, [|1|]] };
        Console.WriteLine(advice);
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { [Timed(Buckets = [2, 1])] public void Place() { } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<BucketsMustAscend> { Compiles = false }.Reports(
        """
        class Orders
        {
            [Timed(Buckets = [2, Lost, 1])] public void Place() { }
            [Timed(Buckets = , Objective = )] public void Ship() { }
            [Timed(Buckets = [2, [|1|]])] public Missing Pack() { }
            [Timed(Buckets = null, Objective = "a")] public void Send() { }
        }
        """);

    [Fact]
    public Task A_rule_is_switched_off_in_the_editor_configuration() =>
        new RuleTest<BucketsMustAscend> { EditorConfig = "dotnet_diagnostic.INS006.severity = none" }.IsSilent(
            "class Orders { [Timed(Buckets = [2, 1])] public void Place() { } }");

    [Fact]
    public Task The_fix_sorts() => Rule.Fixes<BucketsMustAscendFixer>(
        """
        class Orders
        {
            const double Second = 1;

            [Timed("place", Buckets = [2, 0.1, Second, 0.5, 1.0, double.NaN], Description = "d")] // timed
            public void Place() { }
        }
        """,
        """
        class Orders
        {
            const double Second = 1;

            [Timed("place", Buckets = [0.1, 0.5, Second, 2], Description = "d")] // timed
            public void Place() { }
        }
        """,
        "Sort");

    [Fact]
    public Task The_fix_keeps_lines() => new RuleTest<BucketsMustAscend> { WithLibrary = false }.Fixes<BucketsMustAscendFixer>(
        """
        class Orders
        {
            readonly object _advice = new System.Diagnostics.Metrics.InstrumentAdvice<int>
            {
                HistogramBucketBoundaries = new[]
                {
                    1, 5,
                    20, 10,
                },
            };
        }
        """,
        """
        class Orders
        {
            readonly object _advice = new System.Diagnostics.Metrics.InstrumentAdvice<int>
            {
                HistogramBucketBoundaries = new[]
                {
                    1, 5,
                    10, 20,
                },
            };
        }
        """,
        "Sort");

    [Fact]
    public Task The_fix_makes_the_objective_a_boundary() => Rule.FixesAll<BucketsMustAscendFixer>(
        """
        class Orders
        {
            [Timed(Buckets = [0.1, 1], Objective = 0.3)]
            public void Place() { }

            [Timed("ship", Buckets = new double[] { 0.1, 1 }, Objective = 3 /* s */)]
            public void Ship() { }

            [Timed(Objective = 0.3)]
            public void Pack() { }
        }
        """,
        """
        class Orders
        {
            [Timed(Buckets = [0.1, 0.3, 1], Objective = 0.3)]
            public void Place() { }

            [Timed("ship", Buckets = new double[] { 0.1, 1, 3 }, Objective = 3 /* s */)]
            public void Ship() { }

            [Timed(Objective = 0.3, Buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.3, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])]
            public void Pack() { }
        }
        """,
        "Insert");

    [Theory]
    [InlineData("class Orders { [Timed(Buckets = [2, /* s */ 1])] public void Place() { } }")]
    [InlineData("class Orders { [Timed(Buckets = [2, 1], Objective = -1)] public void Place() { } }", "Sort")]
    [InlineData("class Orders { [Timed(Objective = -1)] public void Place() { } }")]
    [InlineData("class Orders { [Timed(Objective = 0.3, Buckets = [2, 1])] public void Place() { } }")]
    public Task Fixes_that_are_offered(string source, params string[] keys) => Rule.Offers<BucketsMustAscendFixer>(source, keys);
}
