using Instrumentation.Everything.Tests.Harness;
using Instrumentation.Everything.Tests.Suites;
using Xunit.Abstractions;

namespace Instrumentation.Everything.Tests;

/// <summary>The repository's own suites pass as they are, not even compiled anew, against programs whose every method is attributed.</summary>
public sealed class OwnSuitesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Tests_of_the_runtime()
    {
        // Nobody may listen to what listens: telling of a span would start the next one, without end.
        using var tree = await new AttributedTree("src/Runtime/Core", Attributing.OnlyWhenLookedAtClosely).BuildAsync();
        // Of what is under load and hostile clients once is enough.
        var result = await tree.RunAsync(Suite.PathOf("Instrumentation.Runtime.Tests"), "FullyQualifiedName~Instrumentation&FullyQualifiedName!~Prometheus", "src/Runtime/Core/bin/Debug/net10.0/Instrumentation.Runtime.dll");
        Check(result, 60);
    }

    [Fact]
    public async Task Tests_of_the_samples()
    {
        using var tree = await new AttributedTree("samples", Attributing.OnlyWhenLookedAtClosely).BuildAsync();
        Check(await tree.RunAsync(
            Suite.PathOf("Instrumentation.Integration.Tests"), "FullyQualifiedName~QuickstartTests|FullyQualifiedName~ShopTests"), 20);
    }

    private void Check(SuiteResult result, int atLeast)
    {
        Assert.True(result.HasPassed, result.Output);
        Assert.True(result.Passed >= atLeast, $"{result.Passed} tests are too few to prove anything.");
        output.WriteLine($"{result.Passed} tests pass.");
    }
}
