using Instrumentation.Export;
using Instrumentation.Export.Http;

namespace Instrumentation.Configuration;

/// <summary>How a receiver is reached and spoken to over HTTP: what counts of options, variables and defaults.</summary>
internal abstract record ConnectionSettings
{
    public required ReceiverEndpoint Endpoint { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public required CertificateFiles Certificates { get; init; }

    public required Uri? Proxy { get; init; }

    public required Func<HttpMessageHandler>? HandlerFactory { get; init; }

    /// <summary>How many bytes wait in memory at most.</summary>
    public required long MaxQueueBytes { get; init; }

    /// <summary>Whether it is spoken to over HTTP/2 alone, without asking whether it speaks it.</summary>
    public virtual bool IsHttp2Only => false;

    /// <summary>The name alone: what a record would write holds secrets.</summary>
    public sealed override string ToString() => Endpoint.Name;

    /// <param name="saysCertificates">Whether an option names a file of certificates.</param>
    /// <exception cref="ArgumentException">Options can't be together.</exception>
    protected void Check(bool saysCertificates)
    {
        if (Proxy is not null)
        {
            if (!Proxy.IsAbsoluteUri || Proxy.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
                throw ExporterOption.Bad(nameof(Proxy), "is no address of a proxy: set one of http://, https://, socks4:// or socks5://");
            if (IsHttp2Only && !Endpoint.IsTls && Proxy.Scheme is "http" or "https")
            {
                throw ExporterOption.Bad(
                    nameof(Proxy), $"does not carry gRPC without TLS: set an {nameof(Endpoint)} of https://, or another protocol");
            }
        }

        if (HandlerFactory is not null && (Proxy is not null || Endpoint.Socket is not null || saysCertificates))
        {
            throw ExporterOption.Bad(
                nameof(OtlpExporterOptions.HttpMessageHandlerFactory),
                "makes a handler that decides on proxy, certificates and sockets itself: set them there, or leave it out");
        }
    }
}
