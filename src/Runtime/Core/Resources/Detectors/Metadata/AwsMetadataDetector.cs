namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>EC2's instance metadata service, version 2: a token first, by which the service knows that no proxy asks.</summary>
internal sealed class AwsMetadataDetector(Machine machine) : MetadataDetector
{
    private const string Token = "X-aws-ec2-metadata-token";

    // Of AWS's own SDKs, which ask the same service.
    private bool IsDisabled => string.Equals(machine.Variable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    private string Address => machine.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254";

    protected override async Task DetectAsync(MetadataClient client, ResourceAttributes found)
    {
        if (IsDisabled || MetadataClient.Endpoint(Address) is not { } endpoint)
            return;

        var question = new Uri(endpoint, "/latest/api/token");
        if (await client.AskAsync(HttpMethod.Put, question, Token + "-ttl-seconds", "60").ConfigureAwait(false) is not { Length: > 0 } token
            || await AskAsync("dynamic/instance-identity/document").ConfigureAwait(false) is not { } document)
            return;

        using var identity = JsonText.Parse(document);
        if (identity.ValueOf("instanceId") is not { } id)
            return;

        found
            .Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Aws)
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsEc2)
            .Add(SemanticConventions.Cloud.AccountId, identity.ValueOf("accountId"))
            .Add(SemanticConventions.Cloud.Region, identity.ValueOf("region"))
            .Add(SemanticConventions.Cloud.AvailabilityZone, identity.ValueOf("availabilityZone"))
            .Add(SemanticConventions.Host.Id, id)
            .Add(SemanticConventions.Host.Type, identity.ValueOf("instanceType"))
            .Add(SemanticConventions.Host.ImageId, identity.ValueOf("imageId"))
            .Add(SemanticConventions.Host.Name, await AskAsync("meta-data/hostname").ConfigureAwait(false));

        Task<string?> AskAsync(string what) => client.AskAsync(HttpMethod.Get, new Uri(endpoint, "/latest/" + what), Token, token);
    }
}
