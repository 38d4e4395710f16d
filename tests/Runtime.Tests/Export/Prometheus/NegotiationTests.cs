using Instrumentation.Export.Prometheus;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>Which page a scraper gets, by its headers.</summary>
public sealed class NegotiationTests
{
    private const string Plain = "text/plain; version=0.0.4; charset=utf-8";

    [Theory]
    [InlineData(null, Plain)]
    [InlineData("", Plain)]
    [InlineData("*/*", Plain)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Plain)]
    [InlineData("application/json", Plain)]
    [InlineData("text/plain", Plain)]
    [InlineData("text/plain;version=0.0.5", Plain)]
    [InlineData("text/plain;version=1.0.0", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("text/plain;version=1.0.0;escaping=dots", "text/plain; version=1.0.0; charset=utf-8; escaping=dots")]
    [InlineData("TEXT/PLAIN; Version=0.0.4; Escaping=VALUES", "text/plain; version=0.0.4; charset=utf-8; escaping=values")]
    [InlineData("application/openmetrics-text", "application/openmetrics-text; version=0.0.1; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=\"1.0.0\"", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0,text/plain;q=0.1", Plain)]
    [InlineData("text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData(";;;,,q=1,/;q=x,=;", Plain)]
    [InlineData(
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]
    [InlineData("text/plain;version=1.0.0;escaping=allow-utf8", "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]
    [InlineData("text/plain;version=1.0.0;escaping=everything", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData(
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1",
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=underscores")]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", Plain)]
    [InlineData("application/vnd.google.protobuf", Plain)]
    public void A_scraper_gets_what_it_wants_most_of_what_there_is(string? accept, string contentType) =>
        Assert.Equal(contentType, PageFormat.Of(accept).ContentType);

    [Theory]
    [InlineData(null, 9.5)]
    [InlineData("", 9.5)]
    [InlineData("10.000000", 9.5)]
    [InlineData("60", 59.5)]
    [InlineData("1", 0.9)]
    [InlineData("0.1", 0.09)]
    [InlineData("0", 9.5)]
    [InlineData("-3", 9.5)]
    [InlineData("NaN", 9.5)]
    [InlineData("Infinity", 3599.5)]
    [InlineData("1e300", 3599.5)]
    [InlineData("soon", 9.5)]
    public void A_scrape_has_a_little_less_time_than_the_scraper_waits(string? header, double seconds) =>
        Assert.Equal(seconds, ScrapeLimit.Of(header).TotalSeconds, 3);
}
