using Instrumentation.Diagnostics;

namespace Instrumentation.Configuration;

/// <summary>What telemetry tells of itself; each level what the ones before it do, and more.</summary>
internal enum LogLevel
{
    None,
    Error,
    Warn,
    Info,
    Debug,
}

/// <summary><c>OTEL_LOG_LEVEL</c>: what telemetry tells of itself.</summary>
internal static class LogLevelVariable
{
    private const string Name = "OTEL_LOG_LEVEL";

    private static readonly Dictionary<string, LogLevel> Known =
        Enum.GetValues<LogLevel>().ToDictionary(static level => level.ToString(), StringComparer.OrdinalIgnoreCase);

    public static LogLevel Read()
    {
        if (Variables.Text(Name) is not null && Find() is null)
            Faults.Warn($"{Name} is none of none, error, warn, info and debug; info is used.");
        return Find() ?? LogLevel.Info;
    }

    /// <summary>What it says; null where it says nothing, or nothing that can be read.</summary>
    public static LogLevel? Find() => Variables.Text(Name) is { } text && Known.TryGetValue(text, out var level) ? level : null;
}
