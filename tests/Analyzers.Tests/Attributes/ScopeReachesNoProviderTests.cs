using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class ScopeReachesNoProviderTests
{
    private const string Usings = """
        global using OpenTelemetry.Metrics;
        global using OpenTelemetry.Trace;
        [assembly: InstrumentationScope(Name = "Shop.Orders")]
        """;

    private const string Orders = "class Orders { [Traced] public void Place() { } [Counted] public void Ship() { } }";

    private static readonly RuleTest<ScopeReachesNoProvider> Rule = Application(Orders);

    [Fact]
    public Task Providers_that_listen_to_others() => Rule.Reports(
        """
        class Program
        {
            static void Main() { }
            static void Trace(TracerProviderBuilder builder) => builder.[|AddSource|]("Other", "Shop").AddSource("Azure.*");
            static void Measure(MeterProviderBuilder builder) => builder.[|AddMeter|]("Shop");
        }
        """,
        "This project's spans go to the source 'Shop.Orders', and no provider listens to it; add .AddSource(\"Shop.Orders\")",
        "This project's metrics go to the meter 'Shop.Orders', and no provider listens to it; add .AddMeter(\"Shop.Orders\")");

    [Fact]
    public Task Top_level_code() => Rule.Reports(
        """
        Trace(builder => builder.[|AddSource|]("Other"));
        void Trace(Action<TracerProviderBuilder> configure) { }
        """);

    [Fact]
    public Task Wildcards_that_do_not_match() => Rule.Reports(
        "Action<TracerProviderBuilder> a = b => b.[|AddSource|](\"Shop.?\", \"*.Order\", \"Shop*s.*\");");

    [Fact]
    public Task Names_that_are_constants() => Rule.Reports(
        """
        const string Name = "Other";
        Action<TracerProviderBuilder> a = b => b.[|AddSource|](Name + ".More", nameof(Orders));
        Action<TracerProviderBuilder> c = b => b.AddSource([Name]);
        """);

    [Fact]
    public Task The_assemblys_name_is_the_scopes_where_none_is_given() => new RuleTest<ScopeReachesNoProvider>
    {
        Output = OutputKind.ConsoleApplication,
        Files = [("Usings.g.cs", "global using OpenTelemetry.Trace;"), ("Orders.cs", Orders)],
    }.Reports("Action<TracerProviderBuilder> a = b => b.[|AddSource|](\"Shop.Orders\");", "the source 'Test'");

    [Fact]
    public Task A_signal_that_is_listened_to_says_nothing_of_the_other() => Rule.Reports(
        """
        Action<TracerProviderBuilder> a = b => b.AddSource("Shop.Orders");
        Action<MeterProviderBuilder> c = b => b.[|AddMeter|]("Other");
        """);

    [Theory]
    [InlineData("\"Other\", \"Shop.Orders\"")]
    [InlineData("\"shop.orders\"")]
    [InlineData("\"Shop.*\"")]
    [InlineData("\"*\"")]
    [InlineData("\"Shop.Order?\"")]
    public Task A_name_that_matches(string names) => Rule.IsSilent(
        $"""
        Action<TracerProviderBuilder> a = b => b.AddSource("First").AddSource({names});
        Action<MeterProviderBuilder> c = b => b.AddMeter("First").AddMeter({names});
        """);

    [Theory]
    [InlineData("b.AddSource(\"Other\", Environment.MachineName)")]
    [InlineData("b.AddSource(args)")]
    [InlineData("b.AddSource(\"Other\").AddSource([.. args])")]
    public Task A_name_that_is_known_at_run_time_alone(string call) => Rule.IsSilent($"Action<TracerProviderBuilder> a = b => {call};");

    [Fact]
    public Task A_builder_that_is_handed_to_what_is_not_seen() => Task.WhenAll(
        Rule.IsSilent("Action<TracerProviderBuilder> more = null!; Action<TracerProviderBuilder> a = b => more(b.AddSource(\"Other\"));"),
        Rule.IsSilent("Action<TracerProviderBuilder> a = b => Task.FromResult(b.AddSource(\"Other\"));"));

    [Theory]
    [InlineData("Vendor", 0)]
    [InlineData("OpenTelemetry.Instrumentation.Vendor", 1)]
    public async Task An_extension_of_a_package_subscribes_to_its_own_if_it_is_OpenTelemetrys(string package, int reported)
    {
        const string Extension = """
            public static class Extensions { public static OpenTelemetry.Trace.TracerProviderBuilder AddVendor(this OpenTelemetry.Trace.TracerProviderBuilder b) => b; }
            """;

        Assert.Equal(reported, await ReportedBeside([await AssemblyAsync(package, Extension)], "b.AddSource(\"Other\").AddVendor()"));
    }

    [Theory]
    [InlineData("OpenTelemetry", 0)]
    [InlineData("Other", 1)]
    public async Task An_assembly_that_builds_on_the_SDK_may_subscribe(string sdk, int reported)
    {
        var building = await AssemblyAsync(sdk, "public class Sdk;");
        var defaults = await AssemblyAsync("Defaults", "public class Defaults : Sdk;", building);

        Assert.Equal(reported, await ReportedBeside([building, defaults], "b.AddSource(\"Other\")"));
    }

    [Fact]
    public Task A_program_that_starts_this_librarys_telemetry() => Rule.IsSilent(
        """
        await using var telemetry = Telemetry.Start(t => t.WithTracing(t => t.AddSource("Other")));
        Action<TracerProviderBuilder> a = b => b.AddSource("Other");
        """);

    [Fact]
    public Task A_library_leaves_that_to_its_application() => new RuleTest<ScopeReachesNoProvider> { Files = Files(Orders) }.IsSilent(
        "class C { void Trace(TracerProviderBuilder builder) => builder.AddSource(\"Other\"); }");

    [Fact]
    public Task A_program_that_writes_nothing_to_it() => Application(
        """
        class Orders
        {
            public void Place() { }
            [Traced, Counted, NotInstrumented] public void Ship() { }
            [Traced, Counted] public async void Pack() => await Task.Yield();
        }
        """).IsSilent("Action<TracerProviderBuilder> a = b => b.AddSource(\"Other\"); Action<MeterProviderBuilder> c = b => b.AddMeter(\"Other\");");

    [Fact]
    public Task Spans_need_no_meter_and_metrics_no_source() => Task.WhenAll(
        Application("class Orders { [Traced] public void Place() { } }").IsSilent("Action<MeterProviderBuilder> c = b => b.AddMeter(\"Other\");"),
        Application("class Orders { [Timed, InFlight] public void Place() { } }").IsSilent("Action<TracerProviderBuilder> a = b => b.AddSource(\"Other\");"));

    [Fact]
    public Task A_program_that_subscribes_to_nothing_by_name() => Rule.IsSilent("Action<TracerProviderBuilder> a = b => b.AddInstrumentation(() => new object());");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        Action<OpenTelemetry.Trace.TracerProviderBuilder> a = b => b.AddSource("Other");
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() =>
        new RuleTest<ScopeReachesNoProvider> { Output = OutputKind.ConsoleApplication, Files = Files(Orders), Compiles = false }.Reports(
            """
            Action<TracerProviderBuilder> a = b => b.[|AddSource|]("Other").AddMissing();
            Action<Lost> c = b => b.AddMeter("Other");
            """);

    [Fact]
    public Task Where_the_package_is_switched_off_nothing_is_said() => new RuleTest<ScopeReachesNoProvider>
    {
        Output = OutputKind.ConsoleApplication,
        Files = Files(Orders),
        Properties = "build_property.InstrumentationEnabled = false",
    }.IsSilent("Action<TracerProviderBuilder> a = b => b.AddSource(\"Other\");");

    [Fact]
    public Task The_fix_adds_the_scope() => Rule.Fixes<ScopeReachesNoProviderFixer>(
        """
        Action<TracerProviderBuilder> a = b => b.AddSource("Other").AddSource("More"); // all
        """,
        """
        Action<TracerProviderBuilder> a = b => b.AddSource("Other").AddSource("Shop.Orders").AddSource("More"); // all
        """,
        "Add");

    [Fact]
    public Task The_fix_adds_a_line_where_calls_have_lines() => Rule.Fixes<ScopeReachesNoProviderFixer>(
        """
        Action<MeterProviderBuilder> a = b => b
            .AddMeter("Other")
            .AddInstrumentation(() => new object());
        """,
        """
        Action<MeterProviderBuilder> a = b => b
            .AddMeter("Other")
            .AddMeter("Shop.Orders")
            .AddInstrumentation(() => new object());
        """,
        "Add");

    [Fact]
    public Task Fix_all_adds_source_and_meter() => Rule.FixesAll<ScopeReachesNoProviderFixer>(
        """
        Action<TracerProviderBuilder> a = b => b.AddSource("Other");
        Action<MeterProviderBuilder> c = b => b.AddMeter("Other");
        """,
        """
        Action<TracerProviderBuilder> a = b => b.AddSource("Other").AddSource("Shop.Orders");
        Action<MeterProviderBuilder> c = b => b.AddMeter("Other").AddMeter("Shop.Orders");
        """,
        "Add");

    private static RuleTest<ScopeReachesNoProvider> Application(string orders) => new() { Output = OutputKind.ConsoleApplication, Files = Files(orders) };

    private static (string, string)[] Files(string orders) => [("Scope.cs", Usings), ("Orders.cs", orders)];

    private static async Task<int> ReportedBeside(MetadataReference[] references, string call)
    {
        var program = $"Action<TracerProviderBuilder> a = b => {call};";
        var project = TestProject.Create(program, withLibrary: true, OutputKind.ConsoleApplication, Files(Orders), "").AddMetadataReferences(references);
        Assert.Empty(await TestProject.ErrorsAsync(project));
        return (await TestProject.DiagnosticsAsync(project, new ScopeReachesNoProvider())).Length;
    }

    private static async Task<MetadataReference> AssemblyAsync(string name, string source, params MetadataReference[] references)
    {
        var project = TestProject.Create(source, withLibrary: false, OutputKind.DynamicallyLinkedLibrary, [], "").WithAssemblyName(name).AddMetadataReferences(references);
        using var image = new MemoryStream();
        Assert.True((await project.GetCompilationAsync())!.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
