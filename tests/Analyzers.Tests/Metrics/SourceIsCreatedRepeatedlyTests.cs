using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SourceIsCreatedRepeatedlyTests
{
    private static readonly RuleTest<SourceIsCreatedRepeatedly> Rule = new() { Files = MetricSources.Files };

    [Fact]
    public Task A_source_for_each_call() => Rule.Reports(
        """
        class Orders
        {
            public void Place() { using var span = [|new ActivitySource("Shop")|].StartActivity("place"); }
            public void Ship()
            {
                using var source = [|new ActivitySource("Shop", "1.0")|];
                using var span = source.StartActivity("ship");
            }
        }
        """,
        "Activity source 'Shop' is created by each call of 'Orders.Place'");

    [Fact]
    public Task A_helper_that_returns_a_new_one() => Rule.Reports(
        """
        class Orders
        {
            public void Place() { using var span = Source().StartActivity("place"); }
            private static ActivitySource Source() => [|new("Shop")|];
        }
        """);

    [Fact]
    public Task A_meter_for_each_call() => Rule.Reports(
        """
        class Orders
        {
            public string Place() => [|new Meter("Shop")|].Name;
            public bool Ship() { Meter meter = [|new("Shop")|]; return meter.Version is null; }
        }
        """,
        "Meter 'Shop' is created by each call of 'Orders.Place'");

    [Fact]
    public Task A_controllers_own() => Rule.Reports(
        """
        class ControllerBase;
        class Orders : ControllerBase
        {
            private readonly ActivitySource _source = [|new("Shop")|];
            private readonly Meter _meter;
            public Orders() => _meter = [|new Meter("Shop")|];
        }
        """,
        "Activity source 'Shop' is created with each 'Orders', of which there are many");

    [Theory]
    [InlineData("Hub")]
    [InlineData("PageModel")]
    [InlineData("ViewComponent")]
    [InlineData("ComponentBase")]
    public Task What_frameworks_make_for_each_request(string framework) =>
        Rule.Reports($"class {framework}; class Orders : {framework} {{ readonly ActivitySource _source = [|new(\"Shop\")|]; }}");

    [Fact]
    public Task A_loop_at_the_top_level() =>
        new RuleTest<SourceIsCreatedRepeatedly> { Output = OutputKind.ConsoleApplication, Files = MetricSources.Files }.Reports(
        """
        using var outer = new ActivitySource("Shop");
        foreach (var arg in args)
        {
            using var inner = [|new ActivitySource("Inner")|];
            using var a = outer.StartActivity(arg);
            using var b = inner.StartActivity(arg);
        }
        """);

    [Fact]
    public Task What_is_kept() => Rule.IsSilent(
        """
        class Orders
        {
            private static readonly ActivitySource Source = new("Shop");
            private readonly Meter _meter = new("Shop");
            private ActivitySource? _late;
            public Meter Meter { get; } = new("Shop");
            public void Start() => _late = new ActivitySource("Late");
            public ActivitySource Get(string name) => Cache.GetOrAdd(name, n => new ActivitySource(n));
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, ActivitySource> Cache = new();
        }
        """);

    [Fact]
    public Task A_meter_of_a_factory() => Rule.IsSilent(
        """
        class ControllerBase;
        class Orders(IMeterFactory meters) : ControllerBase
        {
            private readonly Meter _meter = meters.Create("Shop");
            public string? Version() => meters.Create("Shop").Version;
            public Meter Again() => meters.Create(new MeterOptions("Shop"));
        }
        """);

    [Fact]
    public Task A_meter_whose_instruments_are_created_along_with_it() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() => new Meter("Shop").CreateCounter<int>("a").Add(1);
            public void Ship() { using var meter = new Meter("Shop"); meter.CreateCounter<int>("a").Add(1); }
        }
        """);

    [Fact]
    public Task Listeners_and_other_objects_of_a_call() => Rule.IsSilent(
        """
        class Orders
        {
            public void Place() { using var activity = new Activity("place").Start(); }
            public void Listen()
            {
                using var listener = new ActivityListener();
                using var source = new ActivitySource("Shop");
                source.HasListeners();
            }
        }
        """);

    [Fact]
    public Task One_that_is_handed_on() => Rule.IsSilent(
        """
        class Orders
        {
            public ActivitySource Create(string name) => new(name);
            public void Use(Action<ActivitySource> use) => use(new ActivitySource("Shop"));
            public Lazy<ActivitySource> Late() => new(() => new ActivitySource("Shop"));
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { public void Place() { using var span = new ActivitySource("Shop").StartActivity("place"); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() =>
        new RuleTest<SourceIsCreatedRepeatedly> { Compiles = false, Files = MetricSources.Files }.Reports(
        """
        class Orders
        {
            public void Place() { new ActivitySource().StartActivity("a"); new ActivitySource(Lost).StartActivity("a"); new Missing("a"); new("b"); }
            public void Ship() { var s = [|new ActivitySource("Shop")|]; s.StartActivity("a"); var t = ; }
        }
        """);

    [Fact]
    public Task Without_the_library_and_its_severity() =>
        new RuleTest<SourceIsCreatedRepeatedly> { WithLibrary = false, EditorConfig = "dotnet_diagnostic.INS103.severity = error", Files = MetricSources.Files }
            .Reports("class Orders { public string Place() => [|new ActivitySource(\"Shop\")|].Name; }");

    [Fact]
    public Task The_fix_keeps_it_in_a_static_field() => Rule.Fixes<SourceIsCreatedRepeatedlyFixer>(
        """
        class Orders
        {
            public void Place()
            {
                using var source = new ActivitySource("Shop");

                // Starts.
                using var span = source.StartActivity("place");
            }
        }
        """,
        """
        class Orders
        {
            private static readonly ActivitySource Source = new ActivitySource("Shop");

            public void Place()
            {
                // Starts.
                using var span = Source.StartActivity("place");
            }
        }
        """,
        "Hoist");

    [Fact]
    public Task Fix_all_shares_one() => Rule.FixesAll<SourceIsCreatedRepeatedlyFixer>(
        """
        class Orders
        {
            public void Place() { using var span = new ActivitySource("Shop").StartActivity("place"); }
            public void Ship() { using var span = new ActivitySource("Shop").StartActivity("ship"); }
            public void Pack() { using var span = new ActivitySource("Packing").StartActivity("pack"); }
        }
        """,
        """
        class Orders
        {
            private static readonly ActivitySource PackingSource = new ActivitySource("Packing");
            private static readonly ActivitySource Source = new ActivitySource("Shop");

            public void Place() { using var span = Source.StartActivity("place"); }
            public void Ship() { using var span = Source.StartActivity("ship"); }
            public void Pack() { using var span = PackingSource.StartActivity("pack"); }
        }
        """,
        "Hoist");

    [Theory]
    [InlineData("class Orders { public void Place() { using (var source = new ActivitySource(\"a\")) source.StartActivity(\"b\"); } }")]
    [InlineData("class Orders { public void Place() { var source = new ActivitySource(\"a\"); source.StartActivity(\"b\"); source.Dispose(); } }")]
    [InlineData("class ControllerBase; class Orders : ControllerBase { ActivitySource _a = new(\"a\"); public void Close() => _a?.Dispose(); }")]
    [InlineData("class Orders { public void Place(string name) => new ActivitySource(name).StartActivity(\"a\"); }")]
    public Task Nothing_is_offered_for_what_ends(string source) => Rule.Offers<SourceIsCreatedRepeatedlyFixer>(source);
}
