using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What Prometheus calls a service and one of its processes. Specification: Prometheus and OpenMetrics Compatibility, Resource Attributes.</summary>
/// <param name="Job">The service's name, with its namespace before it; empty if it has none.</param>
/// <param name="Instance">What tells the process from others of the service; empty if nothing does.</param>
internal readonly record struct ServiceLabels(string Job, string Instance)
{
    public static ServiceLabels Of(Resource resource)
    {
        var name = Text("service.name");
        return new(Text("service.namespace") is { Length: > 0 } space ? $"{space}/{name}" : name, Text("service.instance.id"));

        string Text(string key) => resource.Attributes.ValueOf(key)?.ToString() ?? "";
    }
}
