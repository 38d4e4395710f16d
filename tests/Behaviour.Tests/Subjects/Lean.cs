using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>Methods that allocate nothing themselves.</summary>
public partial class Lean
{
    private static readonly Task<int> Kept = Task.FromResult(1);

    [Traced("lean"), MethodImpl(MethodImplOptions.NoInlining)]
    public int Sync(int value) => value;

    [Traced("lean"), MethodImpl(MethodImplOptions.NoInlining)]
    public Task<int> Completed(int value) => Kept;

    [Traced("lean"), MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask<int> ValueCompleted(int value) => new(value);

    [Traced("lean"), MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask ValueDone() => default;

    [Traced("lean")]
    public partial int Partial(int value);

    private int PartialCore(int value) => value;

    [Counted, Timed, InFlight, MethodImpl(MethodImplOptions.NoInlining)]
    [return: Tag]
    public static Channel Measured([Tag] Channel channel, [Tag] bool flag, [Tag(Values = [1, 2])] int size) => channel;

    [Counted, Timed, MethodImpl(MethodImplOptions.NoInlining)]
    public Task<int> MeasuredCompleted([Tag] Channel channel) => Kept;

    [Traced, Counted, Timed, InFlight, MethodImpl(MethodImplOptions.NoInlining)]
    [return: Tag(On = On.Both)]
    public Task<int> Everything([Tag] string text, [Tag] Channel channel, [Tag(On = On.Both)] Guid id) => Kept;
}

[Traced("lean", Decorate = true)]
public interface ILean
{
    int Decorated(int value);
}

public sealed class LeanImplementation : ILean
{
    public int Decorated(int value) => value;
}
