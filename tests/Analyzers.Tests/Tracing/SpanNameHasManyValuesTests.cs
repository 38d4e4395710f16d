using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class SpanNameHasManyValuesTests
{
    private static readonly RuleTest<SpanNameHasManyValues> Rule = new() { Files = Spans.Files };

    [Fact]
    public Task A_value_that_is_another_one_each_time() => Rule.Reports(
        """
        class Orders
        {
            void Place(Guid order, string userId, Uri target, int n)
            {
                using var a = Spans.Source.StartActivity([|$"place {order}"|]);
                using var b = Spans.Source.StartActivity([|"user " + userId|], ActivityKind.Client);
                using var c = Spans.Source.StartActivity([|target.ToString()|]);
                using var d = Spans.Source.StartActivity([|string.Format("at {0}", DateTime.Now)|]);
                using var e = Spans.Source.CreateActivity([|$"{n} for {userId}"|], ActivityKind.Client);
            }
        }
        """,
        "The span name contains 'order', a Guid, so that hardly two spans are called alike; give the span a constant name, and put the value into a tag",
        "'userId', free text",
        "'target', a Uri");

    [Fact]
    public Task Spans_of_OpenTelemetrys_own_interface_and_names_that_change() => Rule.Reports(
        """
        class Orders
        {
            void Place(TelemetrySpan span, Activity activity, Guid? id)
            {
                using var a = Spans.Tracer.StartActiveSpan([|$"place {id}"|]);
                span.UpdateName([|$"place {id}"|]);
                activity.DisplayName = [|$"place {id!.Value:N}"|];
                using var b = new Activity([|$"place {id}"|]).Start();
            }
        }
        """);

    [Fact]
    public Task Text_that_was_put_together_before() => Rule.Reports(
        """
        class Orders
        {
            void Place(Guid id) { var name = $"place {id}"; using var a = Spans.Source.StartActivity([|name|]); }
            void Ship(Order order) { var name = "ship " + order.Id; using var a = Spans.Source.StartActivity(name: [|name|], kind: ActivityKind.Client); }
            void Pack(string orderId) { using var a = Spans.Source.StartActivity([|orderId ?? "none"|]); }
        }
        """);

    [Fact]
    public Task Names_as_the_conventions_ask_for() => Rule.IsSilent(
        """
        class Orders<T>
        {
            void Connect(string? database, string userName)
            {
                using var a = Spans.Source.StartActivity("CONNECT " + (database ?? userName));
                var target = database ?? userName;
                using var b = Spans.Source.StartActivity("CONNECT " + target);
            }

            void Place(string method, string route, string queue, string table, DayOfWeek day, string name, int attempt)
            {
                using var a = Spans.Source.StartActivity($"{method} {route}");
                using var b = Spans.Source.StartActivity(queue + " publish");
                using var c = Spans.Source.StartActivity($"SELECT {table}");
                using var d = Spans.Source.StartActivity($"{day}");
                using var e = Spans.Source.StartActivity(name);
                using var f = Spans.Source.StartActivity($"{typeof(T).Name}.Handle");
                using var g = Spans.Source.StartActivity($"{GetType().Name} {nameof(Place)}");
                using var h = Spans.Source.StartActivity($"attempt {attempt}");
                using var i = Spans.Source.StartActivity();
            }
        }
        """);

    [Fact]
    public Task Ids_of_which_there_are_a_few() => Rule.IsSilent(
        """
        class Orders
        {
            void Place(string eventId, int partitionId, string typeId, string templateId, string id)
            {
                using var a = Spans.Source.StartActivity($"handle {eventId}");
                using var b = Spans.Source.StartActivity($"read {partitionId}");
                using var c = Spans.Source.StartActivity($"make {typeId} {templateId}");
                using var d = Spans.Source.StartActivity(id);
            }
        }
        """);

    [Fact]
    public Task Constants() => Rule.IsSilent(
        """
        class Orders
        {
            private const string UserId = "user.id";
            void Place() { using var a = Spans.Source.StartActivity("place"); using var b = Spans.Source.StartActivity($"by {UserId}"); using var c = Spans.Source.StartActivity("a" + "b"); }
        }
        """);

    [Fact]
    public Task Tags_and_other_text() => Rule.IsSilent(
        """
        class Mine { public string DisplayName { get; set; } = ""; public void StartActivity(string name) { } }
        class Orders
        {
            void Place(Guid id, Mine mine)
            {
                using var a = Spans.Source.StartActivity("place");
                a?.SetTag("id", $"{id}");
                mine.DisplayName = $"{id}";
                mine.StartActivity($"{id}");
            }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<SpanNameHasManyValues> { Files = Spans.Files, Output = OutputKind.ConsoleApplication, WithLibrary = false }.Reports(
            "using var main = Spans.Source.StartActivity([|$\"main {Guid.NewGuid()}\"|]);");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Orders { void Place(System.Guid id) { using var a = Spans.Source.StartActivity($"place {id}"); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<SpanNameHasManyValues> { Compiles = false, Files = Spans.Files }.Reports(
        """
        class Orders
        {
            void Place(Guid id) { using var a = Spans.Source.StartActivity($"place {lost}"); using var b = Spans.Source.StartActivity([|$"place {id} {lost}"|]); }
            void Ship(Missing id) { using var a = Spans.Source.StartActivity($"place {id}"); using var b = Spans.Source.StartActivity($"place {"); }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<SpanNameHasManyValues> { Files = Spans.Files, EditorConfig = "dotnet_diagnostic.INS203.severity = none" }.IsSilent(
            "class Orders { void Place(Guid id) { using var a = Spans.Source.StartActivity($\"place {id}\"); } }");
}
