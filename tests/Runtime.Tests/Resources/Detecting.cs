using Instrumentation.Resources;

namespace Instrumentation.Runtime.Tests.Resources;

internal static class Detecting
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>What a detector finds, as text.</summary>
    public static async Task<string> FoundAsync(this IResourceDetector detector) =>
        (await detector.DetectAsync(CancellationToken.None).AsTask().WaitAsync(Bound)).Attributes.ToString();

    /// <summary>What telemetry would come from.</summary>
    public static Task<Resource> ResolveAsync(this Machine machine, Action<ResourceBuilder>? configure = null)
    {
        var builder = new ResourceBuilder();
        configure?.Invoke(builder);
        return new ResourceResolution(builder, machine).Resource.WaitAsync(Bound);
    }

    public static KeyValuePair<string, object>[] Attributes(params (string Key, object Value)[] attributes) =>
        Array.ConvertAll(attributes, static attribute => KeyValuePair.Create(attribute.Key, attribute.Value));
}
