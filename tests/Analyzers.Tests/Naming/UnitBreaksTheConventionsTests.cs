using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class UnitBreaksTheConventionsTests
{
    private static readonly RuleTest<UnitBreaksTheConventions> Rule = new() { Files = [Shared.Telemetry] };

    [Theory]
    [InlineData("seconds", "s")]
    [InlineData("Milliseconds", "ms")]
    [InlineData("msec", "ms")]
    [InlineData("µs", "us")]
    [InlineData("bytes", "By")]
    [InlineData("B", "By")]
    [InlineData("MB", "MBy")]
    [InlineData("KiB", "KiBy")]
    [InlineData("percent", "%")]
    [InlineData("ratio", "1")]
    [InlineData("requests", "{request}")]
    [InlineData("Queries", "{query}")]
    [InlineData("batches", "{batch}")]
    [InlineData("process", "{process}")]
    [InlineData("work items", "{work_item}")]
    [InlineData("bytes/sec", "By/s")]
    [InlineData("requests/s", "{request}/s")]
    public Task A_unit_that_is_spelt_out(string unit, string corrected) => Rule.Reports(
        $$"""class C { object a = T.Meter.CreateCounter<int>("orders", [|"{{unit}}"|]); }""",
        $"'{unit}' is no unit that backends know: write '{corrected}'");

    [Theory]
    [InlineData("s")]
    [InlineData("ms")]
    [InlineData("By")]
    [InlineData("KiBy")]
    [InlineData("GBy")]
    [InlineData("MiBy/s")]
    [InlineData("%")]
    [InlineData("1")]
    [InlineData("{request}")]
    [InlineData("{any words, at all/any}")]
    [InlineData("{request}/s")]
    [InlineData("/min")]
    [InlineData("m2")]
    [InlineData("kW.h")]
    [InlineData("m.s-2")]
    [InlineData("By{compressed}")]
    [InlineData("10*3")]
    [InlineData("Cel")]
    [InlineData("Hz")]
    [InlineData("[degF]")]
    [InlineData("dB")]
    [InlineData("EUR")]
    [InlineData("J/(kg.K)")]
    [InlineData("")]
    public Task A_unit_as_UCUM_has_it(string unit) => Rule.IsSilent(
        $$"""class C { object a = T.Meter.CreateCounter<int>("orders", "{{unit}}"); }""");

    [Theory]
    [InlineData("q/s!")]
    [InlineData("rps")]
    [InlineData("ea")]
    [InlineData("count")]
    [InlineData("Number")]
    [InlineData("units")]
    public Task A_unit_that_nobody_can_know(string unit) => Rule.Reports(
        $$"""class C { object a = T.Meter.CreateCounter<int>("orders", [|"{{unit}}"|]); }""",
        $"'{unit}' is no unit that backends know: the conventions ask for a unit of UCUM, or for what is counted in braces");

    [Fact]
    public Task A_description_in_the_units_place() => Rule.Reports(
        """class C { object a = T.Meter.CreateCounter<int>("orders", [|"Orders that were placed"|]); }""",
        "'Orders that were placed' is a description, and stands where the unit does; say 'description:' before it");

    [Fact]
    public Task A_metric_of_the_conventions_in_another_unit() => Rule.Reports(
        """
        class C
        {
            object a = T.Meter.CreateHistogram<double>("http.server.request.duration", [|"ms"|]);
            object b = T.Meter.CreateUpDownCounter<int>("http.server.active_requests", unit: [|"{requests}"|]);
            object c = T.Meter.CreateUpDownCounter<int>("http.server.active_requests", unit: [|"requests"|]);
        }
        """,
        "'http.server.request.duration' is in 's' by the semantic conventions, not in 'ms'; dashboards take it for that");

    [Fact]
    public Task A_duration_that_is_not_in_seconds() => Rule.Reports(
        """
        class C
        {
            object a = T.Meter.CreateHistogram<double>("orders.duration", [|"ms"|]);
            object b = T.Meter.CreateHistogram<long>("orders_latency", [|"us"|]);
            object c = T.Meter.CreateHistogram<double>("OrdersDuration", unit: [|"min"|], description: "It takes long");
        }
        """,
        "Durations are in seconds by the conventions, not in 'ms'");

    [Fact]
    public Task A_duration_without_a_unit() => Rule.Reports(
        """
        class C
        {
            object a = T.Meter.CreateHistogram<double>([|"orders.duration"|]);
            object b = T.Meter.CreateHistogram<double>([|"orders.duration"|], null, "How long");
            object c = T.Meter.CreateHistogram<double>([|"http.server.request.duration"|]);
        }
        """,
        "'orders.duration' has no unit: seconds, milliseconds and ticks look alike; say 's', which the conventions ask for",
        "'orders.duration' has no unit",
        "'http.server.request.duration' has no unit: the semantic conventions ask for 's'");

    [Fact]
    public Task An_attributes_unit() => Rule.Reports(
        """
        class C
        {
            [Counted("orders.placed", Unit = [|"orders"|])] public void Place() { }
            [Counted("orders.shipped", Unit = "{order}"), Counted, Timed("orders.duration"), InFlight] public void Ship() { }
        }
        """,
        "'orders' is no unit that backends know: write '{order}'");

    [Fact]
    public Task What_is_ones_own_business() => Rule.IsSilent(
        """
        class C
        {
            void M(string unit)
            {
                T.Meter.CreateCounter<int>("orders");
                T.Meter.CreateHistogram<int>("orders.size");
                T.Meter.CreateHistogram<double>("gc.pause", "ms");
                T.Meter.CreateCounter<double>("cpu.duration", "ms");
                T.Meter.CreateHistogram<double>("orders.duration", unit);
                T.Meter.CreateHistogram<double>("orders.duration", "s");
                T.Meter.CreateHistogram<double>("rpc.server.duration", "ms");
                T.Meter.CreateObservableGauge("queue.length", () => 1, "{item}");
            }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        "// <auto-generated/>\nclass C { object a = T.Meter.CreateCounter<int>(\"a\", \"seconds\"); }");

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<UnitBreaksTheConventions> { Compiles = false, Files = [Shared.Telemetry] }.Reports(
        """
        class C
        {
            object a = T.Meter.CreateCounter<int>("a", "seconds", , );
            object b = T.Meter.CreateCounter<int>(unit: "seconds");
            Missing m = T.Meter.CreateCounter<int>("a", [|"seconds"|]);
            object c = T.Meter.CreateHistogram<int>("a.duration", Missing);
            [Counted(Unit = )] public void Place() { }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<UnitBreaksTheConventions> { WithLibrary = false, Output = OutputKind.ConsoleApplication, Files = [Shared.Telemetry] }.Reports(
            "var counter = T.Meter.CreateCounter<int>(\"a\", [|\"bytes\"|]);\ncounter.Add(1);");

    [Fact]
    public Task Severity_is_configured() => new RuleTest<UnitBreaksTheConventions> { Files = [Shared.Telemetry], EditorConfig = "dotnet_diagnostic.INS302.severity = none" }.IsSilent(
        "class C { object a = T.Meter.CreateCounter<int>(\"a\", \"bytes\"); }");

    [Fact]
    public Task Fix_all_writes_the_units() => Rule.FixesAll<UnitBreaksTheConventionsFixer>(
        """
        class C
        {
            object a = T.Meter.CreateCounter<int>("a",
        #if !DEBUG
                "bytes", // What they weigh.
        #endif
                "How much");
            [Counted(Unit = "orders" /* placed */)] public void Place() => T.Meter.CreateHistogram<double>("a.duration", "ms");
        }
        """,
        """
        class C
        {
            object a = T.Meter.CreateCounter<int>("a",
        #if !DEBUG
                "By", // What they weigh.
        #endif
                "How much");
            [Counted(Unit = "{order}" /* placed */)] public void Place() => T.Meter.CreateHistogram<double>("a.duration", "ms");
        }
        """,
        "Replace",
        remaining: 1);

    [Fact]
    public Task The_fix_adds_the_conventions_unit() => Rule.Fixes<UnitBreaksTheConventionsFixer>(
        "class C { object a = T.Meter.CreateUpDownCounter<int>(\"http.server.active_requests\", description: \"Running\"); }",
        "class C { object a = T.Meter.CreateUpDownCounter<int>(\"http.server.active_requests\", description: \"Running\", unit: \"{request}\"); }",
        "AddUnit");

    [Fact]
    public Task An_argument_is_laid_out_like_the_one_before() => Rule.Fixes<UnitBreaksTheConventionsFixer>(
        """
        class C
        {
            object a = T.Meter.CreateUpDownCounter<int>(
                name: "http.server.active_requests", // The name.
                description: "Running" // Its meaning.
            );
        }
        """,
        """
        class C
        {
            object a = T.Meter.CreateUpDownCounter<int>(
                name: "http.server.active_requests", // The name.
                description: "Running", // Its meaning.
                unit: "{request}"
            );
        }
        """,
        "AddUnit");

    [Fact]
    public Task Fix_all_passes_descriptions_as_such() => Rule.FixesAll<UnitBreaksTheConventionsFixer>(
        """
        class C
        {
            object a = T.Meter.CreateCounter<int>(
                "orders",
                // Since when?
                "Orders that were placed" /* and paid */);
            object b = T.Meter.CreateObservableGauge("orders", () => 1, "Orders that wait @ the gate");
            object c = T.Meter.CreateCounter<int>("orders", "Orders that were placed", null);
        }
        """,
        """
        class C
        {
            object a = T.Meter.CreateCounter<int>(
                "orders",
                // Since when?
                description: "Orders that were placed" /* and paid */);
            object b = T.Meter.CreateObservableGauge("orders", () => 1, description: "Orders that wait @ the gate");
            object c = T.Meter.CreateCounter<int>("orders", "Orders that were placed", null);
        }
        """,
        "AsDescription",
        remaining: 1);

    [Theory]
    [InlineData("http.server.request.duration", "\"ms\"")]
    [InlineData("http.server.request.duration", "null")]
    [InlineData("orders.latency", "\"ms\"")]
    [InlineData("orders", "\"?\"")]
    public Task Nothing_is_offered_where_measurements_would_have_to_be_converted(string name, string unit) => Rule.Offers<UnitBreaksTheConventionsFixer>(
        $$"""class C { object a = T.Meter.CreateHistogram<double>("{{name}}", {{unit}}); }""");
}
