using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Instrumentation.Configuration;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Http;
using Instrumentation.Export.Otlp;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Configuration;

/// <summary>What options, a signal's own variables, those for all signals, and defaults come to.</summary>
[Collection(ProcessWide.Name)]
public sealed class OtlpSettingsTests
{
    private const string Traces = "opentelemetry.proto.collector.trace.v1.TraceService/Export";

    [Theory]
    [InlineData(null, null, "http://localhost:4318/v1/traces")]
    [InlineData("", "", "http://localhost:4318/v1/traces")]
    [InlineData("http://c:4318", null, "http://c:4318/v1/traces")]
    [InlineData("http://c:4318/", null, "http://c:4318/v1/traces")]
    [InlineData("http://c:4318/of/mine", null, "http://c:4318/of/mine/v1/traces")]
    [InlineData("http://c:4318/of/mine/", null, "http://c:4318/of/mine/v1/traces")]
    [InlineData("http://c:4318/a%20b?key=1#f", null, "http://c:4318/a%20b/v1/traces?key=1")]
    [InlineData("https://c", null, "https://c/v1/traces")]
    [InlineData("http://c:4318", "http://t:4318", "http://t:4318/")]
    [InlineData("http://c:4318", "http://t:4318/", "http://t:4318/")]
    [InlineData(null, "http://t:4318/of/mine", "http://t:4318/of/mine")]
    [InlineData(null, "http://t:4318/of/mine/", "http://t:4318/of/mine/")]
    [InlineData("http://[::1]:4318", null, "http://[::1]:4318/v1/traces")]
    public void An_address_of_http_is(string? generic, string? own, string url)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_ENDPOINT", generic).Set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", own);

        Assert.Equal(url, Resolve().Endpoint.Url.AbsoluteUri);
        Assert.Empty(surroundings.Told);
    }

    [Theory]
    [InlineData(null, false, "http://localhost:4317/", "http://localhost:4317")]
    [InlineData("http://c:4317", false, "http://c:4317/", "http://c:4317")]
    [InlineData("https://c:4317/", true, "https://c:4317/", "https://c:4317")]
    [InlineData("https://c/of/mine", false, "https://c/of/mine/", "https://c/of/mine")]
    [InlineData("c:4317", false, "https://c:4317/", "https://c:4317")]
    [InlineData("c:4317", true, "http://c:4317/", "http://c:4317")]
    [InlineData("10.0.0.7:4317", true, "http://10.0.0.7:4317/", "http://10.0.0.7:4317")]
    [InlineData("http://c:4317?key=1", false, "http://c:4317/", "http://c:4317")]
    public void An_address_of_grpc_is(string? endpoint, bool isInsecure, string url, string name)
    {
        foreach (var prefix in new[] { "OTEL_EXPORTER_OTLP_", "OTEL_EXPORTER_OTLP_TRACES_" })
        {
            using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                .Set(prefix + "ENDPOINT", endpoint).Set(prefix + "INSECURE", isInsecure ? "TRUE" : null);

            Assert.Equal((url + Traces, name), (Resolve().Endpoint.Url.AbsoluteUri, Resolve().Endpoint.Name));
            Assert.Empty(surroundings.Told);
        }
    }

    [Theory]
    [InlineData("unix:///run/otel.sock", "/run/otel.sock")]
    [InlineData("unix:/run/otel.sock", "/run/otel.sock")]
    [InlineData("unix:otel.sock", "otel.sock")]
    public void An_address_of_a_socket_is(string endpoint, string path)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);

        var (http, grpc) = (Resolve().Endpoint, Resolve(new() { Protocol = OtlpProtocol.Grpc }).Endpoint);

        Assert.Equal((path, path, $"unix:{path}"), (http.Socket, grpc.Socket, http.Name));
        Assert.Equal(("http://localhost/v1/traces", $"http://localhost/{Traces}"), (http.Url.AbsoluteUri, grpc.Url.AbsoluteUri));
    }

    [Theory]
    [InlineData("http://c:4318", OtlpProtocol.HttpProtobuf, "http://c:4318/v1/traces")]
    [InlineData("http://c:4318/", OtlpProtocol.HttpJson, "http://c:4318/v1/traces")]
    [InlineData("http://c:4318/of/mine", OtlpProtocol.HttpProtobuf, "http://c:4318/of/mine")]
    [InlineData("http://c:4317", OtlpProtocol.Grpc, $"http://c:4317/{Traces}")]
    [InlineData("collector:4317", OtlpProtocol.Grpc, $"https://collector:4317/{Traces}")]
    [InlineData("unix:///run/otel.sock", OtlpProtocol.Grpc, $"http://localhost/{Traces}")]
    public void An_address_in_code_is(string endpoint, OtlpProtocol protocol, string url)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://elsewhere");

        var settings = Resolve(new() { Endpoint = new(endpoint), BackupEndpoint = new(endpoint), Protocol = protocol });

        Assert.Equal((url, url), (settings.Endpoint.Url.AbsoluteUri, settings.Backup!.Endpoint.Url.AbsoluteUri));
        Assert.Null(settings.Backup.Backup);
    }

    [Theory]
    [InlineData(Signal.Metrics, "http://c/v1/metrics", "http://c/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    [InlineData(Signal.Logs, "http://c/v1/logs", "http://c/opentelemetry.proto.collector.logs.v1.LogsService/Export")]
    internal void Each_signal_has_its_own(Signal signal, string http, string grpc)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c").Set("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "7");

        var settings = OtlpSettings.Resolve(new(), signal);

        Assert.Equal((http, TimeSpan.FromSeconds(10)), (settings.Endpoint.Url.AbsoluteUri, settings.Timeout));
        Assert.Equal(grpc, OtlpSettings.Resolve(new() { Protocol = OtlpProtocol.Grpc }, signal).Endpoint.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("a=b", "a: b")]
    [InlineData("a=b,c=d", "a: b|c: d")]
    [InlineData(" a = b , c=d,", "a: b|c: d")]
    [InlineData("authorization=Basic%20dTpw%3D%3D", "authorization: Basic dTpw==")]
    [InlineData("authorization=Bearer x=y", "authorization: Bearer x=y")]
    [InlineData("a=b%2Cc%3Bd", "a: b,c;d")]
    [InlineData("a=,A=2", "a: 2")]
    public void Headers_are(string variable, string headers)
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_HEADERS", variable);

        Assert.Equal(headers, string.Join('|', Resolve().Headers.Select(static header => $"{header.Key}: {header.Value}")));
        Assert.Empty(surroundings.Told);
    }

    [Theory]
    [InlineData("hush")]
    [InlineData("=hush")]
    [InlineData("a b=hush")]
    [InlineData("a=hush%0d%0ab:c")]
    [InlineData("a=hush%C3%A9")]
    [InlineData("Content-Type=hush")]
    [InlineData("user-agent=hush")]
    [InlineData("grpc-timeout=hush")]
    public void A_header_that_cant_be_sent_is_left_out_and_not_told(string entry)
    {
        using var surroundings = new Surroundings()
            .Set("OTEL_EXPORTER_OTLP_TRACES_HEADERS", $"{entry},good=1").Set("OTEL_EXPORTER_OTLP_HEADERS", "other=1");

        Assert.Equal(["good"], Resolve().Headers.Select(static header => header.Key));
        Assert.Equal(
            "instrumentation: OTEL_EXPORTER_OTLP_TRACES_HEADERS has an entry that is no name=value of a header that can be set; "
            + "the entry is ignored.\n",
            surroundings.Told);
    }

    [Fact]
    public void Code_beats_the_signals_variables_which_beat_those_of_all_which_beat_defaults()
    {
        using var surroundings = new Surroundings();
        var options = new OtlpExporterOptions
        {
            Protocol = OtlpProtocol.HttpJson,
            Timeout = TimeSpan.FromSeconds(1),
            Compression = OtlpCompression.None,
            Headers = { ["a"] = "code" },
        };
        Assert.Equal((OtlpProtocol.HttpProtobuf, 10_000, OtlpCompression.None, ""), Seen(new()));
        Assert.Equal((16 << 20, 1), (Resolve().MaxQueueBytes, Resolve().MaxConcurrency));

        Set("OTEL_EXPORTER_OTLP_", "http/json", "7", "gzip", "a=all");
        Assert.Equal((OtlpProtocol.HttpJson, 7, OtlpCompression.Gzip, "all"), Seen(new()));

        Set("OTEL_EXPORTER_OTLP_TRACES_", "GRPC", "8", "None", "a=own");
        Assert.Equal((OtlpProtocol.Grpc, 8, OtlpCompression.None, "own"), Seen(new()));
        Assert.Equal((OtlpProtocol.HttpJson, 1_000, OtlpCompression.None, "code"), Seen(options));
        Assert.Empty(surroundings.Told);

        void Set(string prefix, string protocol, string timeout, string compression, string headers) => surroundings
            .Set(prefix + "PROTOCOL", protocol).Set(prefix + "TIMEOUT", timeout)
            .Set(prefix + "COMPRESSION", compression).Set(prefix + "HEADERS", headers);
    }

    [Theory]
    [InlineData("PROTOCOL", "hush", "is none of grpc, http/protobuf, http/json")]
    [InlineData("COMPRESSION", "hush", "is neither gzip nor none")]
    [InlineData("ENDPOINT", "hush", "is no address of http://, https:// or unix://, nor host and port of gRPC")]
    [InlineData("ENDPOINT", "ftp://u:hush@c", "is no address of http://, https:// or unix://, nor host and port of gRPC")]
    [InlineData("CERTIFICATE", "/hush.pem", "is no file of certificates in PEM form that can be read")]
    [InlineData("CLIENT_CERTIFICATE", "/hush.pem", "is, with its key, no pair in PEM form that can be read")]
    [InlineData("CLIENT_KEY", "/hush.pem", "is the key of no certificate: set the client's certificate too")]
    public void A_variable_that_is_bad_is_told_of_by_its_name_and_the_next_one_counts(string suffix, string value, string why)
    {
        foreach (var name in new[] { "OTEL_EXPORTER_OTLP_" + suffix, "OTEL_EXPORTER_OTLP_TRACES_" + suffix })
        {
            using var surroundings = new Surroundings().Set(name, value);

            Assert.Equal((OtlpProtocol.HttpProtobuf, 10_000, OtlpCompression.None, ""), Seen(new()));
            Assert.Equal("http://localhost:4318/v1/traces", Resolve().Endpoint.Name);
            Assert.True(Resolve().Certificates.IsEmpty);
            Assert.Contains($"instrumentation: {name} {why}; it is ignored.\n", surroundings.Told, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", surroundings.Told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_of_certificates_are_found_one_by_one()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("settings");
        try
        {
            var (both, alone) = (Path.Combine(folder.FullName, "both.pem"), Path.Combine(folder.FullName, "key.pem"));
            File.WriteAllText(both, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
            File.WriteAllText(alone, key.ExportPkcs8PrivateKeyPem());
            using var surroundings = new Surroundings()
                .Set("OTEL_EXPORTER_OTLP_CERTIFICATE", both).Set("OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE", both);
            Assert.Equal(new CertificateFiles(both, both, null), Resolve().Certificates);

            surroundings.Set("OTEL_EXPORTER_OTLP_CLIENT_KEY", alone).Set("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", alone);
            Assert.Equal(new CertificateFiles(both, both, alone), Resolve().Certificates);
            Assert.Equal(new CertificateFiles(both, both, alone), Resolve(new() { CertificateFile = both }).Certificates);
            Assert.Equal(
                "instrumentation: OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE is no file of certificates in PEM form that can be read; it is ignored.\n",
                surroundings.Told);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_time_out_that_is_bad_leaves_that_of_all_signals()
    {
        using var surroundings = new Surroundings().Set("OTEL_EXPORTER_OTLP_TIMEOUT", "7").Set("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "0");

        Assert.Equal(7, Resolve().Timeout.TotalMilliseconds);
        Assert.Equal(
            "instrumentation: OTEL_EXPORTER_OTLP_TRACES_TIMEOUT is no whole number of milliseconds above 0; 7 is used.\n", surroundings.Told);
    }

    public static TheoryData<string, OtlpExporterOptions> BadOptions { get; } = new()
    {
        { "Endpoint", new() { Endpoint = new("ftp://u:hush@c") } },
        { "Endpoint", new() { Endpoint = new("/hush", UriKind.Relative) } },
        { "Endpoint", new() { Endpoint = new("localhost:4318"), Protocol = OtlpProtocol.HttpProtobuf } },
        { "BackupEndpoint", new() { BackupEndpoint = new("ftp://u:hush@c") } },
        { "Protocol", new() { Protocol = (OtlpProtocol)7 } },
        { "Compression", new() { Compression = (OtlpCompression)7 } },
        { "Timeout", new() { Timeout = TimeSpan.Zero } },
        { "Timeout", new() { Timeout = TimeSpan.MaxValue } },
        { "MaxQueueBytes", new() { MaxQueueBytes = 0 } },
        { "MaxConcurrency", new() { MaxConcurrency = 0 } },
        { "Headers", new() { Headers = { ["a"] = "hush\r\nb: c" } } },
        { "Headers", new() { Headers = { ["hush hush"] = "a" } } },
        { "Headers", new() { Headers = { ["Content-Length"] = "hush" } } },
        { "CertificateFile", new() { CertificateFile = "/hush.pem" } },
        { "ClientCertificateFile", new() { ClientCertificateFile = "/hush.pem" } },
        { "ClientKeyFile", new() { ClientKeyFile = "/hush.pem" } },
        { "Proxy", new() { Proxy = new("ftp://u:hush@c") } },
        { "Proxy", new() { Proxy = new("http://u:hush@c"), Protocol = OtlpProtocol.Grpc } },
        { "HttpMessageHandlerFactory", new() { HttpMessageHandlerFactory = static () => new SocketsHttpHandler(), Proxy = new("http://u:hush@c") } },
        { "HttpMessageHandlerFactory", new() { HttpMessageHandlerFactory = static () => new SocketsHttpHandler(), Endpoint = new("unix:///hush") } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_that_cant_be_is_refused_by_its_name(string option, OtlpExporterOptions options)
    {
        using var surroundings = new Surroundings();

        var refused = Assert.Throws<ArgumentException>(() => Resolve(options));

        Assert.Equal(option, refused.ParamName);
        Assert.StartsWith(option + " ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_in_an_address_is_kept_and_not_shown()
    {
        using var surroundings = new Surroundings();

        var settings = Resolve(new() { Endpoint = new("http://u%40x:hu%3Ash@c:4318/a?key=hush") });

        Assert.Equal(("u@x:hu:sh", "http://c:4318/a?key=hush"), (settings.Endpoint.UserInfo, settings.Endpoint.Url.AbsoluteUri));
        string[] shown = [settings.ToString(), settings.Endpoint.ToString(), settings.Endpoint.Name];
        Assert.All(shown, static text => Assert.Equal("http://c:4318/a", text));
    }

    private static OtlpSettings Resolve(OtlpExporterOptions? options = null) => OtlpSettings.Resolve(options ?? new(), Signal.Traces);

    private static (OtlpProtocol Protocol, double Timeout, OtlpCompression Compression, string Header) Seen(OtlpExporterOptions options)
    {
        var settings = Resolve(options);
        var headers = string.Concat(settings.Headers.Select(static header => header.Value));
        return (settings.Protocol, settings.Timeout.TotalMilliseconds, settings.Compression, headers);
    }
}
