using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Generator.Tests.Harness;

/// <summary>A generator that has run over a project, and can run again over an edited one.</summary>
internal sealed class Run
{
    private readonly GeneratorDriver _driver;

    private Run(GeneratorDriver driver, Project project)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(project.Compilation, out var output, out var diagnostics);
        Output = output;
        Result = _driver.GetRunResult().Results.Single();
        if (Result.Exception is { } exception)
            throw new InvalidOperationException("The generator threw.", exception);

        // What there is to say is said by analyzers, which #pragma reaches.
        Assert.Empty(diagnostics);
    }

    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>The outputs by their names.</summary>
    public ImmutableSortedDictionary<string, string> Sources =>
        Result.GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    public static Run Over(Project project, params (string Key, string Value)[] properties) => new(
        CSharpGeneratorDriver.Create(
            [new InstrumentationGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)project.Compilation.SyntaxTrees[0].Options,
            optionsProvider: new Properties(properties),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        project);

    /// <summary>Runs again, over the next state of the project.</summary>
    public Run Then(Project project) => new(_driver, project);

    /// <summary>The reasons for which the outputs of a step are what they are, without repetition.</summary>
    public IncrementalStepRunReason[] Reasons(string step) =>
        !Result.TrackedSteps.TryGetValue(step, out var runs) ? [] : [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason).Distinct().Order()];

    /// <summary>The hint names of the outputs that were written anew.</summary>
    public string[] Written() =>
    [
        .. Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Where(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
            .SelectMany(o => Hints(o.Value)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The project and its outputs compile without a warning.</summary>
    public Run CompilesCleanly()
    {
        var diagnostics = Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(diagnostics.Count == 0, string.Join("\n", diagnostics) + "\n\n" + string.Join("\n\n", Sources.Values));
        return this;
    }

    // An output step's value is the engine's own list of sources; it has no public type.
    [SuppressMessage("Performance", "CA1859", Justification = "The engine hands out objects.")]
    private static IEnumerable<string> Hints(object value)
    {
        var sources = value.GetType().GetField("Item1")?.GetValue(value) as System.Collections.IEnumerable ?? Array.Empty<object>();
        foreach (var source in sources)
            yield return (string)source.GetType().GetProperty("HintName")!.GetValue(source)!;
    }

    private sealed class Properties((string Key, string Value)[] properties) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(properties.ToDictionary(p => "build_property." + p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase));

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value) || (key == "build_property.ProjectDir" && (value = "/repo/Shop/") is not null);
    }
}
