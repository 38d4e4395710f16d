using Instrumentation.Everything.Tests.Harness;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace Instrumentation.Everything.Tests;

/// <summary>
/// Attributes on every method of whole programs: they still compile, and each method is wrapped or is said to be not. Nothing is left
/// unobserved in silence.
/// </summary>
public sealed class CensusTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("src/Generator", "Instrumentation.Generator", 150)]
    [InlineData("src/Analyzers/Rules", "Instrumentation.Analyzers", 60)]
    [InlineData("src/Runtime/Core", "Instrumentation.Runtime", 100)]
    public Task Own_program(string folder, string assembly, int atLeast) => Check(SourceProgram.Own(folder, assembly), atLeast);

    [Theory]
    [InlineData("ImTools", 150)]
    [InlineData("RamlToOpenApiConverter", 25)]
    public Task Foreign_program(string name, int atLeast) => Check(SourceProgram.Foreign(name), atLeast);

    private async Task Check(SourceProgram program, int atLeast)
    {
        var before = Errors(program.Compile().Compilation);
        Assert.True(before.Count == 0, "The program itself does not compile:\n" + string.Join("\n", before.Take(5)));

        var run = Run.Over(program.Compile(Attributing.All));
        var errors = Errors(run.Output);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));

        var census = await Census.Of(run);
        output.WriteLine(census.Table(program.Name));
        Assert.True(census.Silent.Count == 0, string.Join("\n", census.Silent.Take(20)));
        Assert.Equal(census.Attributed, census.Wrapped + census.Uncalled + census.OnlyGoneAround + census.Diagnosed);
        Assert.True(census.Wrapped >= atLeast, $"{census.Wrapped} methods are wrapped.");
    }

    private static List<string> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static d => d.DefaultSeverity == DiagnosticSeverity.Error).Select(static d => d.ToString())];
}
