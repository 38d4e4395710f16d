using System.Globalization;
using System.Text;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>What an edit re-runs, and what it allocates, among 5,000 attributed methods and 25,000 calls of them.</summary>
public sealed class ScaleTests(ScaleTests.LargeProject large) : IClassFixture<ScaleTests.LargeProject>
{
    private const int Types = 50;
    private const int MethodsPerType = 100;
    private const int CallsPerMethod = 5;

    // The driver's own share is about 0.5 KB an output. To index or to bind one calling file takes many times the bound.
    private const int Bound = 100 * 1024;

    [Fact]
    public void Everything_is_found()
    {
        Assert.Equal(Types * MethodsPerType, Outputs(large.Run, StepNames.Holders).Sum(static o => ((HolderModel)o.Value).Targets.Count));
        Assert.Equal(
            Types * MethodsPerType * CallsPerMethod,
            Outputs(large.Run, StepNames.FileCalls).Sum(static o => ((FileCalls)o.Value).Calls.Sum(static c => c.Sites.Count)));
    }

    [Theory]
    [InlineData("Unrelated.cs", "return 1;", "return 2;")]
    [InlineData("Unrelated.cs", "return 1;", "/* a comment */ var x = 1; return x;")]
    [InlineData("Service7.cs", "x + 1", "x + 2")]
    public void An_edit_in_a_body_without_observed_calls_re_runs_nothing(string file, string before, string after)
    {
        var edited = large.Project.Edit(file, text => text.Replace(before, after, StringComparison.Ordinal));
        var run = large.Run.Then(edited);

        Assert.Empty(run.Written());
        Assert.All(OwnSteps, step => Assert.All(run.Reasons(step), static reason => Assert.True(reason is Reason.Cached or Reason.Unchanged)));
        Assert.All(AfterCalls, step => Assert.Equal([Reason.Cached], run.Reasons(step)));
    }

    [Fact]
    public void An_unrelated_edit_allocates_no_more_than_the_bound()
    {
        Assert.InRange(large.Allocated("Unrelated.cs", i => $"return {i};"), 1, Bound);
        Assert.InRange(large.Allocated("Unrelated.cs", i => $"return 1; }} static int M{i}() {{ return {i};"), 1, Bound);

        // The bound tells: one calling file that was looked through once more would not go below it.
        Assert.InRange(large.Allocated("Caller7.cs", i => $"return {i} + sum;"), 4 * Bound, long.MaxValue);
    }

    [Fact]
    public void An_edit_in_a_calling_file_writes_the_places_of_its_calls_alone()
    {
        var run = large.Run.Then(large.Project.Edit("Caller7.cs", text => text.Replace("var sum = 0;", "var sum = 1;", StringComparison.Ordinal)));

        Assert.StartsWith("Calls.Caller7.", Assert.Single(run.Written()), StringComparison.Ordinal);
        Assert.Single(Outputs(run, StepNames.FileCalls), static o => o.Reason == Reason.Modified);
        Assert.Single(Outputs(run, StepNames.FileTargets), static o => o.Reason == Reason.Unchanged);
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Targets));
        Assert.Equal([Reason.Cached], run.Reasons(StepNames.Holders));
    }

    [Fact]
    public void The_first_call_in_a_file_writes_that_file_alone()
    {
        var run = large.Run.Then(large.Project.Edit("Unrelated.cs", text => text.Replace("return 1;", "return new Service0().Do0_0(1, true);", StringComparison.Ordinal)));

        Assert.StartsWith("Calls.Unrelated.", Assert.Single(run.Written()), StringComparison.Ordinal);
        Assert.Equal([Reason.Unchanged], run.Reasons(StepNames.Targets));
    }

    // Each of these binds all calls once more, and so would the next test after each: they are one.
    [Fact]
    public void A_declaration_writes_what_depends_on_it()
    {
        var unused = large.Run.Then(large.Project.Edit("Unrelated.cs", text => text.Replace("static int M()", "public static int N()", StringComparison.Ordinal)));
        Assert.Empty(unused.Written());
        Assert.Equal([Reason.Cached], unused.Reasons(StepNames.FileCalls));

        var used = large.Run.Then(large.Project.Edit("Service7.cs", text => text.Replace("Do7_3([Tag] int x", "Do7_3([Tag(\"y\")] int x", StringComparison.Ordinal)));
        Assert.Collection(used.Written(), static name => Assert.StartsWith("Calls.Caller7.", name, StringComparison.Ordinal), static name => Assert.Equal("Service7.g.cs", name));

        var added = large.Run.Then(large.Project.With(static c => c.AddSyntaxTrees(Project.Parse("class New { int M() => 1; }", "/repo/Shop/New.cs"))));
        Assert.Empty(added.Written());
        Assert.Single(Outputs(added, StepNames.FileCalls), static o => o.Reason == Reason.New);
    }

    private static readonly string[] AfterCalls = [StepNames.FileCalls, StepNames.FileTargets, StepNames.Targets, StepNames.Holders];

    private static IEnumerable<string> OwnSteps => typeof(StepNames).GetFields().Select(static f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<(object Value, Reason Reason)> Outputs(Run run, string step) => run.Result.TrackedSteps[step].SelectMany(static s => s.Outputs);

    /// <summary>The project, and a generator that has run over it.</summary>
    public sealed class LargeProject
    {
        private GeneratorDriver _driver;

        public LargeProject()
        {
            var files = Enumerable.Range(0, Types).SelectMany(static i => new[] { Service(i), Caller(i) }).ToList();
            files.Insert(Types, "//Unrelated.cs\nstatic class Unrelated { static int M() { return 1; } }");
            Project = Project.Of([.. files]);
            Run = Run.Over(Project);
            _driver = CSharpGeneratorDriver.Create([new InstrumentationGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)Project.Compilation.SyntaxTrees[0].Options)
                .RunGenerators(Project.Compilation);
        }

        internal Project Project { get; }

        internal Run Run { get; }

        /// <summary>The bytes that the last of some edits allocates, each of which makes another statement of the file's last one.</summary>
        internal long Allocated(string file, Func<int, string> statement)
        {
            const int Edits = 10;
            var allocated = 0L;
            for (var i = 2; i < Edits; i++)
            {
                var edited = Project.Edit(file, text => text[..text.LastIndexOf("return", StringComparison.Ordinal)] + statement(i) + text[(text.LastIndexOf(';') + 1)..]);
                var before = GC.GetAllocatedBytesForCurrentThread();
                _driver = _driver.RunGenerators(edited.Compilation);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return allocated;
        }

        private static string Service(int type)
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"//Service{type}.cs\nusing Instrumentation;\npublic class Service{type}\n{{\n");
            for (var m = 0; m < MethodsPerType; m++)
                text.Append(CultureInfo.InvariantCulture, $"    [Traced, Counted, Timed] public int Do{type}_{m}([Tag] int x, [Tag] bool y) {{ return x + 1; }}\n");
            return text.Append("}\n").ToString();
        }

        private static string Caller(int type)
        {
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"//Caller{type}.cs\npublic static class Caller{type}\n{{\n");
            for (var m = 0; m < MethodsPerType; m++)
            {
                text.Append(CultureInfo.InvariantCulture, $"    public static int Call{m}(Service{type} service)\n    {{\n        var sum = 0;\n");
                for (var call = 0; call < CallsPerMethod; call++)
                    text.Append(CultureInfo.InvariantCulture, $"        sum += service.Do{type}_{m}({call}, true);\n");
                text.Append("        return sum;\n    }\n");
            }

            return text.Append("}\n").ToString();
        }
    }
}
