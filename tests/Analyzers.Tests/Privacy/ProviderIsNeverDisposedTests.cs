using Instrumentation.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class ProviderIsNeverDisposedTests
{
    // OpenTelemetry's SDK, as far as programs see it here.
    private static readonly (string Name, string Text)[] Files =
    [
        ("Sdk.cs", """
            global using OpenTelemetry;
            global using OpenTelemetry.Metrics;
            global using OpenTelemetry.Trace;
            namespace OpenTelemetry
            {
                static class Sdk
                {
                    public static TracerProviderBuilder CreateTracerProviderBuilder() => throw null!;
                    public static MeterProviderBuilder CreateMeterProviderBuilder() => throw null!;
                    public static TracerProvider Build(this TracerProviderBuilder builder) => throw null!;
                    public static MeterProvider Build(this MeterProviderBuilder builder) => throw null!;
                    public static bool ForceFlush(this TracerProvider provider) => true;
                    public static TracerProviderBuilder AddAttributes(this TracerProviderBuilder builder, List<string> all) => builder;
                    public static void SetDefault(TracerProvider provider) { }
                }
                class OpenTelemetrySdk : IDisposable
                {
                    public static OpenTelemetrySdk Create(Action<object> configure) => new();
                    public TracerProvider TracerProvider => throw null!;
                    public void Dispose() { }
                }
            }
            """),
    ];

    private static readonly RuleTest<ProviderIsNeverDisposed> Rule = new() { Files = Files };

    [Fact]
    public Task A_pipeline_that_nobody_ends() => Rule.Reports(
        """
        class Program
        {
            static void Traces() { var provider = Sdk.CreateTracerProviderBuilder().AddSource("Shop").[|Build|](); provider.GetTracer("Shop"); }
            static void Metrics() { Sdk.CreateMeterProviderBuilder().AddMeter("Shop").[|Build|](); }
            static void All() { var sdk = OpenTelemetrySdk.[|Create|](b => { }); Console.WriteLine(sdk.TracerProvider); }
            static void Own() { var telemetry = Telemetry.[|Start|](); Console.WriteLine(); }
            static async Task OwnAsync() { _ = Telemetry.[|Start|](t => { }); await Task.Yield(); }
        }
        """,
        "The TracerProvider that this builds is never disposed: what it has not sent when the process ends is lost; declare it with 'using'",
        "The MeterProvider that",
        "The OpenTelemetrySdk that",
        "The Telemetry that this builds is never disposed: only an orderly exit of the process writes what is left; declare it with 'using'",
        "declare it with 'await using'");

    [Fact]
    public Task Top_level_code() => new RuleTest<ProviderIsNeverDisposed> { Files = Files, Output = OutputKind.ConsoleApplication }.Reports(
        """
        var provider = Sdk.CreateTracerProviderBuilder().[|Build|]();
        var telemetry = Telemetry.[|Start|]();
        Console.WriteLine("done");
        """,
        "'using'",
        "'await using'");

    [Fact]
    public Task A_pipeline_that_is_disposed_or_flushed() => Rule.IsSilent(
        """
        class Program
        {
            static void A() { using var provider = Sdk.CreateTracerProviderBuilder().Build(); }
            static void B() { using (Sdk.CreateMeterProviderBuilder().Build()) { } }
            static void C() { var provider = Sdk.CreateTracerProviderBuilder().Build(); try { } finally { provider.Dispose(); } }
            static void D() { var provider = Sdk.CreateTracerProviderBuilder().Build(); provider.ForceFlush(); }
            static async Task E() { await using var telemetry = Telemetry.Start(); }
            static void F(bool isOn) { var provider = Sdk.CreateTracerProviderBuilder().Build(); if (isOn) return; provider.Dispose(); }
            static void G() { var provider = Sdk.CreateTracerProviderBuilder().Build(); AppDomain.CurrentDomain.ProcessExit += (_, _) => provider.Dispose(); }
        }
        """);

    [Fact]
    public Task A_pipeline_that_is_handed_on() => Rule.IsSilent(
        """
        class Program
        {
            private static readonly TracerProvider Static = Sdk.CreateTracerProviderBuilder().Build();
            private MeterProvider? _meters;
            void A() { _meters = Sdk.CreateMeterProviderBuilder().Build(); }
            TracerProvider B() => Sdk.CreateTracerProviderBuilder().Build();
            void C() { Sdk.SetDefault(Sdk.CreateTracerProviderBuilder().Build()); }
            TracerProvider? Maybe(bool on)
            {
                TracerProvider? provider = null;
                if (on)
                    provider = Sdk.CreateTracerProviderBuilder().AddAttributes(new List<string> { "a" }).Build();
                return provider;
            }

            void D(List<IDisposable> all) { var provider = Sdk.CreateTracerProviderBuilder().Build(); all.Add(provider); }
            Telemetry E { get; } = Telemetry.Start();
        }
        """);

    [Fact]
    public Task Methods_that_are_only_called_alike() => Rule.IsSilent(
        """
        class Mine { public IDisposable Build() => null!; public static Mine Create() => new(); public static Mine Start() => new(); }
        class Program { static void Main1() { new Mine().Build(); Mine.Create(); Mine.Start(); new System.Text.StringBuilder(); } }
        """);

    [Fact]
    public Task Projects_of_tests_are_left_alone() =>
        new RuleTest<ProviderIsNeverDisposed> { Files = [.. Files, ("Xunit.cs", "namespace Xunit { class FactAttribute : System.Attribute; }")] }.IsSilent(
            "class Program { static void A() { Sdk.CreateTracerProviderBuilder().Build(); } }");

    [Fact]
    public Task Without_the_library() => new RuleTest<ProviderIsNeverDisposed> { Files = Files, WithLibrary = false }.Reports(
        "class Program { static void A() { Sdk.CreateTracerProviderBuilder().[|Build|](); } }");

    [Fact]
    public Task Generated_code_is_left_alone() => Rule.IsSilent(
        """
        // <auto-generated/>
        class Program { static void A() { Sdk.CreateTracerProviderBuilder().Build(); } }
        """);

    [Fact]
    public Task Code_with_errors_does_not_disturb() => new RuleTest<ProviderIsNeverDisposed> { Compiles = false, Files = Files }.Reports(
        """
        class Program
        {
            static void A() { var provider = Sdk.CreateTracerProviderBuilder().[|Build|](); Lost.Go(); }
            static void B() { var provider = Sdk.CreateTracerProviderBuilder().Lost().Build(); }
            static void C() { Telemetry.Start( }
        }
        """);

    [Fact]
    public Task Its_severity_is_the_projects_to_say() =>
        new RuleTest<ProviderIsNeverDisposed> { Files = Files, EditorConfig = "dotnet_diagnostic.INS404.severity = none" }.IsSilent(
            "class Program { static void A() { Sdk.CreateTracerProviderBuilder().Build(); } }");

    [Fact]
    public Task The_fix_declares_the_variable_with_using() => Rule.Fixes<ProviderIsNeverDisposedFixer>(
        """
        class Program
        {
            static void Run()
            {
        #if !SILENT
                // Until the end.
                var provider = Sdk.CreateTracerProviderBuilder()
                    .AddSource("Shop") // ours
                    .Build(); // at last
        #endif
            }
        }
        """,
        """
        class Program
        {
            static void Run()
            {
        #if !SILENT
                // Until the end.
                using var provider = Sdk.CreateTracerProviderBuilder()
                    .AddSource("Shop") // ours
                    .Build(); // at last
        #endif
            }
        }
        """,
        "AddUsing");

    [Fact]
    public Task Fix_all_declares_all_of_them() =>
        new RuleTest<ProviderIsNeverDisposed> { Files = Files, Output = OutputKind.ConsoleApplication }.FixesAll<ProviderIsNeverDisposedFixer>(
            """
            Telemetry.Start();
            var meters = Sdk.CreateMeterProviderBuilder().Build();
            OpenTelemetrySdk.Create(b => { });
            """,
            """
            await using var telemetry = Telemetry.Start();
            using var meters = Sdk.CreateMeterProviderBuilder().Build();
            using var openTelemetry = OpenTelemetrySdk.Create(b => { });
            """,
            "AddUsing");
}
