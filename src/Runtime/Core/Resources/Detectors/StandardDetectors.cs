using Instrumentation.Resources.Detectors.Cloud;
using Instrumentation.Resources.Detectors.Metadata;

namespace Instrumentation.Resources.Detectors;

/// <summary>The detectors that come with telemetry.</summary>
internal static class StandardDetectors
{
    /// <summary>
    /// Those that a builder asks for. Each wins over those before it: a cloud knows its machines better than they do themselves, and where a function
    /// or a container runs in it is known from the environment alone.
    /// </summary>
    public static IEnumerable<IResourceDetector> For(ResourceBuilder builder, Machine machine)
    {
        if (builder.HasDefaults)
        {
            yield return new HostDetector(machine);
            yield return new OperatingSystemDetector(machine);
            yield return new ProcessDetector();
            yield return new ContainerDetector(machine);
        }

        if (builder.TellsArguments)
            yield return new ProcessArgumentsDetector();

        if (builder.AsksClouds)
        {
            yield return new AwsMetadataDetector(machine);
            yield return new EcsMetadataDetector(machine);
            yield return new AzureMetadataDetector(AzureMetadataDetector.Endpoint);
            yield return new GcpMetadataDetector(machine);
        }

        if (builder.HasDefaults)
        {
            yield return new AwsDetector(machine);
            yield return new AzureDetector(machine);
            yield return new GcpDetector(machine);
            yield return new KubernetesDetector(machine);
        }
    }
}
