using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>
/// What is remembered is never wrong: after every one of many random edits the outputs are those of a run that remembers nothing. Edits touch
/// bodies, signatures, attributes, aliases, overloads, bases, partial parts, constants and whole files.
/// </summary>
public sealed class DifferentialTests
{
    private const int Files = 6;

    [Theory]
    [InlineData(1, 120)]
    [InlineData(2, 120)]
    [InlineData(3, 120)]
    public void After_every_edit_the_outputs_are_those_of_a_fresh_run(int seed, int edits)
    {
        var random = new Random(seed);
        var state = new State(random);
        var project = Project.Of([.. Enumerable.Range(0, Files).Select(state.Render)]);
        var run = Run.Over(project);
        var different = 0;

        for (var i = 0; i < edits; i++)
        {
            var before = run.Sources;
            var file = state.Mutate();
            project = Replace(project, file, state.Render(file));
            run = run.Then(project);

            var fresh = Run.Over(project.Reparsed());
            Assert.True(fresh.Sources.SequenceEqual(run.Sources), $"seed {seed}, edit {i}: {state.LastEdit}");
            different += before.SequenceEqual(run.Sources) ? 0 : 1;
        }

        // A run that never changes anything would prove nothing.
        Assert.InRange(different, edits / 4, edits);
    }

    private static Project Replace(Project project, int file, string text)
    {
        var path = $"/repo/Shop/F{file}.cs";
        var old = project.Compilation.SyntaxTrees.SingleOrDefault(t => t.FilePath == path);
        return project.With(c => old is null ? c
            : text.Contains("// removed", StringComparison.Ordinal) && c.SyntaxTrees.Length > 2 ? c.ReplaceSyntaxTree(old, Project.Parse("//F" + file + ".cs\n", path))
            : c.ReplaceSyntaxTree(old, Project.Parse(text, path)));
    }

    /// <summary>A small program whose files are drawn from what has been decided of each.</summary>
    private sealed class State(Random random)
    {
        private static readonly string[] Attributes = ["", "[Traced]", "[Traced, Counted]", "[Counted]", "[Traced(\"x\")]", "[T]", "[Instrumentation.Timed]", "[NotInstrumented]"];
        private static readonly string[] TypeAttributes = ["", "", "[Traced]", "[Counted]"];
        private static readonly string[] Parameters = ["int a", "long a", "int a, int b = 1", "[Tag] int a", "[Tag] bool a", "object a"];
        private static readonly string[] Calls = ["M(1)", "M(1L)", "M(true)", "N(1)", "M(x)", "ToString()"];

        private readonly int[,] _choices = Fill(random);

        public string LastEdit { get; private set; } = "";

        private static int[,] Fill(Random random)
        {
            var choices = new int[Files, 12];
            for (var file = 0; file < Files; file++)
            {
                for (var choice = 0; choice < 12; choice++)
                    choices[file, choice] = random.Next(64);
            }

            return choices;
        }

        public int Mutate()
        {
            var file = random.Next(Files);
            var choice = random.Next(12);
            _choices[file, choice] = random.Next(64);
            LastEdit = $"file {file}, choice {choice} is {_choices[file, choice]}";
            return file;
        }

        public string Render(int file)
        {
            int Choice(int index) => _choices[file, index];
            string Pick(string[] from, int index) => from[Choice(index) % from.Length];

            var alias = Choice(0) % 3 == 0 ? (file == 0 ? "global " : "") + "using T = Instrumentation.TracedAttribute;" : "";
            var parent = file > 0 && Choice(1) % 3 == 0 ? $" : C{file - 1}" : "";
            var isOverride = parent.Length > 0 && Choice(2) % 2 == 0;
            return Choice(11) % 16 == 0 ? $"//F{file}.cs\n// removed" : $$"""
                //F{{file}}.cs
                {{alias}}
                using Instrumentation;
                namespace Shop;
                {{Pick(TypeAttributes, 3)}}
                public partial class C{{file}}{{parent}}
                {
                    public const int Constant = {{Choice(4)}};
                    {{Pick(Attributes, 5)}} public {{(isOverride ? "override" : "virtual")}} int M({{Pick(Parameters, 6)}}) { var local = {{Choice(7)}}; return local; }
                    {{Pick(Attributes, 8)}} public static int N(int a) => a + {{Choice(9)}};
                    public static object Call(C{{Choice(10) % Files}} c, int x) { return c.{{Pick(Calls, 7)}}; }
                    public static object Call2(C{{Choice(1) % Files}} c) { return c.M({{Choice(9)}}) + N(C{{Choice(8) % Files}}.N(1)); }
                }
                public static class E{{file}} { {{Pick(Attributes, 9)}} public static int M(this C{{Choice(4) % Files}} c, string s) => {{Choice(2)}}; }
                """;
        }
    }
}
