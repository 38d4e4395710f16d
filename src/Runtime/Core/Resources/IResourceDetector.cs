namespace Instrumentation.Resources;

/// <summary>Finds out where the process runs, or what it is part of.</summary>
/// <remarks>
/// It is asked once, when telemetry starts, beside the application and beside other detectors, for two seconds at most. What it throws is told and
/// never reaches the application.
/// </remarks>
public interface IResourceDetector
{
    /// <summary>Finds what can be found.</summary>
    /// <param name="cancellationToken">Is cancelled when the time is over: what is found later is not used.</param>
    /// <returns>What was found; <see cref="Resource.Empty"/> where nothing was, which is no error.</returns>
    ValueTask<Resource> DetectAsync(CancellationToken cancellationToken);
}
