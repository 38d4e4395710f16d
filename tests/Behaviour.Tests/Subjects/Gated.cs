using Instrumentation;

namespace Subjects;

/// <summary>Calls that last as long as a test wants.</summary>
public static class Gated
{
    [InFlight("gated.running"), Counted("gated.calls")]
    public static async Task Run(Task gate) => await gate;

    [Timed]
    public static async Task Time(Task gate) => await gate;
}
