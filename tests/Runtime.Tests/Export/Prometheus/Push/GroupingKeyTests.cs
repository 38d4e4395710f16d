using Instrumentation.Export.Prometheus.Push;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Push;

/// <summary>The path under which a Pushgateway keeps what is pushed.</summary>
public sealed class GroupingKeyTests
{
    [Theory]
    [InlineData("", "nightly", "/metrics/job/nightly")]
    [InlineData("/", "nightly", "/metrics/job/nightly")]
    [InlineData("/gateway/", "a-b_c.d~1", "/gateway/metrics/job/a-b_c.d~1")]
    [InlineData("", "shop/nightly", "/metrics/job@base64/c2hvcC9uaWdodGx5")]
    [InlineData("", "..", "/metrics/job@base64/Li4=")]
    [InlineData("", "naïve?>", "/metrics/job@base64/bmHDr3ZlPz4=")]
    [InlineData("", "~~~???>>", "/metrics/job@base64/fn5-Pz8_Pj4=")]
    public void A_key_of_a_job_alone_is(string gateway, string job, string path) => Assert.Equal(path, GroupingKey.PathOf(gateway, job, []));

    [Fact]
    public void Other_labels_follow_and_an_empty_one_is_the_filling_of_base64() => Assert.Equal(
        "/metrics/job/a/instance/10.0.0.1/zone@base64/=", GroupingKey.PathOf("", "a", [new("instance", "10.0.0.1"), new("zone", "")]));

    [Theory]
    [InlineData("instance", true)]
    [InlineData("_a1", true)]
    [InlineData("job", false)]
    [InlineData("__name__", false)]
    [InlineData("1a", false)]
    [InlineData("a.b", false)]
    [InlineData("é", false)]
    [InlineData("", false)]
    public void A_label_can_be_one_of_a_key(string name, bool can) => Assert.Equal(can, GroupingKey.IsLabel(name));
}
