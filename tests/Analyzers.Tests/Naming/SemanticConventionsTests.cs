using System.Reflection;
using Constants = global::Instrumentation.SemanticConventions;

namespace Instrumentation.Analyzers.Tests;

public class SemanticConventionsTests
{
    [Fact]
    public void Every_key_is_found_and_so_is_every_metric()
    {
        Assert.Equal(940, SemanticConventions.Keys.Count());
        Assert.Equal(503, SemanticConventions.MetricNames.Count());
        Assert.All(SemanticConventions.Keys, static key => Assert.Equal(key, SemanticConventions.Find(key)?.Key));
        Assert.All(SemanticConventions.MetricNames, static name => Assert.Equal(name, SemanticConventions.FindMetric(name)?.Name));
    }

    [Fact]
    public void Names_are_in_order_and_there_once()
    {
        Assert.Equal(SemanticConventions.Keys.Distinct().Order(StringComparer.Ordinal), SemanticConventions.Keys);
        Assert.Equal(SemanticConventions.MetricNames.Distinct().Order(StringComparer.Ordinal), SemanticConventions.MetricNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("zzz")]
    [InlineData("http")]
    [InlineData("http.request.metho")]
    [InlineData("http.request.method.")]
    [InlineData("http.request.methods")]
    [InlineData("HTTP.REQUEST.METHOD")]
    [InlineData("http.request.method|string")]
    [InlineData(".http.request.method")]
    [InlineData("http.request.method\n")]
    [InlineData("|")]
    [InlineData("\uffff")]
    public void What_the_conventions_do_not_know_is_not_found(string key)
    {
        Assert.Null(SemanticConventions.Find(key));
        Assert.Null(SemanticConventions.FindMetric(key));
    }

    [Fact]
    public void A_key_has_a_type_values_and_signals()
    {
        var method = SemanticConventions.Find("http.request.method")!;
        Assert.Equal(("string", false, true, true, false), (method.Type, method.IsTemplate, method.OnMetrics, method.OnSpans, method.IsDeprecated));
        Assert.Contains("GET", method.KnownValues);

        var full = SemanticConventions.Find("url.full")!;
        Assert.Equal(("string", false, true, false), (full.Type, full.OnMetrics, full.OnSpans, full.HasKnownValues));
        Assert.Empty(full.KnownValues);

        Assert.Equal("int", SemanticConventions.Find("http.response.status_code")!.Type);
        Assert.Equal("int", SemanticConventions.Find("server.port")!.Type);
        Assert.Equal("boolean", SemanticConventions.Find("aspnetcore.user.is_authenticated")!.Type);
    }

    [Fact]
    public void A_template_stands_for_the_keys_that_begin_with_it()
    {
        var header = SemanticConventions.Find("http.request.header.accept")!;

        Assert.Equal(("http.request.header", true, "string[]"), (header.Key, header.IsTemplate, header.Type));
        Assert.Null(SemanticConventions.Find("http.request.headers.accept"));
    }

    [Fact]
    public void A_deprecated_key_or_value_has_a_successor_if_anything_took_its_place()
    {
        var method = SemanticConventions.Find("http.method")!;
        Assert.Equal((true, "http.request.method"), (method.IsDeprecated, method.Successor));
        var target = SemanticConventions.Find("http.target")!;
        Assert.Equal((true, null), (target.IsDeprecated, target.Successor));

        var platform = SemanticConventions.Find("cloud.platform")!;
        Assert.True(platform.IsDeprecatedValue("azure_vm", out var successor));
        Assert.Equal("azure.vm", successor);
        Assert.DoesNotContain("azure_vm", platform.KnownValues);
        Assert.False(platform.IsDeprecatedValue("azure.vm", out _));
        Assert.True(SemanticConventions.Find("browser.web_vital.name")!.IsDeprecatedValue("fid", out successor));
        Assert.Null(successor);
    }

    [Fact]
    public void Successors_are_known_and_not_deprecated_themselves() => Assert.All(
        SemanticConventions.Keys.Select(SemanticConventions.Find).Select(static c => c!.Successor).OfType<string>(),
        static successor => Assert.False(SemanticConventions.Find(successor)!.IsDeprecated));

    [Fact]
    public void What_moved_to_another_registry_is_not_deprecated() => Assert.False(SemanticConventions.Find("gen_ai.request.model")!.IsDeprecated);

    [Fact]
    public void A_metric_has_an_instrument_a_unit_and_keys()
    {
        var duration = SemanticConventions.FindMetric("http.server.request.duration")!;
        Assert.Equal(("histogram", "s", false), (duration.Instrument, duration.Unit, duration.IsDeprecated));
        Assert.Contains("http.request.method", duration.Keys);

        Assert.True(SemanticConventions.FindMetric("db.client.connections.create_time") is { IsDeprecated: true, Successor: null, Unit: "ms" });
        Assert.Equal("db.client.connection.max", SemanticConventions.FindMetric("db.client.connections.max")!.Successor);
        Assert.All(
            SemanticConventions.MetricNames.SelectMany(static n => SemanticConventions.FindMetric(n)!.Keys),
            static key => Assert.True(SemanticConventions.Find(key)!.OnMetrics, key));
    }

    [Fact]
    public void The_runtime_has_a_constant_for_each_key_and_the_table_knows_each_constant()
    {
        var constants = KeyConstants().ToDictionary(static f => (string)f.GetRawConstantValue()!);

        // Of two keys that differ in their dots alone, the deprecated one has no constant.
        Assert.Equal(
            ["feature_flag.provider_name", "messaging.client_id", "process.context_switch_type"],
            SemanticConventions.Keys.Except(constants.Keys));
        Assert.Empty(constants.Keys.Except(SemanticConventions.Keys));
        Assert.All(constants, static c => Assert.Equal(SemanticConventions.Find(c.Key)!.IsDeprecated, c.Value.IsDefined(typeof(ObsoleteAttribute))));
    }

    [Fact]
    public void The_runtime_has_a_constant_for_each_known_value_that_is_a_string()
    {
        Assert.Equal("GET", Constants.Http.RequestMethodValues.Get);
        foreach (var constant in KeyConstants())
        {
            var convention = SemanticConventions.Find((string)constant.GetRawConstantValue()!)!;
            var values = (constant.DeclaringType!.GetNestedType(constant.Name + "Values")?.GetFields() ?? [])
                .Where(static f => !f.IsDefined(typeof(ObsoleteAttribute)))
                .Select(static f => (string)f.GetRawConstantValue()!);
            Assert.Equal(convention.Type == "int" ? [] : convention.KnownValues.Order(StringComparer.Ordinal), values);
        }
    }

    private static IEnumerable<FieldInfo> KeyConstants() =>
        typeof(Constants).GetNestedTypes().Append(typeof(Constants)).Where(static t => !t.Name.EndsWith("Values", StringComparison.Ordinal))
            .SelectMany(static t => t.GetFields());
}
