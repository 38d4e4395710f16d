using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class ValueDoesNotFitItsKeyFixerTests
{
    private static readonly RuleTest<ValueDoesNotFitItsKey> Rule = new() { Files = [Shared.Telemetry] };

    [Theory]
    [InlineData("\"http.response.status_code\", status.ToString()", "\"http.response.status_code\", status")]
    [InlineData("\"http.response.status_code\", \"200\"", "\"http.response.status_code\", 200")]
    [InlineData("\"http.response.status_code\", code", "\"http.response.status_code\", (int)code")]
    [InlineData("\"http.response.status_code\", code ?? other", "\"http.response.status_code\", (int)(code ?? other)", "HttpStatusCode? code, HttpStatusCode other")]
    [InlineData("\"http.response.status_code\", code", "\"http.response.status_code\", (int?)code", "HttpStatusCode? code")]
    [InlineData("\"aspnetcore.user.is_authenticated\", \"True\"", "\"aspnetcore.user.is_authenticated\", true")]
    [InlineData("\"aspnetcore.user.is_authenticated\", flag.ToString()", "\"aspnetcore.user.is_authenticated\", flag")]
    [InlineData("\"error.type\", 500", "\"error.type\", \"500\"")]
    [InlineData("\"error.type\", true", "\"error.type\", \"true\"")]
    public Task The_fix_converts_the_value(string before, string after, string parameters = "int status, HttpStatusCode code, bool flag") => Rule.Fixes<ValueDoesNotFitItsKeyFixer>(
        $"using System.Net; class C {{ void M({parameters}) => T.Span.SetTag({before}); }}",
        $"using System.Net; class C {{ void M({parameters}) => T.Span.SetTag({after}); }}",
        "Convert");

    [Fact]
    public Task The_fix_writes_what_was_meant() => Rule.Fixes<ValueDoesNotFitItsKeyFixer>(
        "class C { void M() => T.Span.SetTag(\"http.request.method\", /* always */ \"get\" /* so far */); }",
        "class C { void M() => T.Span.SetTag(\"http.request.method\", /* always */ \"GET\" /* so far */); }",
        "Replace");

    [Fact]
    public Task Fix_all_converts_and_imports_once() => Rule.FixesAll<ValueDoesNotFitItsKeyFixer>(
        """
        using System.Net;

        class C
        {
            void M(int user, long? session, string port)
            {
        #if DEBUG
        #else
                // Who it is.
                T.Span.SetTag("user.id", user).SetTag("session.id", session) /* for now */.SetTag("user.name", user + 1);
        #endif
                T.OtelSpan.SetAttribute("user.id", user);
                T.Span.SetTag("server.port", port);
            }
        }
        """,
        """
        using System.Globalization;
        using System.Net;

        class C
        {
            void M(int user, long? session, string port)
            {
        #if DEBUG
        #else
                // Who it is.
                T.Span.SetTag("user.id", user.ToString(CultureInfo.InvariantCulture)).SetTag("session.id", session?.ToString(CultureInfo.InvariantCulture)) /* for now */.SetTag("user.name", (user + 1).ToString(CultureInfo.InvariantCulture));
        #endif
                T.OtelSpan.SetAttribute("user.id", user.ToString(CultureInfo.InvariantCulture));
                T.Span.SetTag("server.port", port);
            }
        }
        """,
        "Convert",
        remaining: 1);

    [Theory]
    [InlineData("T.Span.SetTag(\"server.port\", text)")]
    [InlineData("T.Span.SetTag(\"server.port\", \"none\")")]
    [InlineData("T.Span.SetTag(\"user.id\", 1.5 + number)")]
    [InlineData("T.Span.SetTag(\"user.id\", flag)")]
    [InlineData("T.Source.StartActivity(\"a\", default, default(ActivityContext), new[] { new KeyValuePair<string, object?>(Key, text) })")]
    [InlineData("T.Span.AddTag(\"server.port\", \"443\")")]
    public Task Nothing_is_offered_where_the_value_can_not_be_converted_or_must_be_what_it_is(string call) => Rule.Offers<ValueDoesNotFitItsKeyFixer>(
        $$"""class C { const string Key = "server.port"; void M(string text, double number, bool flag) => {{call}}; }""");
}
