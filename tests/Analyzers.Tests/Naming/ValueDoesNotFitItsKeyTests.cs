using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class ValueDoesNotFitItsKeyTests
{
    private static readonly RuleTest<ValueDoesNotFitItsKey> Rule = new() { Files = [Shared.Telemetry] };

    [Fact]
    public Task A_string_for_an_integer() => Rule.Reports(
        """
        class C
        {
            void M(int status, string port)
            {
                T.Span.SetTag("http.response.status_code", [|status.ToString()|]);
                T.Span.SetTag("http.response.status_code", [|"200"|]);
                T.Counter.Add(1, new KeyValuePair<string, object?>("server.port", [|port|]));
                T.OtelSpan.SetAttribute("server.port", [|port|]);
            }
        }
        """,
        "By the semantic conventions 'http.response.status_code' is an integer, and this is a string; backends index values of two types apart");

    [Fact]
    public Task An_enumeration_for_an_integer() => Rule.Reports(
        """
        using System.Net;
        class C { void M(HttpStatusCode status, HttpStatusCode? other) => T.Span.SetTag("http.response.status_code", [|status|]).SetTag("http.response.status_code", [|other|]); }
        """,
        "this is a member of an enumeration, which is written by its name");

    [Fact]
    public Task Numbers_and_booleans_for_a_string() => Rule.Reports(
        """
        class C
        {
            void M(int user, long? id, bool known, double rate)
            {
                T.Span.SetTag("user.id", [|user|]).SetTag("session.id", [|id|]).SetTag("user.name", [|known|]).SetTag("user.email", [|rate|]);
                T.Counter.Add(1, new KeyValuePair<string, object?>("error.type", [|500|]));
            }
        }
        """,
        "'user.id' is a string, and this is an integer");

    [Fact]
    public Task What_is_no_number_and_what_is_no_boolean() => Rule.Reports(
        """
        class C
        {
            void M(double size, bool flag)
            {
                T.Span.SetTag("http.response.body.size", [|size|]).SetTag("http.response.body.size", [|flag|]);
                T.Span.SetTag("app.jank.period", [|"0.1"|]);
                T.Span.SetTag("aspnetcore.user.is_authenticated", [|"true"|]).SetTag("aspnetcore.user.is_authenticated", [|1|]);
            }
        }
        """,
        "'http.response.body.size' is an integer, and this is a floating-point number",
        "this is a boolean",
        "'app.jank.period' is a number, and this is a string",
        "is a boolean, and this is a string");

    [Theory]
    [InlineData("http.request.method", "get", "GET")]
    [InlineData("http.request.method", "Post", "POST")]
    [InlineData("db.system.name", "PostgreSQL", "postgresql")]
    [InlineData("db.system.name", "postgresq", "postgresql")]
    [InlineData("network.transport", "TCP", "tcp")]
    [InlineData("cloud.provider", "Azure", "azure")]
    public Task A_misspelt_value(string key, string value, string meant) => Rule.Reports(
        $$"""class C { void M() => T.Span.SetTag("{{key}}", [|"{{value}}"|]); }""",
        $"By the semantic conventions '{key}' is '{meant}', and this is '{value}'; dashboards look for the conventions' spelling");

    [Fact]
    public Task A_tagged_parameter_or_member() => Rule.Reports(
        """
        class C
        {
            [Tag([|"server.port"|])] public string Port { get; set; } = "";
            [Traced] public void Place([Tag([|"user.id"|])] int id, [Tag("user.id", Path = "Length")] string path, [Tag("user.name")] string name) { }
        }
        """);

    [Fact]
    public Task Values_that_fit() => Rule.IsSilent(
        """
        class C
        {
            void M(short port, uint? size, Guid id, Uri url, object any, DayOfWeek day, int[] list, Exception e, char c)
            {
                T.Span.SetTag("server.port", port).SetTag("http.response.body.size", size).SetTag("user.id", id).SetTag("url.full", url);
                T.Span.SetTag("http.response.status_code", any).SetTag("http.response.status_code", null).SetTag("error.type", e.GetType());
                T.Span.SetTag("app.jank.period", 1).SetTag("app.jank.period", 0.5f).SetTag("http.route", "/a").SetTag("user.name", c);
                T.Span.SetTag("aspnetcore.user.is_authenticated", true).SetTag("user.roles", "admin").SetTag("http.request.header.accept", "a");
                T.Span.SetTag("error.type", day).SetTag("shop.status_code", "200").SetTag("feature_flag.result.value", 1);
                T.Span.SetTag("message.id", "a").SetTag("http.status_code", "200");
            }
        }
        """);

    [Fact]
    public Task Values_of_ones_own() => Rule.IsSilent(
        """
        class C
        {
            void M(string value)
            {
                T.Span.SetTag("db.system.name", "shopdb").SetTag("db.system.name", "mysql").SetTag("db.system.name", value);
                T.Span.SetTag("http.request.method", "PURGE").SetTag("error.type", "timeout").SetTag("network.type", "ipv5");
                T.Span.SetTag("cloud.platform", "azure_vm").SetTag("http.route", "get");
            }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent("// <auto-generated/>\nclass C { void M() => T.Span.SetTag(\"server.port\", \"1\"); }");

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<ValueDoesNotFitItsKey> { Compiles = false, Files = [Shared.Telemetry] }.Reports(
        """
        class C
        {
            void M(Missing lost)
            {
                T.Span.SetTag("server.port", lost);
                T.Span.SetTag("server.port", missing);
                T.Span.SetTag("server.port", );
                T.Span.SetTag("server.port", [|"1"|]).Missing();
            }
            [Traced] public void Place([Tag("server.port")] Missing id, [Tag("server.port")] ) { }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<ValueDoesNotFitItsKey> { WithLibrary = false, Output = OutputKind.ConsoleApplication, Files = [Shared.Telemetry] }.Reports(
            "T.Span.SetTag(\"server.port\", [|\"1\"|]);");

    [Fact]
    public Task Severity_is_configured() => new RuleTest<ValueDoesNotFitItsKey> { Files = [Shared.Telemetry], EditorConfig = "dotnet_diagnostic.INS306.severity = none" }.IsSilent(
        "class C { void M() => T.Span.SetTag(\"server.port\", \"1\"); }");
}
