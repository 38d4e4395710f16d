using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class TelemetryRevealsSecretsTests
{
    private static readonly (string, string) Compliance = ("Compliance.cs", """
        namespace Microsoft.Extensions.Compliance.Classification
        {
            public class DataClassificationAttribute : Attribute { }
            public class NoDataClassificationAttribute : DataClassificationAttribute { }
        }
        public class PrivateDataAttribute : Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute { }
        """);

    private static readonly RuleTest<TelemetryRevealsSecrets> Rule = new() { Files = [Measuring.Telemetry, Compliance] };

    [Theory]
    [InlineData("password")]
    [InlineData("user.password")]
    [InlineData("client_secret")]
    [InlineData("apiKey")]
    [InlineData("x-api-key")]
    [InlineData("access_token")]
    [InlineData("token")]
    [InlineData("http.request.header.authorization")]
    [InlineData("http.request.header.set-cookie")]
    [InlineData("connection_string")]
    [InlineData("ssn")]
    [InlineData("credit_card")]
    [InlineData("card.number")]
    [InlineData("user.email")]
    [InlineData("customer.phone_number")]
    [InlineData("LastName")]
    [InlineData("date_of_birth")]
    public Task Keys_that_say_so(string key) => Rule.Reports(
        $$"""class C { public void M(string value) => Activity.Current?.SetTag("{{key}}", [|value|]); }""",
        $"The key '{key}' says that this is a secret or personal data, and telemetry is kept and read where that must not be; remove it, or redact it");

    [Theory]
    [InlineData("token.type")]
    [InlineData("cancellation_token")]
    [InlineData("next_token")]
    [InlineData("gen_ai.usage.input_tokens")]
    [InlineData("token_count")]
    [InlineData("password.strength")]
    [InlineData("email.template")]
    [InlineData("secretary")]
    [InlineData("key")]
    [InlineData("cache.key")]
    [InlineData("partition.key")]
    [InlineData("server.address")]
    [InlineData("file.name")]
    [InlineData("user.id")]
    [InlineData("cookie.name")]
    [InlineData("")]
    public Task Keys_that_do_not(string key) => Rule.IsSilent($$"""class C { public void M(string value) => Activity.Current?.SetTag("{{key}}", value); }""");

    [Theory]
    [InlineData("true")]
    [InlineData("\"[redacted]\"")]
    [InlineData("text.Length")]
    [InlineData("text != null")]
    [InlineData("text is null ? \"absent\" : \"present\"")]
    [InlineData("Mask(text)")]
    [InlineData("Redactor.Redact(text)")]
    [InlineData("cancellation")]
    [InlineData("kind")]
    [InlineData("client.RedactedConnectionString")]
    public Task Values_that_reveal_nothing(string value) => Rule.IsSilent(
        $$"""
        static class Redactor { public static string Redact(string text) => new('*', text.Length); }
        record Client(string RedactedConnectionString);
        class C
        {
            static string Mask(string text) => text[..2] + "…";
            public void M(string text, System.Threading.CancellationToken cancellation, DayOfWeek kind, Client client) => Activity.Current?.SetTag("password", {{value}});
        }
        """);

    [Theory]
    [InlineData("password", "'password' is called like a secret or personal data")]
    [InlineData("user.Email", "'Email' is called like a secret or personal data")]
    [InlineData("user?.Email", "'Email' is called")]
    [InlineData("_apiKey", "'_apiKey' is called")]
    [InlineData("password.Trim()", "'password' is called")]
    [InlineData("user.Plan", "'Plan' is classified as [PrivateData]")]
    public Task Values_that_say_so(string value, string message) => Rule.Reports(
        $$"""
        record User(string Email, [property: PrivateData] string Plan);
        class C
        {
            private readonly string _apiKey = Environment.GetEnvironmentVariable("KEY")!;
            public void M(string password, User user) => Activity.Current?.SetTag("shop.value", [|{{value}}|]);
        }
        """,
        message);

    [Fact]
    public Task Text_that_holds_them() => Rule.Reports(
        """
        class C
        {
            public void M(string password, string email, string region)
            {
                Activity.Current?.SetTag("a", $"{region}: {[|password|]}");
                Activity.Current?.SetTag("a", region + [|email|]);
            }
        }
        """);

    [Fact]
    public Task Values_that_only_sound_alike() => Rule.IsSilent(
        """
        record Card(string Brand, [property: Microsoft.Extensions.Compliance.Classification.NoDataClassification] string Country);
        class C
        {
            public void M(string passwordPolicy, bool hasEmail, int tokens, System.Threading.CancellationToken token, Card creditCard, string emailTemplate, string tokenType)
            {
                Activity.Current?.SetTag("a", passwordPolicy).SetTag("b", hasEmail).SetTag("c", tokens).SetTag("d", token.IsCancellationRequested);
                Activity.Current?.SetTag("error.type", GetType().FullName).SetTag("type", typeof(Card).FullName);
                Activity.Current?.SetTag("e", creditCard.Brand).SetTag("f", creditCard.Country).SetTag("g", emailTemplate).SetTag("h", tokenType);
            }
        }
        """);

    [Fact]
    public Task Every_place_that_telemetry_goes_to() => Rule.Reports(
        """
        using OpenTelemetry.Trace;
        class C
        {
            static readonly ActivitySource Source = new("Shop");
            public void M(string password, TelemetrySpan span)
            {
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("a", [|password|]));
                Activity.Current?.AddBaggage("a", [|password|]);
                OpenTelemetry.Baggage.SetBaggage("a", [|password|]);
                Activity.Current?.AddEvent(new ActivityEvent("e", default, new ActivityTagsCollection { { "a", [|password|] } }));
                span.SetAttribute("a", [|password|]);
                using var activity = Source.StartActivity($"login {[|password|]}");
                activity!.DisplayName = [|password|];
                Console.WriteLine(password);
            }
        }
        """);

    [Fact]
    public Task Tag_attributes() => Rule.Reports(
        """
        record User(string Email, string Plan);
        class C
        {
            [[|Tag|]] private string Secret { get; } = "";
            [Traced] public void M([[|Tag|]] string password, [[|Tag("user.email")|]] string who, [[|Tag("who", Path = "Email")|]] User user, [Tag("plan", Path = "Plan")] User other, [[|Tag|], PrivateData] string text) { }
            [Traced] public void N([Tag] string region, [Tag] bool email, [Tag(Values = new object[] { "none" })] string token) { }
        }
        """,
        "'Secret' is called",
        "'password' is called",
        "The key 'user.email' says",
        "'Email' is called",
        "'text' is classified as [PrivateData]");

    [Fact]
    public Task The_project_has_words_of_its_own() => new RuleTest<TelemetryRevealsSecrets> { Files = Rule.Files, EditorConfig = "instrumentation.sensitive_names = badge.number, shibboleth" }.Reports(
        """class C { public void M(string badgeNumber, string text) => Activity.Current?.SetTag("a", [|badgeNumber|]).SetTag("shop.shibboleth", [|text|]).SetTag("badge", text); }""");

    [Fact]
    public Task Severity_is_configured() => new RuleTest<TelemetryRevealsSecrets> { Files = Rule.Files, EditorConfig = "dotnet_diagnostic.INS401.severity = none" }.IsSilent(
        """class C { public void M(string password) => Activity.Current?.SetTag("a", password); }""");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class C { public void M(string password) => Activity.Current?.SetTag("a", password); }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<TelemetryRevealsSecrets> { Files = Rule.Files, Compiles = false }.Reports(
        """
        class C
        {
            [Traced] public void M([[|Tag|]] string password, [Tag] Missing secret, [Tag] token, [Tag("password", Path = "Nope")] string x)
            {
                Activity.Current?.SetTag("a", [|password|]).SetTag("password").SetTag("password", nope).SetTag(, password);
                Activity.Current.DisplayName = ; new ActivitySource("").StartActivity($"{}");
            }
        }
        """);

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<TelemetryRevealsSecrets> { Files = Rule.Files, WithLibrary = false, Output = OutputKind.ConsoleApplication }.Reports(
        """
        var password = args[0];
        Activity.Current?.SetTag("a", [|password|]);
        """);
}
