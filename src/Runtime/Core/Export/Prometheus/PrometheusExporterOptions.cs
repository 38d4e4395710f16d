using System.Buffers;
using Instrumentation.Configuration;
using Instrumentation.Metrics;

namespace Instrumentation.Export;

/// <summary>What a Prometheus page says, and where it is served. Specification: Metrics Exporter, Prometheus.</summary>
public sealed class PrometheusExporterOptions
{
    private static readonly SearchValues<char> NotInPath = SearchValues.Create("?# \t\r\n");

    private string _host = PrometheusVariables.DefaultHost;
    private int _port = PrometheusVariables.DefaultPort;
    private string _path = "/metrics";
    private PrometheusTranslation _translation;
    private int _cardinalityLimit = 2_000;

    internal PrometheusExporterOptions()
    {
    }

    /// <summary>
    /// The name or address that is listened at. <c>OTEL_EXPORTER_PROMETHEUS_HOST</c>, or else <c>localhost</c>: nobody outside of this machine reads the page.
    /// </summary>
    /// <exception cref="ArgumentException">It is null, empty or white space.</exception>
    public string Host
    {
        get => _host;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _host = value;
        }
    }

    /// <summary>The port that is listened at; 0 for any that is free. <c>OTEL_EXPORTER_PROMETHEUS_PORT</c>, or else 9464.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no port.</exception>
    public int Port
    {
        get => _port;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
            _port = value;
        }
    }

    /// <summary>Whether there is a listener at all; false where the application serves the page at an endpoint of its own.</summary>
    public bool Listens { get; set; } = true;

    /// <summary>The page's path, <c>/metrics</c> unless set.</summary>
    /// <exception cref="ArgumentException">It does not begin with a slash, or is more than a path.</exception>
    public string Path
    {
        get => _path;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            if (value[0] != '/' || value.AsSpan().ContainsAny(NotInPath))
                throw new ArgumentException($"The page's path is \"{value}\"; it begins with a slash, and has neither a query nor white space: \"/metrics\".", nameof(value));

            _path = value;
        }
    }

    /// <summary>How names become names of Prometheus.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    public PrometheusTranslation Translation
    {
        get => _translation;
        set
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such translation.");

            _translation = value;
        }
    }

    /// <summary>Whether each series bears its meter's name, version, schema URL and tags, as <c>otel_scope_*</c>. It does unless set.</summary>
    public bool ScopeLabels { get; set; } = true;

    /// <summary>Whether the page tells what it comes from, as <c>target_info</c>. It does unless set.</summary>
    public bool TargetInfo { get; set; } = true;

    /// <summary>Which of the resource's attributes are labels of each series too; null for none. They stay in <c>target_info</c>.</summary>
    public Func<string, bool>? ResourceLabels { get; set; }

    /// <summary>How measurements of an instrument become points where no view says so; null for what its kind asks for.</summary>
    public Func<InstrumentKind, Aggregation>? DefaultAggregation { get; set; }

    /// <summary>How many series an instrument may have where neither a view nor the instrument says so; 2,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int CardinalityLimit
    {
        get => _cardinalityLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _cardinalityLimit = value;
        }
    }

    /// <summary>What the variables say, and then code.</summary>
    internal static PrometheusExporterOptions From(Action<PrometheusExporterOptions>? configure)
    {
        var options = new PrometheusExporterOptions { Host = PrometheusVariables.Host, Port = PrometheusVariables.Port };
        configure?.Invoke(options);
        return options;
    }
}
