namespace Instrumentation.Export.Prometheus.Push;

/// <summary>What is sent of a family that does not change.</summary>
/// <param name="family">The family.</param>
internal sealed class WrittenFamily(Family family)
{
    public Family Family => family;

    public WrittenMetadata Metadata { get; } = new(TypeOf(family.Type), family.Help ?? "", family.Name.Unit ?? "");

    public string Bucket { get; } = family.Name.Family + "_bucket";

    public string Count { get; } = family.Name.Family + "_count";

    public string Sum { get; } = family.Name.Family + "_sum";

    private static WrittenType TypeOf(FamilyType type) => type switch
    {
        FamilyType.Counter => WrittenType.Counter,
        FamilyType.Gauge => WrittenType.Gauge,
        _ => WrittenType.Histogram,
    };
}
