using System.Diagnostics.CodeAnalysis;
using Instrumentation.Configuration;
using Instrumentation.Resources.Detectors;

namespace Instrumentation.Resources;

/// <summary>
/// Finds out what telemetry comes from, beside the application: when it is first asked for, which is at the first export, so that a start costs less. It
/// ends within two seconds, whatever detectors do, and never fails.
/// </summary>
internal sealed class ResourceResolution
{
    /// <summary>How long a detector may take that looks at this machine alone.</summary>
    public static readonly TimeSpan LocalLimit = TimeSpan.FromSeconds(1);

    /// <summary>How long any other may.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lazy<Task<Resource>> _resource;

    /// <summary>The variables of OpenTelemetry are read at once.</summary>
    public ResourceResolution(ResourceBuilder builder, Machine machine)
    {
        IReadOnlyList<Resource> said = [.. builder.HasDefaults ? ResourceVariables.Read(machine) : [], .. builder.Said];
        IResourceDetector[] added = [.. builder.Detectors];
        _resource = new(() => ResolveAsync(builder, machine, added, said));
    }

    /// <summary>What telemetry comes from, once it is known.</summary>
    public Task<Resource> Resource => _resource.Value;

    private static async Task<Resource> ResolveAsync(
        ResourceBuilder builder, Machine machine, IReadOnlyList<IResourceDetector> added, IReadOnlyList<Resource> said)
    {
        var byDefault = Resources.Resource.Empty;
        Resource[] found = [];
        await Background.Run(async () =>
        {
            if (builder.HasDefaults)
                byDefault = DefaultResource.Make();
            found = await Task.WhenAll(StandardDetectors.For(builder, machine).Concat(added).Select(FindAsync)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return Resources.Resource.Merge([byDefault, .. found, .. said]);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "One that was left behind may still look at its token; the source holds no timer.")]
    private static async Task<Resource> FindAsync(IResourceDetector detector)
    {
        Resource? found = null;
        var isOver = new CancellationTokenSource();
        var inTime = await Background.RunBoundedAsync(
            $"detecting resources by {detector.GetType()}", DetectAsync, detector is LocalDetector ? LocalLimit : Limit).ConfigureAwait(false);
        if (inTime)
            return found ?? Resources.Resource.Empty;

        await isOver.CancelAsync().ConfigureAwait(false);
        return Resources.Resource.Empty;

        async Task DetectAsync()
        {
            using var told = new GuardedToken(isOver.Token);
            try
            {
                found = await detector.DetectAsync(told.Token).ConfigureAwait(false);
            }
            catch (Exception) when (isOver.IsCancellationRequested)
            {
                // It was late, and that has been told.
            }
        }
    }
}
