using System.Runtime.CompilerServices;
using Instrumentation.Behaviour.Tests.Harness;
using Subjects;

namespace Instrumentation.Behaviour.Tests;

/// <summary>Nothing of a call lasts longer than the call: its span, which somebody keeps, holds neither receiver nor argument nor result.</summary>
[Collection(Alone.Name)]
public class LifetimeTests
{
    private static readonly Dictionary<string, Func<Lasting, object, Task<object?>>> Calls = new()
    {
        ["value"] = static (receiver, argument) => Task.FromResult<object?>(receiver.Value(argument)),
        ["partial"] = static (receiver, argument) => Task.FromResult<object?>(receiver.Partial(argument)),
        ["completed task"] = static async (receiver, argument) => await receiver.Completed(argument),
        ["task"] = static async (receiver, argument) => await receiver.Later(argument, Task.Delay(1)),
        ["value task"] = static async (receiver, argument) => await receiver.ValueLater(argument, Task.Delay(1)),
        ["sequence"] = static (receiver, argument) => Task.FromResult<object?>(receiver.Items(argument).Last()),
        ["sequence that is left early"] = static (receiver, argument) => Task.FromResult<object?>(receiver.Items(argument).First()),
        ["asynchronous sequence"] = static async (receiver, argument) =>
        {
            object? last = null;
            await foreach (var item in receiver.ItemsLater(argument))
                last = item;
            return last;
        },
        ["exception"] = static (receiver, argument) => Task.FromResult<object?>(Assert.Throws<InvalidOperationException>(() => receiver.Throws(argument))),
    };

    public static TheoryData<string> Kinds => [.. Calls.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public async Task After_the_call_all_of_it_can_be_collected(string kind)
    {
        using var recorder = new Recorder();
        var (receiver, argument, result) = await Run(kind);

        Assert.True(recorder.Span.IsStopped);
        Assert.True(await IsCollected(receiver), "The receiver is held.");
        Assert.True(await IsCollected(argument), "The argument is held.");
        Assert.True(await IsCollected(result), "The result is held.");
        GC.KeepAlive(recorder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Receiver, WeakReference Argument, WeakReference Result)> Run(string kind)
    {
        var receiver = new Lasting();
        var argument = new object();
        var result = await Calls[kind](receiver, argument);
        return (new WeakReference(receiver), new WeakReference(argument), new WeakReference(result));
    }

    // What a thread of the pool had in its hands it lets go with its next work.
    private static async Task<bool> IsCollected(WeakReference reference)
    {
        for (var i = 0; i < 50 && reference.IsAlive; i++)
        {
            await Task.Run(static () => { });
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !reference.IsAlive;
    }
}
