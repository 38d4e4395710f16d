using System.Diagnostics.Metrics;
using Instrumentation.Export;
using Instrumentation.Export.Prometheus;
using Instrumentation.Metrics;

namespace Instrumentation.Runtime.Tests.Export.Prometheus;

/// <summary>What metrics and labels are called.</summary>
public sealed class NamingTests
{
    [Theory]
    [InlineData("requests", null, InstrumentKind.Counter, "requests_total", "requests_total", "requests", "requests")]
    [InlineData("requests_total", null, InstrumentKind.Counter, "requests_total", "requests_total", "requests_total", "requests_total")]
    [InlineData("_total", null, InstrumentKind.Counter, "_total_total", "_total_total", "_total", "_total")]
    [InlineData("http.request.duration", "s", InstrumentKind.Histogram, "http_request_duration_seconds", "http.request.duration_seconds", "http_request_duration", "http.request.duration")]
    [InlineData("io.bytes", "By", InstrumentKind.Counter, "io_bytes_total", "io.bytes_total", "io_bytes", "io.bytes")]
    [InlineData("io_seconds_total", "s", InstrumentKind.Counter, "io_seconds_total", "io_seconds_total", "io_seconds_total", "io_seconds_total")]
    [InlineData("milliseconds", "s", InstrumentKind.Gauge, "milliseconds_seconds", "milliseconds_seconds", "milliseconds", "milliseconds")]
    [InlineData("seconds", "s", InstrumentKind.Gauge, "seconds", "seconds", "seconds", "seconds")]
    [InlineData("cpu", "1", InstrumentKind.Gauge, "cpu_ratio", "cpu_ratio", "cpu", "cpu")]
    [InlineData("cpu", "1", InstrumentKind.UpDownCounter, "cpu", "cpu", "cpu", "cpu")]
    [InlineData("cpu", "1", InstrumentKind.Counter, "cpu_total", "cpu_total", "cpu", "cpu")]
    [InlineData("a..b--c", null, InstrumentKind.Gauge, "a_b_c", "a..b--c", "a_b_c", "a..b--c")]
    [InlineData("a:b", null, InstrumentKind.Gauge, "a:b", "a:b", "a:b", "a:b")]
    [InlineData("9lives", null, InstrumentKind.Gauge, "_9lives", "9lives", "_9lives", "9lives")]
    [InlineData("größe-", "By", InstrumentKind.Gauge, "gr_e_bytes", "größe-_bytes", "gr_e_", "größe-")]
    [InlineData("%", "By", InstrumentKind.Counter, "__bytes_total", "%_bytes_total", "_", "%")]
    public void A_metric_is_called(
        string name, string? unit, InstrumentKind kind, string escapedWithSuffixes, string withSuffixes, string escaped, string untranslated)
    {
        var metric = Metric(name, unit, kind);

        Assert.Equal(escapedWithSuffixes, Whole(metric, PrometheusTranslation.UnderscoreEscapingWithSuffixes));
        Assert.Equal(withSuffixes, Whole(metric, PrometheusTranslation.NoUtf8EscapingWithSuffixes));
        Assert.Equal(escaped, Whole(metric, PrometheusTranslation.UnderscoreEscapingWithoutSuffixes));
        Assert.Equal(untranslated, Whole(metric, PrometheusTranslation.NoTranslation));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1", null)]
    [InlineData("{request}", null)]
    [InlineData("{packet}/s", "per_second")]
    [InlineData("1/min", "per_minute")]
    [InlineData("m/s", "meters_per_second")]
    [InlineData("By/s", "bytes_per_second")]
    [InlineData("By{transmitted}", "bytes")]
    [InlineData("By/{request}", "bytes")]
    [InlineData("ms", "milliseconds")]
    [InlineData("%", "percent")]
    [InlineData("Cel", "celsius")]
    [InlineData("furlong", "furlong")]
    [InlineData("°C", "C")]
    [InlineData("€", null)]
    [InlineData("{{x}", null)]
    [InlineData("}s{", "seconds")]
    [InlineData("kg/m/s", "kg_per_m_s")]
    public void A_unit_is_in_words(string? unit, string? words) => Assert.Equal(words, UnitWords.Of(unit, isGauge: false));

    [Theory]
    [InlineData("no:escaping_required", "no:escaping_required", "no:escaping__required", "no:escaping_required")]
    [InlineData("mysystem.prod.west.cpu.load_total", "mysystem_prod_west_cpu_load_total", "mysystem_dot_prod_dot_west_dot_cpu_dot_load__total", "U__mysystem_2e_prod_2e_west_2e_cpu_2e_load__total")]
    [InlineData("http.status:sum", "http_status:sum", "http_dot_status:sum", "U__http_2e_status:sum")]
    [InlineData("label with 😱", "label_with__", "label__with____", "U__label_20_with_20__1f631_")]
    [InlineData("花火", "__", "____", "U___82b1__706b_")]
    [InlineData("0a", "_a", "__a", "U___30_a")]
    public void A_name_is_escaped_as_Prometheus_own_libraries_do(string name, string underscores, string dots, string values)
    {
        Assert.Equal(underscores, EscapedName.OfMetric(name, NameEscaping.Underscores));
        Assert.Equal(dots, EscapedName.OfMetric(name, NameEscaping.Dots));
        Assert.Equal(values, EscapedName.OfMetric(name, NameEscaping.Values));
        Assert.Equal(name, EscapedName.OfMetric(name, NameEscaping.AllowUtf8));
    }

    [Fact]
    public void Half_a_character_is_the_replacement_character()
    {
        Assert.Equal("half \ufffd", EscapedName.OfMetric("half \ud800", NameEscaping.AllowUtf8));
        Assert.Equal("U__half_20__fffd_", EscapedName.OfMetric("half \ud800", NameEscaping.Values));
    }

    [Theory]
    [InlineData("shop.region", "shop_region", "shop.region", "U__shop_2e_region")]
    [InlineData("a:b", "a_b", "a:b", "U__a_3a_b")]
    [InlineData("__name__", "_name_", "_name__", "_name__")]
    [InlineData("..name..", "_name_", "..name..", "U___2e__2e_name_2e__2e_")]
    [InlineData("1st", "_1st", "1st", "U___31_st")]
    public void A_label_is_called(string key, string escaped, string untranslated, string values)
    {
        Assert.Equal(escaped, LabelName.Of(key, PrometheusTranslation.UnderscoreEscapingWithSuffixes, NameEscaping.AllowUtf8));
        Assert.Equal(untranslated, LabelName.Of(key, PrometheusTranslation.NoTranslation, NameEscaping.AllowUtf8));
        Assert.Equal(values, LabelName.Of(key, PrometheusTranslation.NoTranslation, NameEscaping.Values));
    }

    [Fact]
    public void No_label_has_a_name_that_Prometheus_keeps_for_itself() =>
        Assert.Equal("_name__", LabelName.Of("..name..", PrometheusTranslation.NoTranslation, NameEscaping.Underscores));

    private static string Whole(MetricDescription metric, PrometheusTranslation translation) =>
        MetricName.Of(metric, translation, NameEscaping.AllowUtf8).Whole;

    private static MetricDescription Metric(string name, string? unit, InstrumentKind kind)
    {
        using var meter = new Meter("Naming");
        var data = kind switch
        {
            InstrumentKind.Gauge => MetricKind.Gauge,
            InstrumentKind.Histogram => MetricKind.Histogram,
            _ => MetricKind.Sum,
        };
        return new(new MeterScope(meter), name, unit, null, kind, data, isWhole: true);
    }
}
