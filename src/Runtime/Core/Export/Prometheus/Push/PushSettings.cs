using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What counts of <see cref="PrometheusPushOptions"/> and defaults.</summary>
internal abstract record PushSettings : ConnectionSettings
{
    /// <param name="options">The options.</param>
    /// <param name="example">An address that metrics can be pushed to.</param>
    /// <exception cref="ArgumentException">An option can't be what it is.</exception>
    [SetsRequiredMembers]
    protected PushSettings(PrometheusPushOptions options, string example)
    {
        if (options.Endpoint is null)
            throw ExporterOption.Bad(nameof(options.Endpoint), $"is not set: say where metrics are pushed to, for instance {example}");
        if (!ReceiverEndpoint.TryRead(options.Endpoint.OriginalString, out var address))
            throw ExporterOption.Bad(nameof(options.Endpoint), $"is no address that metrics can be pushed to: set one of http:// or https://, for instance {example}");

        Endpoint = ReceiverEndpoint.At(address, address.AbsolutePath);
        Headers = ExporterHeaders.Check(options.Headers);
        Timeout = ExporterOption.Above0(options.Timeout, nameof(options.Timeout));
        Certificates = ExporterCertificates.Find(new(options.CertificateFile, options.ClientCertificateFile, options.ClientKeyFile));
        Proxy = options.Proxy;
        HandlerFactory = options.HttpMessageHandlerFactory;
        MaxQueueBytes = long.MaxValue;
        Page = new()
        {
            Translation = ExporterOption.Defined<PrometheusTranslation>(options.Translation, nameof(options.Translation)) ?? default,
            ScopeLabels = options.ScopeLabels,
        };
        Check((options.CertificateFile ?? options.ClientCertificateFile ?? options.ClientKeyFile) is not null);
    }

    /// <summary>What is said of metrics.</summary>
    public PrometheusExporterOptions Page { get; }
}
