using System.Text;

namespace Instrumentation.Export.Prometheus;

/// <summary>The name of a sample as it stands before its labels. One that is more than letters, digits and underscores stands among them.</summary>
/// <param name="Open">The name and what opens the labels.</param>
/// <param name="Bare">The name of a sample without labels.</param>
internal sealed record SampleName(byte[] Open, byte[] Bare)
{
    public static SampleName Of(string name) => LegacyName.Is(name, colons: true)
        ? new(Encoding.UTF8.GetBytes(name + "{"), Encoding.UTF8.GetBytes(name + " "))
        : new(Encoding.UTF8.GetBytes($"{{{LabelText.Name(name, colons: true)},"), Encoding.UTF8.GetBytes($"{{{LabelText.Name(name, colons: true)}}} "));
}
