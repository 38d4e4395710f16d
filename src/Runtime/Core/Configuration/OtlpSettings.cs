using Instrumentation.Export;
using Instrumentation.Export.Delivery;
using Instrumentation.Export.Otlp;

namespace Instrumentation.Configuration;

/// <summary>What counts of <see cref="OtlpExporterOptions"/>, variables and defaults, for one signal.</summary>
internal sealed record OtlpSettings : ConnectionSettings
{
    public required Signal Signal { get; init; }

    public required OtlpProtocol Protocol { get; init; }

    public required ReceiverEndpoint? BackupEndpoint { get; init; }

    public required OtlpCompression Compression { get; init; }

    public required int MaxConcurrency { get; init; }

    /// <summary>What a parcel has to be.</summary>
    public ParcelKind Kind => new(
        Signal,
        Protocol == OtlpProtocol.HttpJson ? ParcelFormat.OtlpJson : ParcelFormat.OtlpProtobuf,
        Compression == OtlpCompression.Gzip);

    /// <summary>The same, with the backup in place of the endpoint; null if there is none.</summary>
    public OtlpSettings? Backup => BackupEndpoint is null ? null : this with { Endpoint = BackupEndpoint, BackupEndpoint = null };

    public override bool IsHttp2Only => Protocol == OtlpProtocol.Grpc;

    /// <exception cref="ArgumentException">An option can't be what it is.</exception>
    public static OtlpSettings Resolve(OtlpExporterOptions options, Signal signal)
    {
        var variables = new OtlpVariables(signal);
        var protocol = ExporterOption.Defined(options.Protocol, nameof(options.Protocol)) ?? variables.Protocol;
        var settings = new OtlpSettings
        {
            Signal = signal,
            Protocol = protocol,
            Endpoint = Address(options.Endpoint, nameof(options.Endpoint)) ?? FoundEndpoint() ?? OtlpAddress.Default(protocol, signal),
            BackupEndpoint = Address(options.BackupEndpoint, nameof(options.BackupEndpoint)),
            Headers = options.Headers.Count > 0 ? ExporterHeaders.Check(options.Headers) : variables.Headers,
            Timeout = options.Timeout is { } timeout ? ExporterOption.Above0(timeout, nameof(options.Timeout)) : variables.Timeout,
            Compression = ExporterOption.Defined(options.Compression, nameof(options.Compression)) ?? variables.Compression,
            Certificates = ExporterCertificates.Find(new(options.CertificateFile, options.ClientCertificateFile, options.ClientKeyFile), variables),
            Proxy = options.Proxy,
            HandlerFactory = options.HttpMessageHandlerFactory,
            MaxQueueBytes = ExporterOption.Above0(options.MaxQueueBytes, nameof(options.MaxQueueBytes)),
            MaxConcurrency = (int)ExporterOption.Above0(options.MaxConcurrency, nameof(options.MaxConcurrency)),
        };
        settings.Check((options.CertificateFile ?? options.ClientCertificateFile ?? options.ClientKeyFile) is not null);
        return settings;

        ReceiverEndpoint? Address(Uri? uri, string option)
        {
            if (uri is null)
                return null;

            return OtlpAddress.Parse(uri.OriginalString, protocol, signal, OtlpPath.AppendedToNone, variables.IsInsecure) ?? throw ExporterOption.Bad(
                option, "is no address that OTLP can be sent to: set one of http://, https:// or unix://, or the host and port of gRPC");
        }

        ReceiverEndpoint? FoundEndpoint() => variables.TryFind<ReceiverEndpoint>(
            "ENDPOINT", "no address of http://, https:// or unix://, nor host and port of gRPC", TryReadEndpoint, out var found, out _)
            ? found
            : null;

        bool TryReadEndpoint(string text, bool isOwn, out ReceiverEndpoint endpoint)
        {
            endpoint = OtlpAddress.Parse(text, protocol, signal, isOwn ? OtlpPath.AsItIs : OtlpPath.Appended, variables.IsInsecure)!;
            return endpoint is not null;
        }
    }
}
