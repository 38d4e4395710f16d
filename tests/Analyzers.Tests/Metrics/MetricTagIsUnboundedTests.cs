using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class MetricTagIsUnboundedTests
{
    private static readonly RuleTest<MetricTagIsUnbounded> Rule = Measuring.Test<MetricTagIsUnbounded>();

    [Theory]
    [InlineData("Guid", "a Guid")]
    [InlineData("Guid?", "a Guid")]
    [InlineData("DateTime", "a DateTime")]
    [InlineData("DateTimeOffset", "a DateTimeOffset")]
    [InlineData("TimeSpan", "a TimeSpan")]
    [InlineData("Uri", "a Uri")]
    [InlineData("System.Net.IPAddress", "an IPAddress")]
    [InlineData("InvalidOperationException", "an InvalidOperationException")]
    [InlineData("double", "a double")]
    [InlineData("decimal?", "a decimal")]
    [InlineData("ActivityTraceId", "an ActivityTraceId")]
    public Task Types_without_bound(string type, string what) => Rule.Reports(
        $$"""class C { public void M({{type}} value) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", [|value|])); }""",
        $"'value' is {what} from parameter 'value' of 'M': about one series per ");

    [Theory]
    [InlineData("bool")]
    [InlineData("DayOfWeek")]
    [InlineData("DayOfWeek?")]
    [InlineData("int")]
    [InlineData("string")]
    [InlineData("object")]
    [InlineData("Type")]
    [InlineData("System.Net.Http.HttpMethod")]
    public Task Types_that_say_nothing_or_bound_it(string type) => Rule.IsSilent(
        $$"""class C { public void M({{type}} value) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", value)); }""");

    [Fact]
    public Task The_message_says_whence_and_how_many() => Rule.Reports(
        """
        class C
        {
            public void GetUser(Guid id)
            {
                var userId = id;
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("u", [|userId|]));
            }
        }
        """,
        "'userId' is a Guid from parameter 'id' of 'GetUser': about one series per user; put it on the span instead");

    [Theory]
    [InlineData("event_type_id")]
    [InlineData("shop.partition.id")]
    [InlineData("tenant.id")]
    [InlineData("modelVersionId")]
    public Task Ids_of_what_a_program_knows_all_of(string key) => Rule.IsSilent(
        $$"""class C { public void M(Guid value) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("{{key}}", value)); }""");

    [Fact]
    public Task The_message_for_what_is_measured() => Rule.Reports(
        """class C { public void M(TimeSpan wait) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("wait", [|wait|])); }""",
        "about one series per value; put it on the span, or its range here");

    [Theory]
    [InlineData("id.ToString()")]
    [InlineData("id.ToString(\"N\").ToUpperInvariant()")]
    [InlineData("$\"user-{id}\"")]
    [InlineData("\"user-\" + id")]
    [InlineData("string.Format(\"{0}\", id)")]
    [InlineData("fine ? \"none\" : id.ToString()")]
    [InlineData("fine switch { true => \"yes\", _ => id.ToString() }")]
    [InlineData("text ?? id.ToString()")]
    [InlineData("(object)id")]
    [InlineData("Text(id)")]
    [InlineData("new { Id = id }.Id")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("id.GetHashCode()")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("Stopwatch.GetTimestamp()")]
    [InlineData("uri.AbsolutePath")]
    [InlineData("exception")]
    [InlineData("Activity.Current?.Id")]
    [InlineData("userName")]
    [InlineData("orders[0].CustomerId")]
    public Task Values_that_are_followed_to_what_unbounds_them(string value) => Rule.Reports(
        $$"""
        record Order(string CustomerId);
        class C
        {
            static string Text(Guid value) { return value.ToString(); }
            public void M(Guid id, bool fine, string? text, Uri uri, Exception exception, string userName, Order[] orders) =>
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", [|{{value}}|]));
        }
        """);

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("nameof(M)")]
    [InlineData("fine ? \"yes\" : \"no\"")]
    [InlineData("kind.ToString()")]
    [InlineData("$\"kind-{kind}\"")]
    [InlineData("id == Guid.Empty")]
    [InlineData("id.GetHashCode() % 16")]
    [InlineData("(int)wait.TotalSeconds")]
    [InlineData("Range(wait)")]
    [InlineData("moment.ToString(\"yyyy\")")]
    [InlineData("wait switch { { TotalSeconds: < 1 } => 0.5, _ => 1.5 }")]
    [InlineData("exception.GetType().FullName")]
    [InlineData("exception.GetType()")]
    [InlineData("Known.Contains(userName) ? userName : \"other\"")]
    [InlineData("userName is \"root\" or \"guest\" ? userName : \"other\"")]
    [InlineData("userName switch { \"root\" or \"guest\" => userName, _ => \"other\" }")]
    [InlineData("userName == \"root\" ? userName : \"other\"")]
    [InlineData("Ratio")]
    [InlineData("_timeout")]
    [InlineData("_instance")]
    [InlineData("Options.Endpoint")]
    [InlineData("options.Endpoint")]
    [InlineData("options.Endpoint.AbsoluteUri")]
    [InlineData("_client.BaseAddress")]
    [InlineData("_client.BaseAddress!.AbsolutePath")]
    [InlineData("Rounded(wait)")]
    [InlineData("operationId")]
    [InlineData("region")]
    [InlineData("request.Method")]
    [InlineData("partitionId")]
    [InlineData("Environment.MachineName")]
    public Task Values_that_something_bounds_or_that_nobody_knows(string value) => Rule.IsSilent(
        $$"""
        class ClientOptions { public Uri Endpoint { get; set; } = new("http://shop"); }
        static class Options { public static Uri Endpoint { get; set; } = new("http://shop"); }
        class C(TimeSpan timeout)
        {
            const double Ratio = 0.5;
            static readonly HashSet<string> Known = ["root"];
            readonly TimeSpan _timeout = timeout;
            readonly Guid _instance = Guid.NewGuid();
            readonly System.Net.Http.HttpClient _client = new();
            static double Rounded(TimeSpan value) => value.TotalSeconds < 1 ? 0.5 : 1.5;
            static string Range(TimeSpan value) => value.TotalSeconds < 1 ? "fast" : "slow";
            public void M(
                Guid id, bool fine, DayOfWeek kind, TimeSpan wait, DateTime moment, Exception exception, string userName, string region, int partitionId,
                string operationId, ClientOptions options, Microsoft.AspNetCore.Http.HttpRequest request) =>
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", {{value}}));
        }
        """);

    [Fact]
    public Task Data_of_requests() => Rule.Reports(
        """
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        class C
        {
            public void M(HttpRequest request, [FromQuery] string sort)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|request.Path|]));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|request.Path.Value|]));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|request.Headers["X-Tenant"]|]));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|sort|]));
                string path = request.Path;
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|path|]));
            }
        }
        """,
        "'request.Path' is data of the request from 'HttpRequest.Path': about one series per request",
        "data of the request",
        "data of the request",
        "'sort' is text from the request from parameter 'sort' of 'M': about one series per request");

    [Fact]
    public Task A_tag_attribute_that_sends_unbounded_values_to_metrics() => Rule.Reports(
        """
        class C
        {
            [[|Tag(On = On.Both)|]] public string Tenant { get; } = "";
            [Counted] public void M([[|Tag(On = On.Metrics)|]] Guid userId, [[|Tag("x", On = On.Both, Path = "Length")|]] string text) { }
            [Timed] [return: [|Tag(On = On.Metrics)|]] public Task<double> N() => Task.FromResult(0d);
        }
        """,
        "'Tenant' is 'string' without declared values",
        "'userId' is a Guid: about one series per user; leave out On, so that it goes to the span alone, or declare its Values",
        "'int' without declared values",
        "'result' is a double");

    [Fact]
    public Task Tag_attributes_that_are_safe() => Rule.IsSilent(
        """
        class C
        {
            [Traced, Counted] public void M(
                [Tag] Guid a, [Tag(On = On.Span)] Guid b, [Tag(On = On.Both)] DayOfWeek c, [Tag(On = On.Metrics)] bool d,
                [Tag(On = On.Both, Values = new object[] { "eu", "us" })] string e) { }
            [Traced] public void OnlySpan([Tag(On = On.Both)] Guid id) { }
        }
        """);

    [Fact]
    public Task What_the_project_declares_bounded() => Measuring.Test<MetricTagIsUnbounded>("instrumentation.bounded_keys = shop.id, tenant").IsSilent(
        """
        class C
        {
            [Counted] public void M([Tag(On = On.Both)] string tenant, Guid id) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.id", id));
        }
        """);

    [Fact]
    public Task Severity_is_configured() =>
        Measuring.Test<MetricTagIsUnbounded>("dotnet_diagnostic.INS104.severity = none").IsSilent("class C { void M(Guid id) => Telemetry.Hit(\"a\", id); }");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { public void M(Guid id) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", id)); }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<MetricTagIsUnbounded> { Files = Rule.Files, Compiles = false }.Reports(
        """
        class C
        {
            string _a = _a; string B => B;
            public void M(Guid id, Missing m, string s = s)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|id|]));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", m), new("a", ), new(), new("b", nope));
                Telemetry.Hits.Add(new KeyValuePair<string, object?>("a"));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", _a), new KeyValuePair<string, object?>("a", B));
                var x = x; Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", x));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", Loop(s)));
            }
            private static string Loop(string y) => Loop(y + Loop(y));
            [Counted] public void N([Tag(On = On.Both)] Missing z, [Tag(On = On.Both, Path = "")] w) { }
        }
        """);

    [Fact]
    public Task Top_level_code_is_analysed_too() => new RuleTest<MetricTagIsUnbounded> { Files = Rule.Files, Output = OutputKind.ConsoleApplication }.Reports(
        """
        var id = Guid.NewGuid();
        Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|id|]));
        """);

    [Fact]
    public Task The_library_is_not_needed() => new RuleTest<MetricTagIsUnbounded> { Files = Rule.Files, WithLibrary = false }.Reports(
        """class C { public void M(Guid id) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|id|])); }""");
}
