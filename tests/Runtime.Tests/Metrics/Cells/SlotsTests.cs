using Instrumentation.Metrics.Cells;
using Instrumentation.Runtime.Tests.Support;

namespace Instrumentation.Runtime.Tests.Metrics.Cells;

[Collection(ProcessWide.Name)]
public sealed class SlotsTests
{
    [Fact]
    public void Series_that_come_together_lie_together_also_where_others_have_been()
    {
        const int Count = 100;
        var first = Take(Count);
        Array.ForEach(first, Slots.Return);
        var second = Take(Count);
        Array.ForEach(second, Slots.Return);

        Assert.Equal(first.Order(), second);
    }

    private static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(static _ => Slots.Take())];
}
