using System.Diagnostics;
using Instrumentation.Behaviour.Tests.Harness;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Every scenario does the same without instrumentation, with it, and with somebody who listens.</summary>
[Collection(Alone.Name)]
public class EquivalenceTests
{
    public static TheoryData<string, string> Scenarios
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (@class, name) in Variant.Observed.Scenarios)
                data.Add(@class, name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Nothing_changes_when_nobody_listens(string @class, string name) =>
        Assert.Equal(await Variant.Plain.Run(@class, name), await Variant.Observed.Run(@class, name));

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Nothing_changes_when_somebody_listens(string @class, string name)
    {
        var expected = await Variant.Plain.Run(@class, name);
        using (new Recorder())
            Assert.Equal(expected, await Variant.Observed.Run(@class, name));
        using (new Recorder(metrics: false))
            Assert.Equal(expected, await Variant.Observed.Run(@class, name));
        using (new Recorder(spans: false))
            Assert.Equal(expected, await Variant.Observed.Run(@class, name));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Nothing_changes_when_a_sampler_says_no(string @class, string name)
    {
        var expected = await Variant.Plain.Run(@class, name);
        Assert.Equal(expected, await Sampled(ActivitySamplingResult.None, @class, name));
        Assert.Equal(expected, await Sampled(ActivitySamplingResult.PropagationData, @class, name));
        Assert.Equal(expected, await Sampled(ActivitySamplingResult.AllData, @class, name));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task A_scenario_has_something_to_compare(string @class, string name) =>
        Assert.NotEmpty(await Variant.Plain.Run(@class, name));

    [Fact]
    public async Task Top_level_statements_do_the_same()
    {
        var expected = await Variant.Plain.RunMain();
        Assert.Equal(expected, await Variant.Observed.RunMain());
        using var recorder = new Recorder(metrics: false);
        Assert.Equal(expected, await Variant.Observed.RunMain());
        Assert.Equal("Calc.Add\nGreeter.Greet whom=top\nCalc.Touch", recorder.SpanText);
    }

    private static async Task<string> Sampled(ActivitySamplingResult sampling, string @class, string name)
    {
        using var recorder = new Recorder(sampling);
        return await Variant.Observed.Run(@class, name);
    }
}
