using Instrumentation.Export;
using Instrumentation.Export.Prometheus.Push;

namespace Instrumentation.Runtime.Tests.Export.Prometheus.Push;

/// <summary>What options say, and those that can't be.</summary>
public sealed class PushOptionTests
{
    private static readonly Uri Prometheus = new("http://localhost:9090/api/v1/write");
    private static readonly Uri Gateway = new("http://localhost:9091");

    public static TheoryData<string, PrometheusPushOptions> BadOptions { get; } = new()
    {
        { "Endpoint", new PrometheusRemoteWriteOptions() },
        { "Endpoint", new PrometheusPushgatewayOptions() },
        { "Endpoint", new PrometheusRemoteWriteOptions { Endpoint = new("ftp://u:hush@c") } },
        { "Endpoint", new PrometheusPushgatewayOptions { Endpoint = new("/hush", UriKind.Relative) } },
        { "Version", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, Version = (PrometheusRemoteWriteVersion)7 } },
        { "MaxQueueBytes", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, MaxQueueBytes = 0 } },
        { "MaxSamplesPerRequest", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, MaxSamplesPerRequest = 0 } },
        { "Timeout", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, Timeout = TimeSpan.Zero } },
        { "Translation", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, Translation = (PrometheusTranslation)7 } },
        { "Headers", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, Headers = { ["Content-Encoding"] = "hush" } } },
        { "Headers", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, Headers = { ["X-Prometheus-Remote-Write-Version"] = "hush" } } },
        { "CertificateFile", new PrometheusRemoteWriteOptions { Endpoint = Prometheus, CertificateFile = "/hush.pem" } },
        { "ClientCertificateFile", new PrometheusPushgatewayOptions { Endpoint = Gateway, ClientCertificateFile = "/hush.pem" } },
        { "ClientKeyFile", new PrometheusPushgatewayOptions { Endpoint = Gateway, ClientKeyFile = "/hush.pem" } },
        { "Proxy", new PrometheusPushgatewayOptions { Endpoint = Gateway, Proxy = new("ftp://u:hush@c") } },
        {
            "HttpMessageHandlerFactory",
            new PrometheusPushgatewayOptions { Endpoint = Gateway, HttpMessageHandlerFactory = static () => new SocketsHttpHandler(), Proxy = new("http://hush") }
        },
        { "Job", new PrometheusPushgatewayOptions { Endpoint = Gateway, Job = "" } },
        { "GroupingKey", new PrometheusPushgatewayOptions { Endpoint = Gateway, GroupingKey = { ["a.b"] = "hush" } } },
        { "GroupingKey", new PrometheusPushgatewayOptions { Endpoint = Gateway, GroupingKey = { ["job"] = "hush" } } },
        { "Method", new PrometheusPushgatewayOptions { Endpoint = Gateway, Method = (PrometheusPushMethod)7 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_that_cant_be_is_refused_by_its_name(string option, PrometheusPushOptions options)
    {
        var refused = Assert.Throws<ArgumentException>(() => Resolve(options));

        Assert.Equal(option, refused.ParamName);
        Assert.StartsWith(option + " ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_in_an_address_is_kept_and_not_shown()
    {
        var settings = new RemoteWriteSettings(new() { Endpoint = new("http://u%40x:hu%3Ash@c:9090/api/v1/write?key=hush") });

        Assert.Equal(("u@x:hu:sh", "http://c:9090/api/v1/write?key=hush"), (settings.Endpoint.UserInfo, settings.Endpoint.Url.AbsoluteUri));
        Assert.Equal("http://c:9090/api/v1/write", settings.ToString());
    }

    private static object Resolve(PrometheusPushOptions options) =>
        options is PrometheusPushgatewayOptions gateway ? new PushgatewaySettings(gateway) : new RemoteWriteSettings((PrometheusRemoteWriteOptions)options);
}
