using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Instrumentation.Instruments;

namespace Instrumentation;

/// <summary>
/// Observes calls of an async method in the method itself, whoever calls it: <c>[Traced, AsyncMethodBuilder(typeof(TracedBuilder&lt;&gt;))]</c> on a method or
/// a local function that returns a <see cref="System.Threading.Tasks.Task{TResult}"/>.
/// </summary>
/// <remarks>Nothing is allocated for it when nobody looks; a small object a call when somebody does.</remarks>
/// <typeparam name="TResult">The type of the method's result.</typeparam>
[SuppressMessage("Performance", "CA1815", Justification = "The compiler keeps it, and nobody compares it.")]
public struct TracedBuilder<TResult>
{
    private AsyncTaskMethodBuilder<TResult> _builder;

    // Null when nobody looks.
    private ObservedAsyncCall? _call;

    /// <summary>What the method returns.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public System.Threading.Tasks.Task<TResult> Task => _builder.Task;

    /// <summary>A builder of one call.</summary>
    /// <returns>The builder.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Design", "CA1000", Justification = "What the compiler calls.")]
    public static TracedBuilder<TResult> Create() => new() { _builder = AsyncTaskMethodBuilder<TResult>.Create() };

    /// <summary>Runs the method to its first await, in its span.</summary>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="stateMachine">The call's state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start<[DynamicallyAccessedMembers(AsyncState.Fields)] TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        // The state machine takes this builder along to wherever the method goes on: it knows the call before it starts.
        var call = _call = AsyncState<TStateMachine>.Begin(ref stateMachine);
        _builder.Start(ref stateMachine);
        call?.Leave();
    }

    /// <summary>Keeps a state machine that was moved to the heap.</summary>
    /// <param name="stateMachine">The state machine.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetStateMachine(IAsyncStateMachine stateMachine) => _builder.SetStateMachine(stateMachine);

    /// <summary>Ends the call.</summary>
    /// <param name="result">The method's result.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetResult(TResult result)
    {
        _call?.End(result);
        _builder.SetResult(result);
    }

    /// <summary>Ends the call, which has failed.</summary>
    /// <param name="exception">What the method threw.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetException(Exception exception)
    {
        if (exception is not null)
            _call?.Fail(exception);
        _builder.SetException(exception!);
    }

    /// <summary>Goes on when what is awaited is done.</summary>
    /// <typeparam name="TAwaiter">The awaiter's type.</typeparam>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">The call's state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    /// <summary>Goes on when what is awaited is done.</summary>
    /// <typeparam name="TAwaiter">The awaiter's type.</typeparam>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">The call's state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}
