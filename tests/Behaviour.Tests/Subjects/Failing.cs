using System.Diagnostics;
using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

public record Outcome(bool Failed, string Code = "none");

public class Failing
{
    [Traced, Counted, Timed, MethodImpl(MethodImplOptions.NoInlining)]
    public static void Event(Exception exception) => throw exception;

    [Traced(Errors = Errors.Status), MethodImpl(MethodImplOptions.NoInlining)]
    public static void Status(Exception exception) => throw exception;

    [Traced(Errors = Errors.Log), MethodImpl(MethodImplOptions.NoInlining)]
    public static void Log(Exception exception) => throw exception;

    [Traced(ExpectedExceptions = [typeof(KeyNotFoundException), typeof(IOException)]), Counted(When = When.Failure), MethodImpl(MethodImplOptions.NoInlining)]
    public static void Expected(Exception exception) => throw exception;

    [Traced(ExpectedExceptions = [typeof(TimeoutException)]), Counted]
    public static async Task ExpectedLater(Exception exception)
    {
        await Task.Yield();
        throw exception;
    }

    [Traced(ErrorWhen = nameof(IsBad)), Counted(When = When.Failure)]
    public static int ByStatic(int value) => value;

    [Traced(ErrorWhen = nameof(Exceeds)), Counted(When = When.Success)]
    public Task<int> ByInstance(int value) => Task.FromResult(value);

    [Traced(ErrorWhen = nameof(Exceeds))]
    public async ValueTask<int> ByInstanceLater(int value)
    {
        await Task.Yield();
        return value;
    }

    [Traced(ErrorWhen = nameof(Outcome.Failed))]
    public Outcome? ByMember(Outcome? outcome) => outcome;

    [Traced(ErrorWhen = nameof(Broken)), Counted]
    public int ByBroken(int value) => value;

    [Traced, Counted, InFlight]
    public static async Task Wait(CancellationToken cancellation, CancellationToken other = default)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        other.ThrowIfCancellationRequested();
    }

    [Traced, Counted]
    public static void WaitNow(CancellationToken own, CancellationToken? foreign) => (foreign ?? own).ThrowIfCancellationRequested();

    [Traced, Counted]
    public static Task Foreign(Task task) => task;

    [Traced("consume", Kind = ActivityKind.Consumer, NewRoot = true)]
    public static string? Root() => Calc.Shouted();

    [Traced(NewRoot = true)]
    public static async Task<string?> RootLater()
    {
        await Task.Yield();
        return Calc.Shouted();
    }

    [Traced(Kind = ActivityKind.Client)]
    public static Activity? Inside() => Activity.Current;

    [Traced]
    public static async Task<(Activity? Before, Activity? After)> InsideLater()
    {
        var before = Activity.Current;
        await Task.Yield();
        return (before, Activity.Current);
    }

    [Traced(Level = Level.Essential)]
    public static void Essential()
    {
    }

    [Traced]
    public static void Normal()
    {
    }

    [Traced(Level = Level.Detailed), Counted]
    public static void Detailed()
    {
    }

    private static bool IsBad(int value) => value < 0;

    private readonly int _limit = 10;

    private bool Exceeds(long value) => value > _limit;

    public static bool Broken(int value) => throw new InvalidOperationException("predicate " + Journal.Text(value));
}

public sealed class Misbehaving : Exception
{
    public override string Message => throw new InvalidOperationException("message");
}
