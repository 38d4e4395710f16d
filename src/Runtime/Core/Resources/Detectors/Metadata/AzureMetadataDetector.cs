namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>Azure's instance metadata service.</summary>
/// <param name="endpoint">Where it is.</param>
internal sealed class AzureMetadataDetector(Uri endpoint) : MetadataDetector
{
    /// <summary>The same on every machine of Azure.</summary>
    public static Uri Endpoint { get; } = new("http://169.254.169.254");

    protected override async Task DetectAsync(MetadataClient client, ResourceAttributes found)
    {
        var question = new Uri(endpoint, "/metadata/instance/compute?api-version=2021-12-13&format=json");
        using var compute = JsonText.Parse(await client.AskAsync(HttpMethod.Get, question, "Metadata", "true").ConfigureAwait(false) ?? "");
        if (compute.ValueOf("vmId") is not { } id)
            return;

        found
            .Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Azure)
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AzureVm)
            .Add(SemanticConventions.Cloud.AccountId, compute.ValueOf("subscriptionId"))
            .Add(SemanticConventions.Cloud.Region, compute.ValueOf("location"))
            .Add(SemanticConventions.Cloud.AvailabilityZone, compute.ValueOf("zone"))
            .Add(SemanticConventions.Cloud.ResourceId, compute.ValueOf("resourceId"))
            .Add(SemanticConventions.Azure.ResourceGroupName, compute.ValueOf("resourceGroupName"))
            .Add(SemanticConventions.Host.Id, id)
            .Add(SemanticConventions.Host.Name, compute.ValueOf("name"))
            .Add(SemanticConventions.Host.Type, compute.ValueOf("vmSize"));
    }
}
