namespace Instrumentation.Configuration;

/// <summary>The variables <c>OTEL_EXPORTER_PROMETHEUS_*</c>.</summary>
internal static class PrometheusVariables
{
    public const string DefaultHost = "localhost";

    public const int DefaultPort = 9464;

    public static string Host => Variables.Text("OTEL_EXPORTER_PROMETHEUS_HOST") ?? DefaultHost;

    public static int Port => Variables.Number(
        "OTEL_EXPORTER_PROMETHEUS_PORT", DefaultPort, FormattableString.Invariant($"port from 1 to {ushort.MaxValue}"), maximum: ushort.MaxValue);
}
