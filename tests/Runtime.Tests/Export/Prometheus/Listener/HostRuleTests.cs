using Instrumentation.Export.Prometheus.Listener;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Listener;

public sealed class HostRuleTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("localhost", true)]
    [InlineData("LocalHost.:1", true)]
    [InlineData("127.0.0.1:9464", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]:9464", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("my-machine:80", true)]
    [InlineData("", false)]
    [InlineData("attacker.example:9464", false)]
    [InlineData("localhost.attacker.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::2]", false)]
    [InlineData("127.0.0.1.attacker.example", false)]
    public void A_page_of_this_machine_alone_is_asked_for_by_a_name_of_this_machine(string? host, bool isAllowed) =>
        Assert.Equal(isAllowed, new HostRule("my-machine", isLoopback: true).Allows(host));

    [Theory]
    [InlineData("shop.example:9464")]
    [InlineData("")]
    public void One_that_others_reach_is_asked_for_by_any(string host) => Assert.True(new HostRule("*", isLoopback: false).Allows(host));
}
