using System.Globalization;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>One case at several sizes, and how its time grows with them.</summary>
internal static class Scaling
{
    /// <summary>Measures the sizes one after the other.</summary>
    /// <returns>A row for each; the last tells the exponent of ours.</returns>
    public static IEnumerable<Row> Measure(string name, IReadOnlyList<int> sizes, Func<int, Sized> make)
    {
        var times = new List<double>();
        foreach (var size in sizes)
        {
            var sized = make(size);
            var label = string.Create(CultureInfo.InvariantCulture, $"{name}, {size:N0}");
            var row = new LoopCase(label, sized.Ours, new Peer(Peer.OpenTelemetry, sized.Theirs)).Measure().Single();
            sized.End();
            times.Add(row.OursNs!.Value);
            yield return times.Count < sizes.Count ? row : row with { Growth = Statistics.Exponent([.. sizes.Select(static s => (double)s)], times) };
        }
    }
}

/// <summary>A case at one size.</summary>
/// <param name="Ours">Our loop.</param>
/// <param name="Theirs">The peer's.</param>
/// <param name="End">Lets go of it.</param>
internal readonly record struct Sized(Action<int> Ours, Action<int> Theirs, Action End);
