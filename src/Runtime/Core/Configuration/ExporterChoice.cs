using Instrumentation.Diagnostics;

namespace Instrumentation.Configuration;

/// <summary>Where one kind of telemetry goes when code does not say it.</summary>
/// <param name="ToConsole">Whether it is written to the console.</param>
/// <param name="ToOtlp">Whether it is sent as OTLP.</param>
/// <param name="IsSaid">Whether a variable says so; else it is the default.</param>
internal readonly record struct ExporterChoice(bool ToConsole, bool ToOtlp, bool IsSaid)
{
    public static ExporterChoice None => new(false, false, IsSaid: true);

    /// <summary>Whether Prometheus fetches it, which it does with metrics alone.</summary>
    public bool ToPrometheus { get; private init; }

    /// <summary>What <c>OTEL_{SIGNAL}_EXPORTER</c> says; or else what <see cref="Default"/> says.</summary>
    /// <param name="signal">The signal as variables call it: <c>TRACES</c>.</param>
    public static ExporterChoice Read(string signal)
    {
        var variable = $"OTEL_{signal}_EXPORTER";
        string[] known = signal == "METRICS" ? ["otlp", "console", "prometheus", "none"] : ["otlp", "console", "none"];
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (Variables.Text(variable) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (known.Contains(name, StringComparer.OrdinalIgnoreCase))
                named.Add(name);
            else
                Faults.Warn($"{variable} names {name}, an exporter that this build does not know; it knows {string.Join(", ", known[..^1])} and {known[^1]}.");
        }

        return named.Count == 0
            ? Default(signal)
            : new(named.Contains("console"), named.Contains("otlp"), IsSaid: true) { ToPrometheus = named.Contains("prometheus") };
    }

    /// <summary>OTLP where an endpoint is set; the console where somebody looks at it, who develops; else OTLP to the specification's endpoint.</summary>
    private static ExporterChoice Default(string signal)
    {
        if ((Variables.Text("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Variables.Text($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null)
            return new(ToConsole: false, ToOtlp: true, IsSaid: true);

        var isWatched = !Console.IsOutputRedirected
            || "Development".Equals(Variables.Text("DOTNET_ENVIRONMENT") ?? Variables.Text("ASPNETCORE_ENVIRONMENT"), StringComparison.OrdinalIgnoreCase);
        return new(isWatched, !isWatched, IsSaid: false);
    }
}
