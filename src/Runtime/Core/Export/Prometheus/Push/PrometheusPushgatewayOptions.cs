namespace Instrumentation.Export;

/// <summary>
/// Which Pushgateway metrics are pushed to, and under which key: for programs that are gone before anybody could scrape them. All metrics of a key are
/// replaced as a whole.
/// </summary>
public sealed class PrometheusPushgatewayOptions : PrometheusPushOptions
{
    /// <summary>The label <c>job</c> of the key; by default the service's name, with its namespace before it.</summary>
    public string? Job { get; set; }

    /// <summary>
    /// The other labels of the key, for instance <c>instance</c>: what is pushed has them, and replaces nothing but what was pushed with the same.
    /// </summary>
    public IDictionary<string, string> GroupingKey { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether what was pushed before goes altogether, which is the default, or only where there is a metric of the same name.</summary>
    public PrometheusPushMethod Method { get; set; }

    /// <summary>Whether the gateway forgets the key when the program ends. By default it keeps what was pushed last.</summary>
    public bool DeleteAtEnd { get; set; }
}
