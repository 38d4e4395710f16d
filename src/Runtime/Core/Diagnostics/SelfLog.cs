namespace Instrumentation.Diagnostics;

/// <summary>What telemetry has to say about itself: one line each, on standard error. Never throws.</summary>
internal static class SelfLog
{
    public static void Write(string message)
    {
        try
        {
            Console.Error.WriteLine($"instrumentation: {message}");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // Standard error is gone; there is nobody left to tell.
        }
    }
}
