namespace Instrumentation.Resources.Detectors.Cloud;

/// <summary>What ECS tells a container by variables.</summary>
internal static class EcsVariables
{
    /// <summary>Where its tasks are asked of, by version 4 of the endpoint.</summary>
    public const string Endpoint = "ECS_CONTAINER_METADATA_URI_V4";

    /// <summary>Each version's.</summary>
    public static readonly string[] Endpoints = [Endpoint, "ECS_CONTAINER_METADATA_URI"];

    /// <summary>The convention's name for how a task was launched; null for one that it does not know.</summary>
    public static string? LaunchType(string? name) => name?.ToUpperInvariant() switch
    {
        "EC2" => SemanticConventions.Aws.EcsLaunchtypeValues.Ec2,
        "FARGATE" => SemanticConventions.Aws.EcsLaunchtypeValues.Fargate,
        _ => null,
    };
}
