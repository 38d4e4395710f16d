using Instrumentation;

namespace Subjects;

/// <summary>Calls whose durations have exemplars.</summary>
public static partial class Exemplary
{
    [Traced("exemplary.task"), Timed("exemplary.task.duration")]
    public static async Task TaskAsync(Task gate) => await gate;

    [Traced("exemplary.partial"), Timed("exemplary.partial.duration")]
    public static partial Task PartialAsync(Task gate);

    [Traced("exemplary.failing"), Counted("exemplary.failing.calls")]
    public static async Task FailAsync(Task gate)
    {
        await gate;
        throw new InvalidOperationException();
    }

    private static async Task PartialAsyncCore(Task gate) => await gate;
}
