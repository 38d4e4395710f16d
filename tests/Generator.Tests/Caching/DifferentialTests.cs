using Instrumentation.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>
/// What is remembered is never wrong: after every one of 2,500 random edits the outputs are those of a run that remembers nothing. Edits touch
/// attributes, aliases, usings, overloads, bases, interfaces, partial parts, constants, enumerations, tags, bodies, files, references and options.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void After_every_edit_the_outputs_are_those_of_a_fresh_run(int seed)
    {
        const int Edits = 500;
        var program = new RandomProgram(new Random(seed));
        var compilation = program.Compile(null);
        var run = Run.Over(Project.Over(compilation), ("ProjectDir", program.Directory));
        var changes = new SortedDictionary<string, int>(StringComparer.Ordinal);

        for (var edit = 0; edit < Edits; edit++)
        {
            var before = run.Sources;
            var what = program.Mutate();
            compilation = program.Compile(compilation);
            run = run.Then(Project.Over(compilation), ("ProjectDir", program.Directory));

            var fresh = Run.Over(Project.Over(program.Compile(null)), ("ProjectDir", program.Directory));
            Assert.True(fresh.Sources.SequenceEqual(run.Sources), $"seed {seed}, edit {edit}: {what}\n{Difference(fresh, run)}");
            if (!before.SequenceEqual(run.Sources))
                changes[what] = changes.GetValueOrDefault(what) + 1;
        }

        // A run that never changes anything would prove nothing.
        log.WriteLine(string.Join(", ", changes.Select(c => $"{c.Key}: {c.Value}")));
        Assert.InRange(changes.Values.Sum(), Edits / 4, Edits);
    }

    private static string Difference(Run fresh, Run run)
    {
        var names = fresh.Sources.Keys.Union(run.Sources.Keys).Where(name => fresh.Sources.GetValueOrDefault(name) != run.Sources.GetValueOrDefault(name));
        return string.Join("\n", names.Select(name => $"{name}\nfresh: {fresh.Sources.GetValueOrDefault(name)}\nthis: {run.Sources.GetValueOrDefault(name)}"));
    }
}
