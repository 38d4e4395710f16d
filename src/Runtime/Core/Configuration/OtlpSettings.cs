using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Configuration;

/// <summary>What counts of <see cref="OtlpExporterOptions"/>, variables and defaults, for one signal.</summary>
internal sealed record OtlpSettings
{
    public required Signal Signal { get; init; }

    public required OtlpProtocol Protocol { get; init; }

    public required OtlpEndpoint Endpoint { get; init; }

    public required OtlpEndpoint? BackupEndpoint { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required OtlpCompression Compression { get; init; }

    public required CertificateFiles Certificates { get; init; }

    public required Uri? Proxy { get; init; }

    public required Func<HttpMessageHandler>? HandlerFactory { get; init; }

    public required long MaxQueueBytes { get; init; }

    public required int MaxConcurrency { get; init; }

    /// <summary>What a parcel has to be.</summary>
    public ParcelKind Kind => new(
        Signal,
        Protocol == OtlpProtocol.HttpJson ? ParcelFormat.OtlpJson : ParcelFormat.OtlpProtobuf,
        Compression == OtlpCompression.Gzip);

    /// <summary>The same, with the backup in place of the endpoint; null if there is none.</summary>
    public OtlpSettings? Backup => BackupEndpoint is null ? null : this with { Endpoint = BackupEndpoint, BackupEndpoint = null };

    /// <summary>The name alone: what a record would write holds secrets.</summary>
    public override string ToString() => Endpoint.Name;

    /// <exception cref="ArgumentException">An option can't be what it is.</exception>
    public static OtlpSettings Resolve(OtlpExporterOptions options, Signal signal)
    {
        var variables = new OtlpVariables(signal);
        var protocol = OtlpOption.Defined(options.Protocol, nameof(options.Protocol)) ?? variables.Protocol;
        var settings = new OtlpSettings
        {
            Signal = signal,
            Protocol = protocol,
            Endpoint = Address(options.Endpoint, nameof(options.Endpoint)) ?? FoundEndpoint() ?? OtlpEndpoint.Default(protocol, signal),
            BackupEndpoint = Address(options.BackupEndpoint, nameof(options.BackupEndpoint)),
            Headers = options.Headers.Count > 0 ? OtlpHeaders.Check(options.Headers) : variables.Headers,
            Timeout = options.Timeout is { } timeout ? OtlpOption.Above0(timeout, nameof(options.Timeout)) : variables.Timeout,
            Compression = OtlpOption.Defined(options.Compression, nameof(options.Compression)) ?? variables.Compression,
            Certificates = OtlpCertificates.Find(options, variables),
            Proxy = options.Proxy,
            HandlerFactory = options.HttpMessageHandlerFactory,
            MaxQueueBytes = OtlpOption.Above0(options.MaxQueueBytes, nameof(options.MaxQueueBytes)),
            MaxConcurrency = (int)OtlpOption.Above0(options.MaxConcurrency, nameof(options.MaxConcurrency)),
        };
        Check(options, settings);
        return settings;

        OtlpEndpoint? Address(Uri? uri, string option)
        {
            if (uri is null)
                return null;

            return OtlpEndpoint.Parse(uri.OriginalString, protocol, signal, OtlpPath.AppendedToNone, variables.IsInsecure) ?? throw OtlpOption.Bad(
                option, "is no address that OTLP can be sent to: set one of http://, https:// or unix://, or the host and port of gRPC");
        }

        OtlpEndpoint? FoundEndpoint() => variables.TryFind<OtlpEndpoint>(
            "ENDPOINT", "no address of http://, https:// or unix://, nor host and port of gRPC", TryReadEndpoint, out var found, out _)
            ? found
            : null;

        bool TryReadEndpoint(string text, bool isOwn, out OtlpEndpoint endpoint)
        {
            endpoint = OtlpEndpoint.Parse(text, protocol, signal, isOwn ? OtlpPath.AsItIs : OtlpPath.Appended, variables.IsInsecure)!;
            return endpoint is not null;
        }
    }

    private static void Check(OtlpExporterOptions options, OtlpSettings settings)
    {
        if (options.Proxy is { } proxy)
        {
            if (!proxy.IsAbsoluteUri || proxy.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
                throw OtlpOption.Bad(nameof(options.Proxy), "is no address of a proxy: set one of http://, https://, socks4:// or socks5://");
            if (settings.Protocol == OtlpProtocol.Grpc && !settings.Endpoint.IsTls && proxy.Scheme is "http" or "https")
            {
                throw OtlpOption.Bad(
                    nameof(options.Proxy), $"does not carry gRPC without TLS: set an {nameof(options.Endpoint)} of https://, or another protocol");
            }
        }

        if (options.HttpMessageHandlerFactory is not null && (options.Proxy is not null || settings.Endpoint.Socket is not null
            || (options.CertificateFile ?? options.ClientCertificateFile ?? options.ClientKeyFile) is not null))
        {
            throw OtlpOption.Bad(
                nameof(options.HttpMessageHandlerFactory),
                "makes a handler that decides on proxy, certificates and sockets itself: set them there, or leave it out");
        }
    }
}
