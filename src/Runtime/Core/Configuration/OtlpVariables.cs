using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Configuration;

/// <summary>
/// The variables <c>OTEL_EXPORTER_OTLP_*</c>, as they count for one signal: its own, or those for all. A bad one is told of by its name alone, since
/// its value may be secret, and the next one counts.
/// </summary>
/// <param name="signal">Whose variables count first.</param>
internal sealed class OtlpVariables(Signal signal)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private readonly string _ownPrefix = $"{Prefix}{signal.ToString().ToUpperInvariant()}_";

    /// <summary>Reads what a variable says, which is the signal's own or that of all; false if it says nothing that can be used.</summary>
    public delegate bool TryRead<T>(string text, bool isOwn, out T value);

    public OtlpProtocol Protocol =>
        TryFind<OtlpProtocol>("PROTOCOL", "none of grpc, http/protobuf, http/json", TryReadProtocol, out var protocol, out _)
            ? protocol
            : OtlpProtocol.HttpProtobuf;

    public OtlpCompression Compression =>
        TryFind<OtlpCompression>("COMPRESSION", "neither gzip nor none", TryReadCompression, out var compression, out _)
            ? compression
            : OtlpCompression.None;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(
        Variables.Milliseconds(_ownPrefix + "TIMEOUT", Variables.Milliseconds(Prefix + "TIMEOUT", 10_000)));

    /// <summary>Whether an address of gRPC that does not say so is without TLS.</summary>
    public bool IsInsecure => Variables.Flag((Variables.Text(_ownPrefix + "INSECURE") is null ? Prefix : _ownPrefix) + "INSECURE");

    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get
        {
            foreach (var name in new[] { _ownPrefix + "HEADERS", Prefix + "HEADERS" })
            {
                if (Variables.Text(name) is { } text)
                    return ExporterHeaders.Read(text, name);
            }

            return [];
        }
    }

    /// <summary>Finds the first that is good. One that is not is told of as what it is, in <paramref name="what"/>: <c>no number</c>.</summary>
    public bool TryFind<T>(string suffix, string what, TryRead<T> read, out T value, out string name)
    {
        foreach (var isOwn in new[] { true, false })
        {
            name = (isOwn ? _ownPrefix : Prefix) + suffix;
            if (Variables.Text(name) is not { } text)
                continue;
            if (read(text, isOwn, out value))
                return true;

            Faults.Warn($"{name} is {what}; it is ignored.");
        }

        (value, name) = (default!, "");
        return false;
    }

    private static bool TryReadProtocol(string text, bool isOwn, out OtlpProtocol protocol)
    {
        OtlpProtocol? found = text.ToUpperInvariant() switch
        {
            "GRPC" => OtlpProtocol.Grpc,
            "HTTP/PROTOBUF" => OtlpProtocol.HttpProtobuf,
            "HTTP/JSON" => OtlpProtocol.HttpJson,
            _ => null,
        };
        protocol = found.GetValueOrDefault();
        return found is not null;
    }

    private static bool TryReadCompression(string text, bool isOwn, out OtlpCompression compression)
    {
        compression = text.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? OtlpCompression.Gzip : OtlpCompression.None;
        return compression == OtlpCompression.Gzip || text.Equals("none", StringComparison.OrdinalIgnoreCase);
    }
}
