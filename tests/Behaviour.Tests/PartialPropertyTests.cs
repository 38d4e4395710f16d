using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Exactly which spans and metrics the accessors of partial properties make, whoever calls them.</summary>
[Collection(Alone.Name)]
public class PartialPropertyTests
{
    [Theory]
    [InlineData("Instance_and_static", """
        Till.Sum.set added=2
        Till.Sum.get result=2
        Till.Sum.set added=5
        Till.Raw.get
        Till.Name.get < Till.Open
        Till.Open name=till
        Till.Name.get
        Till.Sum.get result=6
        """)]
    [InlineData("Indexers", """
        Till.Item.set drawer=a
        Till.Item.get drawer=a
        Till.Item.set drawer=b
        Till.Item.get drawer=b
        """)]
    [InlineData("Throws", """
        Till.Sum.set Error(no debts (Parameter 'value')) added=-1 error.type=System.ArgumentOutOfRangeException !exception
        Till.Item.get Error(The given key 'none' was not present in the dictionary.) drawer=none error.type=System.Collections.Generic.KeyNotFoundException !exception
        """)]
    [InlineData("Asynchronous", "Till.Later.get")]
    [InlineData("Structs", """
        Dial.Value.get
        Dial.Value.set
        Dial.Value.get
        Dial.Value.set
        Dial.Value.get
        """)]
    [InlineData("By_interface_reflection_and_expression", """
        Tin.Label.get
        Tin.Label.get
        Tin.Label.get
        """)]
    public async Task The_spans_of_a_scenario(string name, string expected)
    {
        using var recorder = new Recorder();
        await Variant.Observed.Run("PartialPropertyScenarios", name);

        Assert.Equal(expected.ReplaceLineEndings("\n"), recorder.SpanText);
    }

    [Fact]
    public void The_metrics_of_an_accessor()
    {
        using var recorder = new Recorder(spans: false);
        _ = new Till().Sum;

        Assert.Equal(
            """
            behaviour.observed.till.sum.get.in_flight 1
            behaviour.observed.till.sum.get.in_flight -1
            behaviour.observed.till.sum.get.calls 1
            behaviour.observed.till.sum.get.duration
            """.ReplaceLineEndings("\n"),
            recorder.MetricText);
    }
}
