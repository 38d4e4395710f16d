using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class MetricTagIsFreeTextTests
{
    private static readonly RuleTest<MetricTagIsFreeText> Rule = Measuring.Test<MetricTagIsFreeText>();

    [Theory]
    [InlineData("exception.Message", "an exception's message")]
    [InlineData("exception.InnerException?.Message", "an exception's message")]
    [InlineData("exception.InnerException?.Message ?? \"none\"", "an exception's message")]
    [InlineData("exception.ToString()", "the whole text of an exception")]
    [InlineData("$\"failed: {exception}\"", "the whole text of an exception")]
    [InlineData("exception.StackTrace", "a stack trace")]
    [InlineData("\"failed: \" + exception.Message", "an exception's message")]
    [InlineData("order.ToString()", "the text of all members of 'Order'")]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(order)", "the whole of an object as JSON")]
    [InlineData("$\"{region}-{tier}\"", "text that is put together from several values")]
    [InlineData("region + \"/\" + tier", "text that is put together from several values")]
    [InlineData("string.Join(\"-\", region, tier)", "text that is put together from several values")]
    [InlineData("string.Concat(region, tier)", "text that is put together from several values")]
    public Task Text_without_bound(string value, string what) => Rule.Reports(
        $$"""
        record Order(string Sku);
        class C
        {
            public void M(Exception exception, Order order, string region, string tier) =>
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", [|{{value}}|]));
        }
        """,
        $"is {what}, and each new text is a series of its own; ");

    [Theory]
    [InlineData("exception.GetType().Name")]
    [InlineData("exception.GetType().FullName")]
    [InlineData("region")]
    [InlineData("region.ToString()")]
    [InlineData("$\"region-{region}\"")]
    [InlineData("\"region-\" + region")]
    [InlineData("$\"{kind}-{fine}\"")]
    [InlineData("$\"{exception.GetType().Namespace}.{exception.GetType().Name}\"")]
    [InlineData("$\"{major}.{minor}\"")]
    [InlineData("string.Empty + \",\" + region")]
    [InlineData("Environment.MachineName + \",\" + region")]
    [InlineData("Version() + \",\" + region")]
    [InlineData("sku.ToString()")]
    [InlineData("major.ToString()")]
    [InlineData("order.Sku")]
    [InlineData("new object().ToString()")]
    [InlineData("kind.ToString()")]
    public Task Text_that_is_bounded_or_unknown(string value) => Rule.IsSilent(
        $$"""
        record Order(string Sku);
        record Sku(string Code) { public override string ToString() => Code; }
        class C
        {
            static string Version() => Environment.GetEnvironmentVariable("VERSION")!;
            public void M(Exception exception, Order order, Sku sku, string region, DayOfWeek kind, bool fine, int major, int minor) =>
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("shop.value", {{value}}));
        }
        """);

    [Theory]
    [InlineData("\"server.address\", $\"{host}:{port}\"")]
    [InlineData("\"a\", $\"{id}:{host}\"")]
    [InlineData("\"a\", id.ToString()")]
    public Task Conventions_and_other_rules_come_first(string tag) => Rule.IsSilent(
        $$"""class C { public void M(Guid id, string host, string port) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>({{tag}})); }""");

    [Fact]
    public Task The_message_says_what_to_do() => Rule.Reports(
        """
        class C
        {
            public void M(Exception e, string region, string tier) => Telemetry.Hits.Add(
                1, new KeyValuePair<string, object?>("error", [|e.Message|]), new KeyValuePair<string, object?>("where", [|region + tier|]));
        }
        """,
        "'e.Message' is an exception's message, and each new text is a series of its own; record its type's name, as 'error.type' of a failure",
        "'region + tier' is text that is put together from several values, and each new text is a series of its own; make a tag of each");

    [Fact]
    public Task A_span_may_say_more() => Rule.IsSilent(
        """class C { public void M(Exception e) { Activity.Current?.SetTag("error", e.Message); Activity.Current?.SetStatus(ActivityStatusCode.Error, e.Message); } }""");

    [Fact]
    public Task What_the_project_declares_bounded() => Measuring.Test<MetricTagIsFreeText>("instrumentation.bounded_keys = error").IsSilent(
        """class C { public void M(Exception e) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", e.Message)); }""");

    [Fact]
    public Task Severity_is_configured() => Measuring.Test<MetricTagIsFreeText>("dotnet_diagnostic.INS106.severity = none").IsSilent(
        """class C { public void M(Exception e) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", e.Message)); }""");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { public void M(Exception e) => Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", e.Message)); }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<MetricTagIsFreeText> { Files = Rule.Files, Compiles = false }.Reports(
        """
        class C
        {
            public void M(Exception e, string s)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", [|e.Message|]), new KeyValuePair<string, object?>("a", $"{nope}-{}"));
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", s + ), new KeyValuePair<string, object?>("a", string.Format()));
            }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<MetricTagIsFreeText> { Files = Rule.Files, WithLibrary = false, Output = OutputKind.ConsoleApplication }.Reports(
        """
        try { }
        catch (Exception e) { Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("error", [|e.Message|])); }
        """);
}
