using Instrumentation.Resources.Detectors.Cloud;

namespace Instrumentation.Resources.Detectors.Metadata;

/// <summary>ECS's task metadata endpoint, version 4, which it names by a variable.</summary>
internal sealed class EcsMetadataDetector(Machine machine) : MetadataDetector
{
    protected override async Task DetectAsync(MetadataClient client, ResourceAttributes found)
    {
        if (MetadataClient.Endpoint(machine.Variable(EcsVariables.Endpoint)) is not { } endpoint)
            return;

        var documents = await Task.WhenAll(AskAsync(""), AskAsync("/task")).ConfigureAwait(false);
        using var container = JsonText.Parse(documents[0] ?? "");
        using var task = JsonText.Parse(documents[1] ?? "");
        var arn = Arn.Parse(task.ValueOf("TaskARN"));
        found
            .Add(SemanticConventions.Container.Id, container.ValueOf("DockerId"))
            .Add(SemanticConventions.Container.Name, container.ValueOf("DockerName"))
            .Add(SemanticConventions.Container.ImageName, container.ValueOf("Image"))
            .Add(SemanticConventions.Container.ImageId, container.ValueOf("ImageID"))
            .Add(SemanticConventions.Aws.EcsContainerArn, container.ValueOf("ContainerARN"))
            .Add(SemanticConventions.Cloud.ResourceId, container.ValueOf("ContainerARN"))
            .Add(SemanticConventions.Cloud.AccountId, arn?.Account)
            .Add(SemanticConventions.Cloud.Region, arn?.Region)
            .Add(SemanticConventions.Cloud.AvailabilityZone, task.ValueOf("AvailabilityZone"))
            .Add(SemanticConventions.Aws.EcsTaskArn, arn?.Text)
            .Add(SemanticConventions.Aws.EcsTaskId, arn?.Text.Split('/')[^1])
            .Add(SemanticConventions.Aws.EcsTaskFamily, task.ValueOf("Family"))
            .Add(SemanticConventions.Aws.EcsTaskRevision, task.ValueOf("Revision"))
            .Add(SemanticConventions.Aws.EcsLaunchtype, EcsVariables.LaunchType(task.ValueOf("LaunchType")))
            .Add(SemanticConventions.Aws.EcsClusterArn, ClusterArn(task.ValueOf("Cluster"), arn));

        Task<string?> AskAsync(string what) =>
            client.AskAsync(HttpMethod.Get, new Uri(endpoint.AbsoluteUri.TrimEnd('/') + what), "Accept", "application/json");
    }

    // On machines of EC2 it is told by its name alone.
    private static string? ClusterArn(string? cluster, Arn? task) =>
        cluster?.StartsWith("arn:", StringComparison.Ordinal) != false ? cluster
        : task is null ? null
        : $"arn:{task.Partition}:ecs:{task.Region}:{task.Account}:cluster/{cluster}";

    /// <summary><c>arn:aws:ecs:us-west-2:111122223333:task/default/158d1c8083dd49d6b527399fd6414f5c</c></summary>
    private sealed record Arn(string Text, string Partition, string Region, string Account)
    {
        public static Arn? Parse(string? text) =>
            text?.Split(':') is ["arn", var partition, "ecs", var region, var account, _] ? new(text, partition, region, account) : null;
    }
}
