using Instrumentation.Context;
using Instrumentation.Diagnostics;
using Instrumentation.Export;

namespace Instrumentation.Configuration;

/// <summary>
/// Headers that a user sends along. The variable has them in the form of W3C baggage: <c>api-key=a%20b,tenant=shop</c>. Spaces are let through as
/// they are, since many a manual writes <c>authorization=Bearer …</c>.
/// </summary>
internal static class ExporterHeaders
{
    // What the exporter says itself, and what belongs to the connection.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "User-Agent", "X-Prometheus-Remote-Write-Version", "grpc-accept-encoding", "grpc-encoding", "grpc-timeout",
    };

    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text, string variable)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var encoded]
                && Uri.UnescapeDataString(encoded) is var value && IsValid(name, value))
            {
                headers[name] = value;
            }
            else
            {
                Faults.Warn($"{variable} has an entry that is no name=value of a header that can be set; the entry is ignored.");
            }
        }

        return [.. headers];
    }

    /// <summary>The headers that options have.</summary>
    /// <exception cref="ArgumentException">One of them can't be sent.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Check(IDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (!IsValid(name, value))
            {
                throw ExporterOption.Bad(
                    nameof(OtlpExporterOptions.Headers),
                    $"has an entry{(BaggageText.IsKey(name) ? " for " + name : "")} that can't be set: a name is a token of HTTP that the exporter "
                    + "does not set itself, and a value is visible ASCII");
            }
        }

        return [.. headers];
    }

    // Names of HTTP are tokens, as are keys of baggage.
    private static bool IsValid(string name, string? value) =>
        BaggageText.IsKey(name) && !Reserved.Contains(name) && value is not null && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
