using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers.Tests;

public class OptionIsNotUnderstoodTests
{
    [Theory]
    [InlineData("instrumentation.series_budget = plenty", "'instrumentation.series_budget = plenty' is ignored: the value must be a whole number from 1 up")]
    [InlineData("instrumentation.series_budget = 0", "the value must be a whole number from 1 up")]
    [InlineData("instrumentation.series_budget = -3", "the value must be a whole number from 1 up")]
    [InlineData("instrumentation.series_budget = 99999999999", "the value must be a whole number from 1 up")]
    [InlineData("instrumentation.bounded_keys = , ,", "the value must be words with commas between them")]
    [InlineData("instrumentation.unbounded_key = shop.id", "'instrumentation.unbounded_key' is no option of these rules; did you mean 'instrumentation.unbounded_keys'?")]
    [InlineData("instrumentation.colour = red", "'instrumentation.colour' is no option of these rules")]
    public async Task What_is_not_understood(string line, string message)
    {
        var diagnostic = Assert.Single(await Diagnostics(line));

        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(Location.None, diagnostic.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("instrumentation.series_budget = 500")]
    [InlineData("instrumentation.bounded_keys = shop.id, region")]
    [InlineData("Instrumentation.Unbounded_Keys = shop.id")]
    [InlineData("indent_size = 4\ninstrumentations.colour = red")]
    [InlineData("instrumentation.colour = red\ndotnet_diagnostic.INS014.severity = none")]
    public async Task What_is_understood(string lines) => Assert.Empty(await Diagnostics(lines));

    [Fact]
    public async Task A_section_is_read_once_however_many_files_it_applies_to()
    {
        var project = TestProject.Create(
            "class A;", withLibrary: false, OutputKind.DynamicallyLinkedLibrary, [("B.cs", "class B;"), ("C.cs", "class C;")], "instrumentation.colour = red");

        Assert.Single(await TestProject.DiagnosticsAsync(project, new OptionIsNotUnderstood()));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Diagnostics(string editorConfig) =>
        await TestProject.DiagnosticsAsync(
            TestProject.Create("class Orders;", withLibrary: false, OutputKind.DynamicallyLinkedLibrary, [], editorConfig), new OptionIsNotUnderstood());
}
