using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanIsNotEndedTests
{
    private static readonly RuleTest<SpanIsNotEnded> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_span_that_nothing_ends() => Rule.Reports(
        """
        class Orders
        {
            void Place()
            {
                var activity = [|Spans.Source.StartActivity("place")|];
                activity?.SetTag("a", 1);
                Work.Do();
            }

            void Ship() => [|Spans.Source.StartActivity("ship")|]?.SetTag("a", 1).AddTag("b", 2);
            void Pack() { _ = [|Spans.Source.StartActivity("pack")|]; }
            void Send() { var activity = new Activity("send"); [|activity.Start()|]; }
            void Bill() { var activity = [|new Activity("bill").SetIdFormat(ActivityIdFormat.W3C).Start()|]; Console.WriteLine(activity.Id); }
        }
        """,
        "The span 'activity' is ended nowhere, and a span that is not ended is never exported; declare it with 'using'",
        "The span that this starts is ended nowhere");

    [Fact]
    public Task Spans_of_OpenTelemetrys_own_interface() => Rule.Reports(
        """
        class Orders
        {
            void Place() { var span = [|Spans.Tracer.StartSpan("place")|]; span.SetAttribute("a", 1); }
            void Ship() { var span = [|Spans.Tracer.StartActiveSpan("ship")|]; Work.Do(); span.End(); }
            void Pack() { var span = [|Spans.Tracer.StartRootSpan("pack")|]; using (Tracer.WithSpan(Spans.Tracer.StartSpan("inner"))) Work.Do(); }
            void Send() { using var span = Spans.Tracer.StartActiveSpan("send"); Work.Do(); }
            void Bill() { var span = Spans.Tracer.StartSpan("bill"); try { Work.Do(); } finally { span.End(); } }
        }
        """);

    [Fact]
    public Task A_way_out_that_leaves_it_open() => Rule.Reports(
        """
        class Orders
        {
            int Early(bool fast)
            {
                var activity = [|Spans.Source.StartActivity("early")|];
                if (fast)
                    return 1;
                activity?.Stop();
                return 2;
            }

            void Some(int n)
            {
                Activity? activity = [|Spans.Source.StartActivity("some")|];
                switch (n)
                {
                    case 1: activity?.Dispose(); break;
                    case 2: break;
                    default: activity?.Stop(); break;
                }
            }

            void Swallowed()
            {
                var activity = [|Spans.Source.StartActivity("swallowed")|];
                try { Work.Do(); activity?.Stop(); }
                catch (InvalidOperationException) { }
            }
        }
        """,
        "The span 'activity' is left open on one of the ways out of the method");

    [Fact]
    public Task An_exception_that_leaves_it_open() => Rule.Reports(
        """
        class Orders
        {
            void Place() { var activity = [|Spans.Source.StartActivity("place")|]; Work.Do(); activity?.Stop(); }
            async Task Ship() { var activity = [|Spans.Source.StartActivity("ship")|]; await Task.Yield(); activity?.Stop(); }
            void Pack(int n) { var activity = [|Spans.Source.StartActivity("pack")|]; if (n < 0) throw new ArgumentException("n"); activity?.Stop(); }
            void Send(Action next) { var activity = [|Spans.Source.StartActivity("send")|]; next(); activity?.Dispose(); }
        }
        """,
        "is left open when 'Do' throws",
        "is left open when what is awaited throws",
        "is left open when the method throws",
        "is left open when 'Invoke' throws");

    [Fact]
    public Task An_iterator_that_nobody_reads_to_its_end() => Rule.Reports(
        """
        class Orders
        {
            IEnumerable<int> Place() { var activity = [|Spans.Source.StartActivity("place")|]; yield return 1; activity?.Stop(); }
            IEnumerable<int> Ship() { using var activity = Spans.Source.StartActivity("ship"); yield return 1; }
        }
        """,
        "is left open when the caller stops at a 'yield return'");

    [Fact]
    public Task A_loop_that_comes_round() => Rule.Reports(
        """
        class Orders
        {
            void Place()
            {
                while (true)
                {
                    var activity = [|Spans.Source.StartActivity("place")|];
                    if (DateTime.Now.Hour > 3)
                        continue;
                    activity?.Stop();
                }
            }
        }
        """,
        "is left open when the loop comes round");

    [Fact]
    public Task Spans_in_lambdas_and_local_functions() => Rule.Reports(
        """
        class Orders
        {
            Action Later() => () => { var activity = [|Spans.Source.StartActivity("later")|]; Work.Do(); };
            void Place() { Try(); void Try() { var activity = [|Spans.Source.StartActivity("try")|]; Work.Do(); } }
            Orders() { var activity = [|Spans.Source.StartActivity("new")|]; Work.Do(); }
            int Count { get { var activity = [|Spans.Source.StartActivity("get")|]; return Work.Do(); } }
            Action _field = () => { var activity = [|Spans.Source.StartActivity("field")|]; Work.Do(); };
        }
        """);

    [Fact]
    public Task Spans_that_end_on_every_path() => Rule.IsSilent(
        """
        class Orders
        {
            void Place() { using var activity = Spans.Source.StartActivity("place"); Work.Do(); }
            void Ship() { using (var activity = Spans.Source.StartActivity("ship")) Work.Do(); }
            void Pack() { using (Spans.Source.StartActivity("pack")) { Work.Do(); } }
            void Send() { var activity = Spans.Source.StartActivity("send"); try { Work.Do(); } finally { activity?.Stop(); } }
            void Bill()
            {
                var activity = Spans.Source.StartActivity("bill");
                try { Work.Do(); activity?.Stop(); }
                catch (Exception e) { activity?.SetStatus(ActivityStatusCode.Error, e.Message); activity?.Stop(); throw; }
            }

            void Mark() { var activity = Spans.Source.StartActivity("mark"); activity?.SetTag("a", 1); Console.WriteLine(); activity?.Stop(); }
            void Null() { var activity = Spans.Source.StartActivity("null"); if (activity is null) return; activity.SetTag("a", 1); activity.Dispose(); }
            void Pattern() { if (Spans.Source.StartActivity("pattern") is { } activity) { using (activity) Work.Do(); } }
            async Task Await() { using var activity = Spans.Source.StartActivity("await")?.SetTag("a", 1); await Task.Yield(); }
            void Current() { Spans.Source.StartActivity("current"); try { Work.Do(); } finally { Activity.Current?.Stop(); } }
            void Read(List<int> all) { var activity = Spans.Source.StartActivity("read"); foreach (var n in all) activity?.SetTag("a", n); activity?.Stop(); }
            void Forever() { using var activity = Spans.Source.StartActivity("forever"); while (true) Work.Do(); }
        }
        """);

    [Fact]
    public Task Spans_that_are_somebody_elses_to_end() => Rule.IsSilent(
        """
        class Orders
        {
            private Activity? _activity;
            Activity? Start() => Spans.Source.StartActivity("start");
            Activity? StartOrder() { var activity = Spans.Source.StartActivity("start"); activity?.SetTag("a", Work.Do()); return activity; }
            void Begin() { _activity = Spans.Source.StartActivity("begin"); }
            void BeginNamed(string? name) { _activity = Spans.Source.StartActivity(name ?? "begin"); }
            Activity? StartNamed(bool fast) { Activity? activity = null; activity = Spans.Source.StartActivity(fast ? "fast" : "slow"); return activity; }
            void Pass() { var activity = Spans.Source.StartActivity("pass"); Work.Take(activity); }
            void Keep(List<Activity?> all) { var activity = Spans.Source.StartActivity("keep"); all.Add(activity); }
            void Wrap() { var scope = new Scope(Spans.Source.StartActivity("wrap")); Work.Do(); }
            void Out(out Activity? activity) { activity = Spans.Source.StartActivity("out"); }
            Task Continue() { var activity = Spans.Source.StartActivity("continue"); return Work.RunAsync().ContinueWith(_ => activity?.Stop()); }
            (Activity?, int) Both() { var activity = Spans.Source.StartActivity("both"); return (activity, 1); }
            void Given(Activity activity) { activity.Start(); Work.Do(); }
            void Found(Scope scope) { var activity = scope.Activity; activity?.Start(); Work.Do(); }
            IEnumerable<Activity?> All() { yield return Spans.Source.StartActivity("all"); }
        }
        class Scope(Activity? activity) { public Activity? Activity => activity; }
        """);

    [Fact]
    public Task A_span_that_another_method_finds_as_the_current_one() => Rule.IsSilent(
        """
        class Module
        {
            void OnStart() => Spans.Source.StartActivity("request");
            void OnStop() => Activity.Current?.Stop();
        }
        """);

    [Fact]
    public Task A_condition_that_is_asked_again() => Rule.IsSilent(
        """
        class Orders
        {
            void Place(bool isOn, bool isFast)
            {
                Activity? activity = null;
                if (isOn && !isFast)
                    activity = Spans.Source.StartActivity("place");
                Console.WriteLine();
                if (isOn && !isFast)
                    activity?.Stop();
            }
        }
        """);

    [Fact]
    public Task Lambdas_that_only_write_to_it() => Rule.Reports(
        """
        class Orders
        {
            void Place(int[] ids)
            {
                var activity = [|Spans.Source.StartActivity("place")|];
                Array.ForEach(ids, id => activity?.AddEvent(new ActivityEvent("one")));
            }
        }
        """);

    [Fact]
    public Task Extensions_that_write_to_it() => Rule.Reports(
        """
        static class Extensions
        {
            public static Activity? WithUser(this Activity? activity, string user) => activity?.SetTag("user", user);
            public static void AddOrder(this Activity? activity, int id) => activity?.SetTag("id", id);
            public static void Finish(this Activity? activity) => activity?.Stop();
        }
        class Orders
        {
            void Place() { var activity = [|Spans.Source.StartActivity("place")|].WithUser("me"); activity.AddOrder(1); }
            void Ship() { var activity = Spans.Source.StartActivity("ship"); activity.AddOrder(1); activity.Finish(); }
        }
        """);

    [Fact]
    public Task Methods_that_are_only_called_alike() => Rule.IsSilent(
        """
        class Mine { public IDisposable? StartActivity(string name) => null; public void Start() { } }
        class Orders { void Place(Mine mine, Process process) { mine.StartActivity("place"); mine.Start(); process.Start(); new Stopwatch().Start(); } }
        """);

    [Fact]
    public Task Projects_of_tests_are_left_alone() =>
        new RuleTest<SpanIsNotEnded> { Files = [.. Spans.Files, ("Xunit.cs", "namespace Xunit { class FactAttribute : System.Attribute; }")] }.IsSilent(
            "class Orders { void Place() { var activity = Spans.Source.StartActivity(\"place\"); Work.Do(); } }");

    [Fact]
    public Task Without_the_library() => new RuleTest<SpanIsNotEnded> { Files = Spans.Files, WithLibrary = false }.Reports(
        "class Orders { void Place() { var activity = [|Spans.Source.StartActivity(\"place\")|]; Work.Do(); } }");

    [Fact]
    public Task Top_level_code() => new RuleTest<SpanIsNotEnded> { Files = Spans.Files, Output = OutputKind.ConsoleApplication }.Reports(
        """
        var main = [|Spans.Source.StartActivity("main")|];
        using var other = Spans.Source.StartActivity("other");
        Work.Do();
        main?.Stop();
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { void Place() { var activity = Spans.Source.StartActivity("place"); Work.Do(); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanIsNotEnded> { Compiles = false, Files = Spans.Files }.Reports(
        """
        class Orders
        {
            void Place() { var activity = Spans.Source.StartActivity( }
            void Ship() { var activity = Spans.Source.StartActivity("ship"); activity?. }
            void Bill() { var activity = [|Spans.Source.StartActivity("bill")|]; Lost.Go(); }
            void Pack() { Missing activity = Spans.Source.StartActivity("pack"); activity.Go(; }
            void Send() { var activity = Spans.Source.StartActivity("send"); Lost(activity); }
            Activity Start => Spans.Source.
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<SpanIsNotEnded> { Files = Spans.Files, EditorConfig = "dotnet_diagnostic.INS201.severity = none" }.IsSilent(
            "class Orders { void Place() { var activity = Spans.Source.StartActivity(\"place\"); Work.Do(); } }");
}
