namespace Instrumentation.Export;

/// <summary>
/// Where OTLP is sent to, and how. What is not set is what the variables <c>OTEL_EXPORTER_OTLP_TRACES_*</c> (or <c>METRICS</c>, <c>LOGS</c>) say,
/// then <c>OTEL_EXPORTER_OTLP_*</c>, then the specification's default.
/// </summary>
public sealed class OtlpExporterOptions
{
    /// <summary>
    /// The receiver: <c>http://localhost:4318</c>, or <c>http://localhost:4317</c> for gRPC. An address of HTTP without a path gets the signal's,
    /// <c>/v1/traces</c>; one with a path is used as it is. gRPC takes <c>host:port</c> too (with TLS, unless <c>…_INSECURE</c> is <c>true</c>), and
    /// all protocols <c>unix:///run/collector.sock</c>. A user and password in it are sent as basic authorization. <c>…_ENDPOINT</c>.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// Takes over while <see cref="Endpoint"/> can't be reached, and gives back when it can. It has the same forms, and gets the same headers.
    /// </summary>
    public Uri? BackupEndpoint { get; set; }

    /// <summary>How it is spoken. <c>…_PROTOCOL</c>, <see cref="OtlpProtocol.HttpProtobuf"/>.</summary>
    public OtlpProtocol? Protocol { get; set; }

    /// <summary>Sent with each request; where there is one, none of the variable's counts. What they say is never told. <c>…_HEADERS</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one attempt may take. <c>…_TIMEOUT</c> in milliseconds, 10 s.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How requests are compressed. <c>…_COMPRESSION</c>, not at all.</summary>
    public OtlpCompression? Compression { get; set; }

    /// <summary>
    /// A file of certificates in PEM form: the receiver's is trusted if one of them has signed it, and no other is. By default those that the system
    /// trusts. <c>…_CERTIFICATE</c>. This file and the next two are read again when they change.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>A file with this program's own certificate in PEM form, and those between it and its root. <c>…_CLIENT_CERTIFICATE</c>.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A file with the key of that certificate, in PEM form; by default it stands beside the certificate. <c>…_CLIENT_KEY</c>.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>
    /// The proxy, <c>http://proxy:3128</c>, with its user and password if it asks for them; by default as the platform's <c>HTTP_PROXY</c>,
    /// <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> say. gRPC without TLS goes through none of HTTP.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>Makes a handler of your own. It decides on certificates and proxy then, and is disposed with the exporter.</summary>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; set; }

    /// <summary>How many bytes wait in memory for the receiver at most, as they go over the network; 16 MiB.</summary>
    public long MaxQueueBytes { get; set; } = 16 << 20;

    /// <summary>How many requests are on their way at a time at most; 1.</summary>
    public int MaxConcurrency { get; set; } = 1;
}
