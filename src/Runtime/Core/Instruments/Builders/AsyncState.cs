using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Instrumentation.Instruments;

/// <summary>What there is to know of a state machine, found out once.</summary>
/// <typeparam name="TStateMachine">The state machine.</typeparam>
internal static class AsyncState<[DynamicallyAccessedMembers(AsyncState.Fields)] TStateMachine>
    where TStateMachine : IAsyncStateMachine
{
    private static readonly ObservedAsyncMethod? Method = ObservedAsyncMethods.Find(typeof(TStateMachine));

    // Made when somebody looks for the first time; two threads make the same.
    private static ReadInput<TStateMachine>[]? _readers;

    /// <summary>Starts to observe a call; null when the method is not observed, or nobody looks.</summary>
    /// <param name="stateMachine">The call's state.</param>
    /// <returns>The call, whose span is current.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ObservedAsyncCall? Begin(ref TStateMachine stateMachine) =>
        Method is { IsOn: true } method ? Begin(method, ref stateMachine) : null;

    private static ObservedAsyncCall Begin(ObservedAsyncMethod method, ref TStateMachine stateMachine)
    {
        var call = method.NewCall();
        foreach (var read in _readers ??= [.. method.Inputs.Select(AsyncInputReader.Make<TStateMachine>).OfType<ReadInput<TStateMachine>>()])
        {
            try
            {
                read(call, ref stateMachine);
            }
            catch (Exception fault)
            {
                // A getter is user code.
                Diagnostics.Faults.Report($"reading a tag of {method.Display}", fault);
            }
        }

        call.Begin();
        return call;
    }
}

/// <summary>What is kept of state machines when an application is trimmed.</summary>
internal static class AsyncState
{
    public const DynamicallyAccessedMemberTypes Fields = DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;
}
