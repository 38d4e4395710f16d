namespace Instrumentation.Diagnostics;

/// <summary>Something that went wrong in telemetry itself. It did not reach the application.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What went wrong, in one line; without values that may be secret.</param>
/// <param name="Exception">What was thrown, if anything was. Its message and its stack may hold what is secret.</param>
/// <param name="Suppressed">How many of this kind were not told since the last one that was: of each kind one a minute is.</param>
public sealed record TelemetryError(ErrorSeverity Severity, string Message, Exception? Exception, int Suppressed);

/// <summary>How bad an error of telemetry is.</summary>
public enum ErrorSeverity
{
    /// <summary>Telemetry was lost: an exporter, a sampler, a processor, a propagator or a callback threw.</summary>
    Error,

    /// <summary>Telemetry goes on otherwise than was asked for: a variable that can't be read, a step that took too long.</summary>
    Warning,

    /// <summary>Telemetry tells what it chose where nothing was said.</summary>
    Information,
}
