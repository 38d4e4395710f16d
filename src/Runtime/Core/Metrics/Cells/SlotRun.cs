namespace Instrumentation.Metrics.Cells;

/// <summary>Slots that follow each other, as those of series do that came one after the other.</summary>
/// <param name="Slot">The first of them.</param>
/// <param name="Index">Which of all it is.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct SlotRun(int Slot, int Index, int Count)
{
    /// <summary>The runs in slots.</summary>
    public static SlotRun[] Of(ReadOnlySpan<int> slots)
    {
        var runs = new List<SlotRun>();
        for (var first = 0; first < slots.Length;)
        {
            var next = first + 1;
            while (next < slots.Length && slots[next] == slots[next - 1] + 1)
                next++;
            runs.Add(new(slots[first], first, next - first));
            first = next;
        }

        return [.. runs];
    }
}
