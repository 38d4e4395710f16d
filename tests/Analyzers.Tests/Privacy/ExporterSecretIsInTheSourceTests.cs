using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class ExporterSecretIsInTheSourceTests
{
    private static readonly (string Name, string Text)[] Files =
    [
        ("Sdk.cs", """
            namespace OpenTelemetry.Exporter
            {
                class OtlpExporterOptions { public Uri Endpoint { get; set; } = null!; public string? Headers { get; set; } }
                class ZipkinExporterOptions { public Uri Endpoint { get; set; } = null!; }
                class HttpOptions { public string? Headers { get; set; } }
            }
            """),
    ];

    private static readonly RuleTest<ExporterSecretIsInTheSource> Rule = new() { Files = Files };

    [Fact]
    public Task Headers_with_a_token() => Rule.Reports(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            private const string Key = "0123456789abcdef";
            void A(OtlpExporterOptions options) => options.Headers = [|"x-honeycomb-team=0123456789abcdef"|];
            void B(OtlpExporterOptions options) => options.Headers = [|"tenant=shop, Authorization=Basic c2hvcDpzZWNyZXQ="|];
            void C(Action<Action<OtlpExporterOptions>> add) => add(o => { o.Headers = [|$"api-key={Key}"|]; });
            OtlpExporterOptions D() => new() { Headers = [|"lightstep-access-token=" + Key|] };
        }
        """,
        "The header 'x-honeycomb-team' has its secret here, for everybody who can read the source or the assembly; read it from the configuration",
        "The header 'Authorization'",
        "The header 'api-key'",
        "The header 'lightstep-access-token'");

    [Fact]
    public Task Endpoints_with_credentials() => Rule.Reports(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(OtlpExporterOptions options) => options.Endpoint = [|new Uri("https://shop:s3cr3t@collector.shop.org:4317")|];
            void B(ZipkinExporterOptions options) => options.Endpoint = [|new Uri("https://zipkin.shop.org/api/v2/spans?api_key=0123456789abcdef")|];
        }
        """,
        "The URL has a password in it",
        "The URL has its secret 'api_key' in it");

    [Fact]
    public Task Environment_variables_and_configuration() => Rule.Reports(
        """
        class Startup
        {
            void A() => Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS", [|"api-key=0123456789abcdef"|]);
            void B() => Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", [|"https://shop:s3cr3t@collector.shop.org"|]);
            void C(Dictionary<string, string> settings) => settings["OTEL_EXPORTER_OTLP_METRICS_HEADERS"] = [|"api-key=0123456789abcdef"|];
            Dictionary<string, string> D() => new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = [|"api-key=0123456789abcdef"|] };
        }
        """);

    [Fact]
    public Task What_is_read_from_elsewhere() => Rule.IsSilent(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(OtlpExporterOptions options, string key) => options.Headers = $"api-key={key}";
            void B(OtlpExporterOptions options) => options.Headers = Environment.GetEnvironmentVariable("KEY");
            void C(OtlpExporterOptions options, string url) => options.Endpoint = new Uri(url);
        }
        """);

    [Fact]
    public Task What_is_no_secret() => Rule.IsSilent(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(OtlpExporterOptions options) => options.Headers = "tenant=shop-production, stream-name=default-stream";
            void B(OtlpExporterOptions options) => options.Endpoint = new Uri("https://collector.shop.org:4317/v1/traces?dataset=production");
            void C(OtlpExporterOptions options) => options.Endpoint = new Uri("http://shop:s3cr3t@localhost:4317");
            void D(OtlpExporterOptions options) => options.Endpoint = new Uri("/relative", UriKind.Relative);
            void E(OtlpExporterOptions options) => options.Headers = "api-key=";
            void F(OtlpExporterOptions options) => options.Headers = "monkey=0123456789abcdef";
        }
        """);

    [Fact]
    public Task Placeholders() => Rule.IsSilent(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(OtlpExporterOptions options) => options.Headers = "api-key=<your key>";
            void B(OtlpExporterOptions options) => options.Headers = "Authorization=Bearer ${TOKEN}";
            void C(OtlpExporterOptions options) => options.Endpoint = new Uri("https://user:your-password@collector.shop.org");
            void D(OtlpExporterOptions options) => options.Headers = "api-key=dev";
        }
        """);

    [Fact]
    public Task Settings_of_something_else() => Rule.IsSilent(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(HttpOptions options) => options.Headers = "api-key=0123456789abcdef";
            void B(Dictionary<string, string> settings) => settings["HEADERS"] = "api-key=0123456789abcdef";
            void C() => Environment.SetEnvironmentVariable("SHOP_KEY", "api-key=0123456789abcdef");
        }
        """);

    [Fact]
    public Task Projects_of_tests_are_left_alone() =>
        new RuleTest<ExporterSecretIsInTheSource> { Files = [.. Files, ("Xunit.cs", "namespace Xunit { class FactAttribute : System.Attribute; }")] }.IsSilent(
            "class A { void B(OpenTelemetry.Exporter.OtlpExporterOptions options) => options.Headers = \"api-key=0123456789abcdef\"; }");

    [Fact]
    public Task Top_level_code_without_the_library() =>
        new RuleTest<ExporterSecretIsInTheSource> { Files = Files, Output = OutputKind.ConsoleApplication, WithLibrary = false }.Reports(
            """
            var options = new OpenTelemetry.Exporter.OtlpExporterOptions();
            options.Headers = [|"api-key=0123456789abcdef"|];
            """);

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class A { void B(OpenTelemetry.Exporter.OtlpExporterOptions options) => options.Headers = "api-key=0123456789abcdef"; }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<ExporterSecretIsInTheSource> { Compiles = false, Files = Files }.Reports(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            void A(OtlpExporterOptions options) { options.Headers = ; options.Headers = [|"api-key=0123456789abcdef"|] }
            void B(OtlpExporterOptions options) { options.Endpoint = new Uri(; options[] = ""; Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS"); }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<ExporterSecretIsInTheSource> { Files = Files, EditorConfig = "dotnet_diagnostic.INS403.severity = none" }.IsSilent(
            "class A { void B(OpenTelemetry.Exporter.OtlpExporterOptions options) => options.Headers = \"api-key=0123456789abcdef\"; }");

    [Fact]
    public Task The_fix_reads_the_environment_variable() => Rule.Fixes<ExporterSecretIsInTheSourceFixer>(
        """
        class Startup
        {
            void A(OpenTelemetry.Exporter.OtlpExporterOptions options)
            {
        #if !SILENT
                // Ours.
                options.Headers = /* the key */ "api-key=0123456789abcdef"; // secret
        #endif
            }
        }
        """,
        """
        class Startup
        {
            void A(OpenTelemetry.Exporter.OtlpExporterOptions options)
            {
        #if !SILENT
                // Ours.
                options.Headers = /* the key */ Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS"); // secret
        #endif
            }
        }
        """,
        "ReadFromEnvironment");

    [Fact]
    public Task Fix_all_reads_what_has_a_variable() => Rule.FixesAll<ExporterSecretIsInTheSourceFixer>(
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            OtlpExporterOptions A() => new() { Headers = "api-key=0123456789abcdef", Endpoint = new Uri("https://shop:s3cr3t@collector.shop.org:4317") };
            void B(ZipkinExporterOptions options) => options.Endpoint = new Uri("https://shop:s3cr3t@zipkin.shop.org");
        }
        """,
        """
        using OpenTelemetry.Exporter;
        class Startup
        {
            OtlpExporterOptions A() => new() { Headers = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS"), Endpoint = new Uri(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")!) };
            void B(ZipkinExporterOptions options) => options.Endpoint = new Uri("https://shop:s3cr3t@zipkin.shop.org");
        }
        """,
        "ReadFromEnvironment",
        remaining: 1);
}
