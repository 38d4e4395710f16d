using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>What is written of a family that does not change.</summary>
internal sealed class FamilyText
{
    /// <param name="family">The family.</param>
    /// <param name="isOpen">Whether as OpenMetrics.</param>
    public FamilyText(Family family, bool isOpen)
    {
        var name = family.Name;
        Family = family;
        Sample = SampleName.Of(name.Whole);
        Created = SampleName.Of(name.Family + "_created");
        Bucket = SampleName.Of(name.Family + "_bucket");
        Count = SampleName.Of(name.Family + "_count");
        Sum = SampleName.Of(name.Family + "_sum");

        // To OpenMetrics a counter ends in _total, or it is none.
        IsCounter = family.Type == FamilyType.Counter && (!isOpen || name.HasTotal);
        var type = family.Type switch
        {
            FamilyType.Histogram => "histogram",
            FamilyType.Gauge => "gauge",
            _ => IsCounter ? "counter" : "unknown",
        };
        var known = LabelText.Name(isOpen ? name.Family : name.Whole, colons: true);
        var unit = isOpen && name.KnownUnit is { } words ? $"# UNIT {known} {words}\n" : "";
        Head = Encoding.UTF8.GetBytes($"{Help(known, family.Help, isOpen)}# TYPE {known} {type}\n{unit}");
    }

    public Family Family { get; }

    /// <summary>Its help text, type and unit.</summary>
    public byte[] Head { get; }

    public bool IsCounter { get; }

    /// <summary>The name of a counter's or gauge's samples.</summary>
    public SampleName Sample { get; }

    public SampleName Created { get; }

    public SampleName Bucket { get; }

    public SampleName Count { get; }

    public SampleName Sum { get; }

    private static string Help(string name, string? help, bool isOpen) =>
        string.IsNullOrEmpty(help) ? "" : $"# HELP {name} {(isOpen ? LabelText.Quoted(help) : LabelText.Unquoted(help))}\n";
}
