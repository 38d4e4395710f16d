namespace Instrumentation.Analyzers.Tests;

/// <summary>What programs that measure have: instruments, and the parts of ASP.NET Core that requests are read from.</summary>
internal static class Measuring
{
    public static readonly (string Name, string Text) Telemetry = ("Telemetry.cs", """
        global using System.Diagnostics;
        global using System.Diagnostics.Metrics;
        static class Telemetry
        {
            public static readonly Meter Meter = new("Shop");
            public static readonly Counter<long> Hits = Meter.CreateCounter<long>("hits");
            public static readonly Histogram<double> Times = Meter.CreateHistogram<double>("times");
            public static void Hit(string key, object? value) => Hits.Add(1, new KeyValuePair<string, object?>(key, value));
        }
        """);

    public static readonly (string Name, string Text) Http = ("Http.cs", """
        namespace Microsoft.AspNetCore.Http
        {
            public struct PathString
            {
                public string? Value => null;
                public static implicit operator string(PathString path) => "";
            }
            public interface IHeaderDictionary { string this[string key] { get; } }
            public abstract class HttpRequest
            {
                public abstract PathString Path { get; }
                public abstract IHeaderDictionary Headers { get; }
                public abstract string Method { get; }
            }
        }
        namespace Microsoft.AspNetCore.Mvc
        {
            public class FromQueryAttribute : Attribute { }
        }
        """);

    /// <summary>A rule's test in a project that has them.</summary>
    public static RuleTest<TRule> Test<TRule>(string editorConfig = "")
        where TRule : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() =>
        new() { Files = [Telemetry, Http], EditorConfig = editorConfig };
}
