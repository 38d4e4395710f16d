using Instrumentation.Metrics;

namespace Instrumentation.Export.Prometheus;

/// <summary>Writes an exemplar behind the sample that it is of.</summary>
/// <param name="style">Makes labels of the tags that a view dropped.</param>
internal sealed class ExemplarText(LabelStyle style)
{
    /// <inheritdoc cref="ExemplarLabels.Latest"/>
    public void Write(ref PageText to, ReadOnlySpan<Exemplar> exemplars, double above = double.NegativeInfinity, double upTo = double.PositiveInfinity)
    {
        if (ExemplarLabels.Latest(exemplars, above, upTo) is not { } latest)
            return;

        to.Append(" # {"u8);
        to.Append(LabelText.Write(ExemplarLabels.Of(latest, style)));
        to.Append("} "u8);
        to.Real(latest.Value);
        to.Append(" "u8);
        to.Time(latest.TimeUnixNano);
    }
}
