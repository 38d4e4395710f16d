using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What Prometheus calls a service and one of its processes. Specification: Prometheus and OpenMetrics Compatibility, Resource Attributes.</summary>
/// <param name="Job">The service's name, with its namespace before it; empty if it has none.</param>
/// <param name="Instance">What tells the process from others of the service; empty if nothing does.</param>
internal readonly record struct ServiceLabels(string Job, string Instance)
{
    public const string Name = "service.name";
    public const string Namespace = "service.namespace";
    public const string InstanceId = "service.instance.id";

    public static ServiceLabels Of(Resource resource)
    {
        var name = Text(Name);
        return new(Text(Namespace) is { Length: > 0 } space ? $"{space}/{name}" : name, Text(InstanceId));

        string Text(string key) => TagText.Of(resource.Attributes.ValueOf(key)) ?? "";
    }
}
