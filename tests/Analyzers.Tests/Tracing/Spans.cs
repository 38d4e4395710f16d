namespace Instrumentation.Analyzers.Tests;

/// <summary>What the sources of tests on spans share.</summary>
internal static class Spans
{
    /// <summary>A source and a tracer, and work that may fail.</summary>
    public static readonly (string Name, string Text)[] Files =
    [
        ("Spans.cs", """
            global using System.Diagnostics;
            global using OpenTelemetry.Trace;
            static class Spans
            {
                public static readonly ActivitySource Source = new("Shop");
                public static readonly Tracer Tracer = TracerProvider.Default.GetTracer("Shop");
            }
            public class Order { public string Id { get; set; } = ""; }
            static class Work
            {
                public static int Do() => 1;
                public static Task<int> DoAsync() => Task.FromResult(1);
                public static Task RunAsync() => Task.CompletedTask;
                public static ValueTask<int> GetAsync() => new(1);
                public static void Take(Activity? activity) { }
                public static void Log(Exception e) { }
            }
            """),
    ];
}
