using Instrumentation.CodeFixes;

namespace Instrumentation.Analyzers.Tests;

public class TelemetryRevealsSecretsFixerTests
{
    private static readonly RuleTest<TelemetryRevealsSecrets> Rule = Measuring.Test<TelemetryRevealsSecrets>();

    [Fact]
    public Task The_fix_removes_the_tags() => Rule.FixesAll<TelemetryRevealsSecretsFixer>(
        """
        class C
        {
            public void M(string password, string region)
            {
                // The user's.
                Activity.Current?.SetTag("a", password);
                Activity.Current?.SetTag("b", region);
                Activity.Current?.SetTag("b", region).SetTag("a", password).SetTag("c", 1);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("b", region), new KeyValuePair<string, object?>("a", password));
                var tags = new TagList
                {
                    { "a", password },
                    { "b", region },
                };
                tags.Add("a", password);
                Telemetry.Hits.Add(1, tags);
            }
        }
        """,
        """
        class C
        {
            public void M(string password, string region)
            {
                // The user's.
                Activity.Current?.SetTag("b", region);
                Activity.Current?.SetTag("b", region).SetTag("c", 1);
                Telemetry.Hits.Add(1, new KeyValuePair<string, object?>("b", region));
                var tags = new TagList
                {
                    { "b", region },
                };
                Telemetry.Hits.Add(1, tags);
            }
        }
        """,
        "Remove");

    [Fact]
    public Task The_fix_removes_attributes() => Rule.Fixes<TelemetryRevealsSecretsFixer>(
        "class C { [Traced] public void M([Tag] string password, [Tag] string region) { } }",
        "class C { [Traced] public void M(string password, [Tag] string region) { } }",
        "Remove");

    [Fact]
    public Task The_fix_redacts() => Rule.FixesAll<TelemetryRevealsSecretsFixer>(
        """
        class C
        {
            static readonly ActivitySource Source = new("Shop");
            public void M(string password, string text) => Activity.Current?.SetTag("a", password /* why? */).SetTag("email", text);
            public void N(string email) { using var activity = Source.StartActivity($"login {email} now"); }
        #if true
            public void O(string email) => Activity.Current?.AddBaggage("a", email);
        #endif
        }
        """,
        """
        class C
        {
            static readonly ActivitySource Source = new("Shop");
            public void M(string password, string text) => Activity.Current?.SetTag("a", "[redacted]" /* why? */).SetTag("email", "[redacted]");
            public void N(string email) { using var activity = Source.StartActivity($"login [redacted] now"); }
        #if true
            public void O(string email) => Activity.Current?.AddBaggage("a", "[redacted]");
        #endif
        }
        """,
        "Redact");

    [Fact]
    public Task What_can_not_go_is_not_removed() => Task.WhenAll(
        Offers("Activity.Current?.SetTag(\"a\", password);", "Remove", "Redact"),
        Offers("if (password.Length > 0) Activity.Current?.SetTag(\"a\", password);", "Redact"),
        Offers("var a = Activity.Current?.SetTag(\"a\", password);", "Redact"),
        Offers("Telemetry.Hits.Add(1, new KeyValuePair<string, object?>(\"a\", password), new(\"b\", 1));", "Redact"));

    private static Task Offers(string statement, params string[] keys) =>
        Rule.Offers<TelemetryRevealsSecretsFixer>($"class C {{ public void M(string password) {{ {statement} }} }}", keys);
}
