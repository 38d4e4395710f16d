using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>Methods that return tasks, in every way in which one can end.</summary>
public class Work
{
    public static readonly InvalidOperationException Shared = new("shared");

    public static readonly Task<int> Kept = Task.FromResult(42);

    private static readonly AsyncLocal<string?> Ambient = new();

    [Traced, Counted, Timed, InFlight]
    public Task Done() => Task.CompletedTask;

    [Traced]
    public Task<int> Keep() => Kept;

    [Traced]
    public async Task<int> Later(int value)
    {
        await Task.Yield();
        return value;
    }

    [Traced]
    public async Task Run(string what)
    {
        Journal.Note("before " + what);
        await Task.Yield();
        Journal.Note("after " + what);
    }

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public Task<int> ThrowsAtOnce(int value) => throw new ArgumentException("at once " + Journal.Text(value));

    [Traced]
    public async Task<int> ThrowsBeforeAwait()
    {
        if (Shared.Message.Length > 0)
            throw Shared;
        await Task.Yield();
        return 1;
    }

    [Traced]
    public async Task<int> ThrowsLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("later");
    }

    [Traced]
    public Task Fails() => Task.FromException(Shared);

    [Traced]
    public Task<int> Hands(Task<int> over) => over;

    [Traced]
    public Task HandsPlain(Task over) => over;

    [Traced]
    public async Task Waits(CancellationToken cancellation)
    {
        await Task.Yield();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    [Traced]
    public ValueTask ValueDone() => default;

    [Traced]
    public ValueTask<int> ValueNow(int value) => new(value);

    [Traced]
    public async ValueTask<int> ValueLater(int value)
    {
        await Task.Yield();
        return value;
    }

    [Traced]
    public async ValueTask ValueRun()
    {
        await Task.Yield();
        Journal.Note("value ran");
    }

    [Traced]
    public ValueTask<int> ValueFails() => ValueTask.FromException<int>(Shared);

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public ValueTask ValueThrows(int value) => throw new ArgumentException("value at once " + Journal.Text(value));

    [Traced]
    public async ValueTask ValueThrowsLater()
    {
        await Task.Yield();
        throw Shared;
    }

    [Traced]
    public ValueTask<int> ValueHands(ValueTask<int> over) => over;

    [Traced]
    public Task SetsAmbient(string value)
    {
        Ambient.Value = value;
        return Task.CompletedTask;
    }

    [Traced]
    public async Task SetsAmbientLater(string value)
    {
        Ambient.Value = value;
        await Task.Yield();
    }

    [Traced]
    public string? ReadsAmbient() => Ambient.Value;

    [Traced]
    public async Task<T> Echo<T>(T value)
        where T : notnull
    {
        await Task.CompletedTask;
        return value;
    }
}
