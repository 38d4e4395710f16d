using System.Runtime.CompilerServices;
using Instrumentation;

namespace Subjects;

/// <summary>A struct that async methods return by a builder of its own, and that may be awaited once.</summary>
[AsyncMethodBuilder(typeof(OnceBuilder<>))]
public readonly struct Once<T>(Once<T>.Source source)
{
    public Source GetAwaiter() => source.Take();

    public sealed class Source : ICriticalNotifyCompletion
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public bool IsCompleted => _done.Task.IsCompleted;

        public Source Take() => Interlocked.Increment(ref _taken) == 1 ? this : throw new InvalidOperationException("awaited twice");

        public T GetResult() => _done.Task.GetAwaiter().GetResult();

        public void OnCompleted(Action continuation) => _done.Task.GetAwaiter().OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _done.Task.GetAwaiter().UnsafeOnCompleted(continuation);

        public void Set(T result) => _done.SetResult(result);

        public void Set(Exception exception) => _done.SetException(exception);
    }
}

public readonly struct OnceBuilder<T>
{
    private readonly Once<T>.Source _source = new();

    public OnceBuilder()
    {
    }

    public Once<T> Task => new(_source);

    public static OnceBuilder<T> Create() => new();

    public void Start<TStateMachine>(ref TStateMachine machine)
        where TStateMachine : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T result) => _source.Set(result);

    public void SetException(Exception exception) => _source.Set(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Boxed(machine).MoveNext);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => AwaitOnCompleted(ref awaiter, ref machine);

    // A box of its own at each await: what is moved on is always the newest.
    private static IAsyncStateMachine Boxed(IAsyncStateMachine machine) => machine;
}

/// <summary>A class without <see cref="ICriticalNotifyCompletion"/> on its awaiter, and without a result.</summary>
[AsyncMethodBuilder(typeof(ErrandBuilder))]
public sealed class Errand
{
    private readonly TaskCompletionSource _done = new();

    public Awaiter GetAwaiter() => new(_done.Task.GetAwaiter());

    public void Set() => _done.SetResult();

    public void Set(Exception exception) => _done.SetException(exception);

    public readonly struct Awaiter(TaskAwaiter inner) : INotifyCompletion
    {
        public bool IsCompleted => inner.IsCompleted;

        public void GetResult() => inner.GetResult();

        public void OnCompleted(Action continuation) => inner.OnCompleted(continuation);
    }
}

public sealed class ErrandBuilder
{
    public Errand Task { get; } = new();

    public static ErrandBuilder Create() => new();

    public void Start<TStateMachine>(ref TStateMachine machine)
        where TStateMachine : IAsyncStateMachine => machine.MoveNext();

    public void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult() => Task.Set();

    public void SetException(Exception exception) => Task.Set(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        IAsyncStateMachine boxed = machine;
        awaiter.OnCompleted(boxed.MoveNext);
    }

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => AwaitOnCompleted(ref awaiter, ref machine);
}

public static class TaskLikes
{
    [Traced(ErrorWhen = nameof(IsNegative)), Counted]
    [return: Tag("result", On = On.Both)]
    public static async Once<int> Double([Tag] int value)
    {
        Journal.Note("double at once");
        await Task.Yield();
        return Later(2 * value);
    }

    [Traced]
    public static async Once<T> Same<T>(T value)
    {
        await Task.CompletedTask;
        return value;
    }

    [Traced, Timed, InFlight]
    public static async Errand Run(bool fails)
    {
        await Task.Yield();
        if (fails)
            throw new InvalidOperationException("errand");
    }

    [Traced, MethodImpl(MethodImplOptions.NoInlining)]
    public static Errand Refuse() => throw new NotSupportedException("at once");

    [Traced]
    public static Errand? Nothing() => null;

    private static int Later(int value) => value;

    private static bool IsNegative(int value) => value < 0;
}
