namespace Instrumentation.Export;

/// <summary>Where metrics are pushed to, and how: what remote-write and the Pushgateway have in common.</summary>
public abstract class PrometheusPushOptions
{
    private protected PrometheusPushOptions()
    {
    }

    /// <summary>The receiver. It must be set. A user and password in it are sent as basic authorization.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Sent with each request. What they say is never told.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one attempt may take; 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file of certificates in PEM form: the receiver's is trusted if one of them has signed it, and no other is. By default those that the system
    /// trusts. This file and the next two are read again when they change.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>A file with this program's own certificate in PEM form, and those between it and its root.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A file with the key of that certificate, in PEM form; by default it stands beside the certificate.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>
    /// The proxy, <c>http://proxy:3128</c>, with its user and password if it asks for them; by default as the platform's <c>HTTP_PROXY</c>,
    /// <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> say.
    /// </summary>
    public Uri? Proxy { get; set; }

    /// <summary>How names become names of Prometheus.</summary>
    public PrometheusTranslation Translation { get; set; }

    /// <summary>Whether each series bears its meter's name, version, schema URL and tags, as <c>otel_scope_*</c>. It does unless set.</summary>
    public bool ScopeLabels { get; set; } = true;

    /// <summary>Makes a handler of your own. It decides on certificates and proxy then, and is disposed with the exporter.</summary>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; set; }
}
