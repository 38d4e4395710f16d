using Instrumentation.Resources;

namespace Instrumentation.Export.Prometheus.Push;

/// <summary>
/// Labels as remote-write has them. Each series says itself what it comes from, by <c>job</c> and <c>instance</c>, which a scrape would add; and as after a
/// scrape, a tag of that name is <c>exported_job</c>. Specification: Prometheus and OpenMetrics Compatibility, Resource Attributes.
/// </summary>
/// <param name="options">What is said of metrics.</param>
internal sealed class WrittenLabelStyle(PrometheusExporterOptions options) : LabelStyle(options, NameEscaping.AllowUtf8)
{
    public override IReadOnlyList<Label> OfResource(Resource resource)
    {
        var (job, instance) = ServiceLabels.Of(resource);
        return [new(ServiceLabels.Name, "job", job), new(ServiceLabels.InstanceId, "instance", instance)];
    }

    public override List<Label> OfTarget(Resource resource)
    {
        var labels = new List<Label>(OfResource(resource));
        foreach (var (key, value) in resource.Attributes.Items)
        {
            if (key is not (ServiceLabels.Name or ServiceLabels.Namespace or ServiceLabels.InstanceId))
                Add(labels, key, value);
        }

        return labels;
    }

    protected override string Translate(string key)
    {
        var name = base.Translate(key);
        return name is "job" or "instance" ? "exported_" + name : name;
    }
}
