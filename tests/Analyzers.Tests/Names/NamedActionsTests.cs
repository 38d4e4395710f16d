namespace Instrumentation.Analyzers.Tests;

/// <summary>What rules look for by its name is found whatever way the code calls it.</summary>
public class NamedActionsTests
{
    private static readonly RuleTest<NameBreaksTheSyntax> Rule = new() { Files = [Shared.Telemetry] };

    [Theory]
    [InlineData("object M() => new Meter([|\"\"|]);")]
    [InlineData("object M() => new global::System.Diagnostics.Metrics.Meter([|\"\"|]);")]
    [InlineData("Meter M() => new([|\"\"|]);")]
    [InlineData("Meter M() => (new([|\"\"|]));")]
    [InlineData("Meter? Made; void M() { this.Made = new([|\"\"|]); }")]
    [InlineData("object M() => new Aliased([|\"\"|]);")]
    [InlineData("object M() => new Outer([|\"\"|]);")]
    [InlineData("object? M(Meter? meter) => meter?.CreateCounter<int>([|\"a b\"|]);")]
    [InlineData("object M(Meter? meter) => meter!.CreateCounter<int>([|\"a b\"|]);")]
    [InlineData("[CountedAttribute([|\"a b\"|])] public void M() { }")]
    [InlineData("[Instrumentation.Counted([|\"a b\"|])] public void M() { }")]
    [InlineData("[Counts([|\"a b\"|])] public void M() { }")]
    public Task A_name_however_it_is_written(string member) => Rule.Reports(
        $$"""
        using Counts = Instrumentation.CountedAttribute;
        using Outer = System.Diagnostics.Metrics.Meter;
        namespace N
        {
            using Aliased = Outer;
            class C
            {
                {{member}}
            }
        }
        """);

    [Fact]
    public Task An_alias_of_another_file() =>
        new RuleTest<NameBreaksTheSyntax> { Files = [Shared.Telemetry, ("Usings.cs", "global using Everywhere = System.Diagnostics.Metrics.Meter;")] }.Reports(
            """class C { object M() => new Everywhere([|""|]); }""");
}
