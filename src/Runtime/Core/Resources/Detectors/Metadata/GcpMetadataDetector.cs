using Instrumentation.Resources.Detectors.Cloud;

namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>
/// Google Cloud's metadata server, asked for single values: its whole answer has keys and scripts in it. It answers with a header of its own, by which
/// it is told from a network that answers everything.
/// </summary>
internal sealed class GcpMetadataDetector(Machine machine) : MetadataDetector
{
    protected override async Task DetectAsync(MetadataClient client, ResourceAttributes found)
    {
        var host = machine.Variable("GCE_METADATA_HOST") ?? "metadata.google.internal";
        if (MetadataClient.Endpoint($"http://{host}/computeMetadata/v1/") is not { } endpoint
            || await AskAsync("project/project-id").ConfigureAwait(false) is not { } project)
            return;

        var answers = await Task.WhenAll(
            AskAsync("instance/id"),
            AskAsync("instance/name"),
            AskAsync("instance/zone"),
            AskAsync("instance/region"),
            AskAsync("instance/machine-type"),
            AskAsync("instance/attributes/cluster-name")).ConfigureAwait(false);
        var (id, zone, region) = (answers[0], LastOf(answers[2]), LastOf(answers[3]));
        found
            .Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Gcp)
            .Add(SemanticConventions.Cloud.AccountId, project)
            .Add(SemanticConventions.Cloud.AvailabilityZone, zone)
            .Add(SemanticConventions.Cloud.Region, region ?? RegionOf(zone));
        if (GcpDetector.IsServerless(machine))
        {
            found.Add(SemanticConventions.Faas.Instance, id);
            return;
        }

        var cluster = answers[5];
        found
            .Add(SemanticConventions.Cloud.Platform, cluster is null
                ? SemanticConventions.Cloud.PlatformValues.GcpComputeEngine
                : SemanticConventions.Cloud.PlatformValues.GcpKubernetesEngine)
            .Add(SemanticConventions.Host.Id, id)
            .Add(SemanticConventions.Host.Name, answers[1])
            .Add(SemanticConventions.Host.Type, LastOf(answers[4]))
            .Add(SemanticConventions.K8s.ClusterName, cluster);

        Task<string?> AskAsync(string what) => client.AskAsync(HttpMethod.Get, new Uri(endpoint, what), "Metadata-Flavor", "Google", isEchoed: true);
    }

    // projects/123/zones/europe-west1-b
    private static string? LastOf(string? path) => path?[(path.LastIndexOf('/') + 1)..];

    // europe-west1-b is in europe-west1.
    private static string? RegionOf(string? zone) => zone?.LastIndexOf('-') is > 0 and var end ? zone[..end] : null;
}
