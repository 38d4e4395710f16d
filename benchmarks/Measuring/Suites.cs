using Instrumentation.Benchmarks.Cases;

namespace Instrumentation.Benchmarks.Measuring;

/// <summary>All that is measured, in its order: first what must not be looked at by anybody.</summary>
internal static class Suites
{
    private static readonly (string Name, Func<IEnumerable<Case>> Cases)[] All =
    [
        ("off", OffCases.All),
        ("span", SpanCases.All),
        ("method", CombinedCases.All),
        ("counter dynamic histogram", CounterCases.All),
        ("exemplars", CounterCases.WithExemplars),
        ("threads", ThreadCases.All),
        ("collection", CollectionCases.All),
        ("encoding", EncodingCases.All),
        ("page", PageCases.All),
        ("delivery", DeliveryCases.All),
        ("memory", CollectionCases.Memory),
        ("memory", QueueCases.Memory),
        ("scale", CollectionCases.Scale),
        ("scale", EncodingCases.Scale),
        ("scale", PageCases.Scale),
        ("compiler", CompilerCases.All),
        ("start", StartCases.All),
    ];

    /// <summary>The cases whose names contain a text, whatever its letters' case; all for none.</summary>
    /// <remarks>What a suite needs is there while its cases are gone through, and no longer.</remarks>
    public static IEnumerable<Case> Select(string? filter)
    {
        var suite = filter?.Split('/') is [var first, _] ? first : null;
        return All
            .Where(one => suite is null || one.Name.Split(' ').Contains(suite))
            .SelectMany(static one => one.Cases())
            .Where(one => filter is null || one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase));
    }
}
