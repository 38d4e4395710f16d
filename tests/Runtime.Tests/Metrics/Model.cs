using System.Globalization;
using Instrumentation.Metrics;

namespace Instrumentation.Runtime.Tests.Metrics;

/// <summary>What recording must come to, told from the whole list of measurements each time.</summary>
internal sealed class Model(RecordingProperties.Program program)
{
    public const int Instruments = 7;

    public static readonly double[] Bounds = [1, 2.5, 5];

    private const int Observed = 5;

    private static readonly string[] Names = ["whole", "real", "histogram", "gauge", "bound", "observed", "exponential"];
    private static readonly string[] Regions = ["north", "south", "east"];

    private readonly List<(int Instrument, string Tags, double Value)> _measurements = [];
    private readonly Dictionary<(int Reader, int Instrument), int> _read = [];

    public void Record(RecordingProperties.Step step)
    {
        var value = step.Instrument switch
        {
            1 => (step.Value - 20) / 4.0,
            2 => step.Value / 4.0,
            6 => (step.Value - 20) * 1.5,
            _ => step.Value,
        };
        var tags = program.DropsUser || step.Instrument is 4 or Observed ? $"region={Regions[step.Region]}" : FormattableString.Invariant($"region={Regions[step.Region]} user={step.User}");
        _measurements.Add((step.Instrument, tags, value));
    }

    public string[] Collect(int reader)
    {
        var lines = new List<string>();
        for (var instrument = 0; instrument < Names.Length; instrument++)
        {
            var isDelta = program.Temporalities[reader] == TemporalityPreference.Delta && instrument != 1;
            var own = _measurements.Where(m => m.Instrument == instrument).ToList();
            var from = isDelta ? _read.GetValueOrDefault((reader, instrument)) : 0;
            foreach (var series in own.Select(static (m, at) => (m.Tags, m.Value, At: at)).GroupBy(static m => m.Tags, StringComparer.Ordinal))
            {
                // What is observed is told each time, also if it is no other.
                var values = series.Where(m => m.At >= from).Select(static m => m.Value).ToList();
                if (instrument != Observed && (values.Count == 0 || (instrument is 0 or 4 && isDelta && values.Sum() == 0)))
                    continue;
                lines.Add($"{Names[instrument]} {{{series.Key}}} {Number(instrument, values)}");
            }

            _read[(reader, instrument)] = own.Count;
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Number(int instrument, List<double> values) => instrument switch
    {
        2 => FormattableString.Invariant(
            $"{values.Count} {values.Sum()} [{string.Join(' ', Enumerable.Range(0, Bounds.Length + 1).Select(bucket => values.Count(value => Bounds.Count(bound => bound < value) == bucket)))}] {values.Min()}..{values.Max()}"),
        6 => FormattableString.Invariant($"{values.Count} {values.Sum()}"),
        3 => values[^1].ToString(CultureInfo.InvariantCulture),
        _ => values.Sum().ToString(CultureInfo.InvariantCulture),
    };
}
