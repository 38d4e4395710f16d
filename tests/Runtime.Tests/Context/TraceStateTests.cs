using Instrumentation.Context;

namespace Instrumentation.Runtime.Tests.Context;

public sealed class TraceStateTests
{
    [Theory]
    [InlineData("a=1")]
    [InlineData("0a_-*/@z=1,1=2")]
    [InlineData("tenant@system@more=x")]
    [InlineData("a= !\"#$%&'()*+-./:;<>?@[\\]^_`{|}~")]
    [InlineData("ot=th:8;rv:6e6d1a75832a2f,congo=t61rcWkgMzE")]
    public void A_well_formed_state_is_the_same_string(string state) => Assert.Same(state, TraceState.Limit(state));

    [Theory]
    [InlineData(" a=1\t,,\tb=2, ", "a=1,b=2")]
    [InlineData(",a=1", "a=1")]
    public void White_space_and_empty_members_are_left_out(string state, string kept) => Assert.Equal(kept, TraceState.Limit(state));

    [Fact]
    public void Of_members_with_one_key_the_first_is_kept() => Assert.Equal("a=1,b=2", TraceState.Limit("a=1,b=2,a=3"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ,")]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("=1")]
    [InlineData("=")]
    [InlineData("a=1=2")]
    [InlineData("A=1")]
    [InlineData("_a=1")]
    [InlineData("@a=1")]
    [InlineData("a b=1")]
    [InlineData("a =1")]
    [InlineData("é=1")]
    [InlineData("a=é")]
    [InlineData("a=1\n")]
    [InlineData("a=\t1")]
    [InlineData("a=1,b")]
    public void A_malformed_state_is_none(string? state) => Assert.Null(TraceState.Limit(state));

    [Fact]
    public void Keys_and_values_have_256_characters_at_most()
    {
        var longest = new string('k', 256) + "=" + new string('v', 255);

        Assert.Same(longest, TraceState.Limit(longest));
        Assert.NotNull(TraceState.Limit(new string('k', 256) + "=v"));
        Assert.Null(TraceState.Limit(new string('k', 257) + "=v"));
        Assert.NotNull(TraceState.Limit("k=" + new string('v', 256)));
        Assert.Null(TraceState.Limit("k=" + new string('v', 257)));
    }

    [Fact]
    public void There_are_32_members_at_most()
    {
        Assert.NotNull(TraceState.Limit(Members(32)));
        Assert.Null(TraceState.Limit(Members(33)));
        Assert.NotNull(TraceState.Limit(Members(32) + ", ,"));

        static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"k{i}=v"));
    }

    [Fact]
    public void Members_of_more_than_128_characters_and_then_the_last_go_until_512_are_left()
    {
        var (big, small) = ("big=" + new string('b', 125), new string('s', 124));
        var four = string.Join(',', Enumerable.Range(0, 4).Select(i => $"k{i}={small}"));

        // Four members of 127 characters and three commas are 511.
        Assert.Same(four, TraceState.Limit(four));
        Assert.Equal(four, TraceState.Limit($"{big},{four}"));
        Assert.Equal(four, TraceState.Limit($"{four},z=1"));
        Assert.Equal($"first=1,{four[..^128]}", TraceState.Limit($"first=1,{four}"));
        var long3 = string.Join(',', Enumerable.Range(0, 3).Select(i => $"l{i}={new string('l', 126)}"));
        Assert.Equal($"{long3},k=1", TraceState.Limit($"{long3},k=1,{big}"));
    }
}
