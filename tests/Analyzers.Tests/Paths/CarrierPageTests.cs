using Instrumentation.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Instrumentation.Analyzers.Tests;

/// <summary>The handlers in docs/propagation.md compile, read their messages, and no rule has anything to say of them.</summary>
public class CarrierPageTests
{
    public static TheoryData<string> Handlers =>
    [
        .. File.ReadAllText(Path.Combine(RuleCatalogue.Root, "docs", "propagation.md")).ReplaceLineEndings("\n").Split("```")
            .Where(static block => block.StartsWith("csharp\n", StringComparison.Ordinal) && block.Contains("[Carrier", StringComparison.Ordinal))
            .Select(static block => block["csharp\n".Length..]),
    ];

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_handler_is_as_it_says(string handler)
    {
        var project = TestProject.Create(
            $$"""
            using System.Diagnostics;
            record Properties(IDictionary<string, object?>? Headers);
            record Message(Properties Properties, byte[] Body);
            partial class Orders
            {
                {{handler}}
                private static Task PlaceAsync(byte[] order) => Task.CompletedTask;
                private static Task PlaceAllAsync(IReadOnlyList<Message> messages) => Task.CompletedTask;
                public Task Receive(Message message) => {{(handler.Contains("HandleAllAsync", StringComparison.Ordinal) ? "HandleAllAsync([message])" : "HandleAsync(message)")}};
            }
            """,
            withLibrary: true,
            OutputKind.DynamicallyLinkedLibrary,
            [],
            "");
        Assert.Empty(await TestProject.ErrorsAsync(project));

        var compilation = (await project.GetCompilationAsync())!;
        var own = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(static t => !t.FilePath.StartsWith("/project/", StringComparison.Ordinal)));
        CSharpGeneratorDriver.Create([new InstrumentationGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)own.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(own, out var built, out _);
        Assert.Contains(built.SyntaxTrees, static t => t.ToString().Contains("?.Properties?.Headers);", StringComparison.Ordinal));
        Assert.Empty(await compilation.WithAnalyzers([.. RuleCatalogue.Analyzers], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync());
    }

    [Fact]
    public void There_are_handlers_on_the_page() => Assert.Equal(2, Handlers.Count);
}
