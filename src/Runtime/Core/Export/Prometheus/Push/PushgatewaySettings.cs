using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What counts of <see cref="PrometheusPushgatewayOptions"/> and defaults.</summary>
internal sealed record PushgatewaySettings : PushSettings
{
    /// <exception cref="ArgumentException">An option can't be what it is.</exception>
    [SetsRequiredMembers]
    public PushgatewaySettings(PrometheusPushgatewayOptions options)
        : base(options, "http://localhost:9091")
    {
        if (options.Job is { Length: 0 })
            throw ExporterOption.Bad(nameof(options.Job), "is empty: leave it out for the service's name");
        foreach (var (name, value) in options.GroupingKey)
        {
            if (!Push.GroupingKey.IsLabel(name) || value is null)
            {
                throw ExporterOption.Bad(
                    nameof(options.GroupingKey),
                    $"has a label that no key can have, \"{name}\": a name is of letters, digits and _, does not begin with a digit or __, and is not job");
            }
        }

        Job = options.Job;
        Method = ExporterOption.Defined<PrometheusPushMethod>(options.Method, nameof(options.Method)) == PrometheusPushMethod.Post ? HttpMethod.Post : HttpMethod.Put;
        DeleteAtEnd = options.DeleteAtEnd;
        Labels = [.. options.GroupingKey];
    }

    /// <summary>Null for the service's name.</summary>
    public string? Job { get; }

    public HttpMethod Method { get; }

    public bool DeleteAtEnd { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; }
}
