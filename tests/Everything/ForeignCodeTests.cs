using Instrumentation.Everything.Tests.Harness;
using Instrumentation.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Instrumentation.Everything.Tests;

/// <summary>
/// Other people's programs do the same with attributes on every method as without, whether somebody listens or not. Packages bring no tests,
/// so each has an exercise that writes down what the program gives back and how it fails.
/// </summary>
public sealed class ForeignCodeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("ImTools")]
    [InlineData("RamlToOpenApiConverter")]
    public async Task Does_the_same_attributed(string name)
    {
        var program = SourceProgram.Foreign(name);
        var expected = await Exercised.Journal(program.Compile().Compilation);
        Assert.NotEmpty(expected);

        var attributed = Run.Over(program.Compile(Attributing.All)).Output;
        Assert.Equal(expected, await Exercised.Journal(attributed));

        var (journal, spans, calls, inFlight) = await Exercised.Heard(attributed);
        Assert.Equal(expected, journal);
        output.WriteLine($"{name}: {spans} spans");
        Assert.True(spans > 100, $"{spans} spans are too few to prove anything.");
        Assert.Equal((spans, 0), (calls, inFlight));
    }
}
