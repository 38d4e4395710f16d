using System.Globalization;
using Instrumentation.Configuration;

namespace Instrumentation.Diagnostics;

/// <summary>Where errors go when nobody handles them: one line each, and at the level debug the exception too. Never throws.</summary>
internal static class StandardError
{
    public static void Write(TelemetryError error, LogLevel level)
    {
        var others = error.Suppressed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({error.Suppressed} more like it were not told.)");
        try
        {
            Console.Error.WriteLine($"instrumentation: {error.Message}{others}");
            if (level == LogLevel.Debug && error.Exception is { } exception)
                Console.Error.WriteLine(exception.ToString());
        }
        catch (Exception)
        {
            // Standard error is gone, or the exception has no text: there is nobody left to tell.
        }
    }
}
