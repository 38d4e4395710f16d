using Instrumentation.Generator.Tests.Harness;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>What an edit re-writes of instruments.</summary>
public sealed class InstrumentCachingTests
{
    private const string Registration = "InstrumentationObservedStatics.g.cs";
    private const string Metrics = "Shop_Metrics.Instruments.g.cs";
    private const string Queue = "Shop_Queue.Instruments.g.cs";

    private static readonly Project Shop = Project.Of(
        """
        //Metrics.cs
        using Instrumentation;
        using Amount = Instrumentation.HistogramAttribute;
        namespace Shop;
        public enum Region { Eu, Us }
        public static partial class Metrics
        {
            [Counter("orders")] public static partial void Orders(long count, [Tag] Region region);
            [Amount] public static partial void Size(long size);
            public static void Use() { Orders(1, Region.Eu); }
        }
        """,
        """
        //Queue.cs
        using Instrumentation;
        namespace Shop;
        public sealed partial class Queue
        {
            [Gauge] public static int Length => 1;
            [Gauge] public int Depth { get { return 1; } }
            public Queue() { StartObserving(); }
        }
        """);

    [Fact]
    public void Each_type_has_its_output() => Assert.Equal([Registration, Metrics, Queue], Run.Over(Shop).CompilesCleanly().Sources.Keys);

    [Theory]
    [InlineData("Metrics.cs", "Orders(1, Region.Eu);", "Orders(2, Region.Us); Size(3);")]
    [InlineData("Queue.cs", "Length => 1", "Length => 2")]
    [InlineData("Queue.cs", "return 1;", "return 2;")]
    public void An_edit_of_a_body_writes_nothing(string file, string old, string @new)
    {
        var run = Run.Over(Shop).Then(Shop.Edit(file, text => text.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Empty(run.Written());
        Assert.DoesNotContain(Reason.Modified, run.Reasons(StepNames.Instruments));
    }

    [Theory]
    [InlineData("Metrics.cs", "\"orders\"", "\"orders.placed\"", Metrics)]
    [InlineData("Metrics.cs", "[Tag] Region region", "[Tag(\"r\")] Region region", Metrics)]
    [InlineData("Metrics.cs", "Eu, Us", "Eu, Us, Asia", Metrics)]
    [InlineData("Metrics.cs", "Size(long size)", "Size(double size)", Metrics)]
    [InlineData("Queue.cs", "int Depth", "double Depth", Queue)]
    [InlineData("Queue.cs", "[Gauge] public int Depth", "[Gauge(\"depth\")] public int Depth", Queue)]
    public void An_edit_of_a_declaration_writes_its_type_anew(string file, string old, string @new, string output)
    {
        var edited = Shop.Edit(file, text => text.Replace(old, @new, StringComparison.Ordinal));
        var run = Run.Over(Shop).Then(edited);

        Assert.Contains(output, run.Written());
        Assert.DoesNotContain(output == Metrics ? Queue : Metrics, run.Written());
        Assert.Equal(Run.Over(edited.Reparsed()).Sources, run.Sources);
    }

    [Fact]
    public void A_type_that_loses_its_instruments_loses_its_output()
    {
        var run = Run.Over(Shop).Then(Shop.Edit("Queue.cs", static text => text.Replace("[Gauge]", "", StringComparison.Ordinal).Replace("StartObserving();", "", StringComparison.Ordinal)));

        Assert.Equal([Metrics], run.Sources.Keys);
    }
}
