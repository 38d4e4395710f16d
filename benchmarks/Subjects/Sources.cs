using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Benchmarks.Subjects;

/// <summary>How the methods of a project are observed.</summary>
internal enum Observed
{
    Not,
    ByAttributes,
    ByHand,
}

/// <summary>A project of some size: classes with methods, of which some are observed, and classes that call them among much else.</summary>
/// <param name="Methods">How many methods are observed.</param>
/// <param name="Sites">How many calls each of them has.</param>
/// <param name="Lines">How many other lines there are.</param>
internal sealed record Sources(int Methods, int Sites, int Lines)
{
    private const int PerFile = 10;

    public static CSharpParseOptions Options { get; } =
        new CSharpParseOptions(LanguageVersion.CSharp12).WithFeatures([new("InterceptorsNamespaces", "Instrumentation.Generated")]);

    public const string Unrelated = "/repo/Unrelated.cs";
    public const string FirstServices = "/repo/Services0.cs";
    public const string FirstCallers = "/repo/Callers0.cs";

    /// <summary>Parses a file.</summary>
    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, path);

    /// <summary>The project's compilation, parsed anew.</summary>
    public CSharpCompilation Compile(Observed observed)
    {
        var trees = new List<SyntaxTree> { Parse(Unrelated, "static class Unrelated { static int M() { return 1; } }") };
        for (var i = 0; i < Methods / PerFile; i++)
        {
            trees.Add(Parse($"/repo/Services{i}.cs", Services(i, observed)));
            trees.Add(Parse($"/repo/Callers{i}.cs", Callers(i)));
        }

        return CSharpCompilation.Create("App", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>The text of a file of observed methods.</summary>
    public string Services(int file, Observed observed)
    {
        var text = new StringBuilder("using Instrumentation;\nusing System;\nusing System.Diagnostics;\nusing System.Diagnostics.Metrics;\n");
        text.Append(CultureInfo.InvariantCulture, $"public class Service{file}\n{{\n");
        if (observed == Observed.ByHand)
            text.Append("    static readonly ActivitySource Source = new(\"App\");\n    static readonly Meter Meter = new(\"App\");\n");
        for (var m = 0; m < PerFile; m++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Do{file}_{m}");
            text.Append(observed switch
            {
                Observed.ByAttributes => $"    [Traced, Counted, Timed] public int {name}([Tag] int x, [Tag] bool y) {{ return x + 1; }}\n",
                Observed.ByHand => ByHand(name),
                _ => $"    public int {name}(int x, bool y) {{ return x + 1; }}\n",
            });
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>The text of a file that calls them.</summary>
    public string Callers(int file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"public static class Caller{file}\n{{\n    static int Other(int x) => x;\n");
        for (var m = 0; m < PerFile; m++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    public static int Call{m}(Service{file} service)\n    {{\n        var sum = 0;\n");
            for (var s = 0; s < Sites; s++)
                text.Append(CultureInfo.InvariantCulture, $"        sum += service.Do{file}_{m}({s}, true);\n");
            for (var o = 0; o < Lines / Methods; o++)
                text.Append(CultureInfo.InvariantCulture, $"        sum += Other({o});\n");
            text.Append("        return sum;\n    }\n");
        }

        return text.Append("}\n").ToString();
    }

    private static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Diagnostics.DiagnosticSource.dll" or "Instrumentation.Runtime.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static string ByHand(string name) => $$"""
            static readonly Counter<long> {{name}}Calls = Meter.CreateCounter<long>("{{name}}.calls");
            static readonly Histogram<double> {{name}}Duration = Meter.CreateHistogram<double>("{{name}}.duration");
            public int {{name}}(int x, bool y)
            {
                using var span = Source.StartActivity("{{name}}");
                span?.SetTag("x", x).SetTag("y", y);
                var start = Stopwatch.GetTimestamp();
                try
                {
                    return x + 1;
                }
                catch (Exception e)
                {
                    span?.SetStatus(ActivityStatusCode.Error, e.Message);
                    throw;
                }
                finally
                {
                    {{name}}Calls.Add(1);
                    {{name}}Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }

        """;
}
