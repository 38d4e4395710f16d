using System.ComponentModel;

namespace Instrumentation.Instruments;

/// <summary>
/// An async method that is observed in itself: what its calls are read from, and whether anybody looks. Generated code derives from it, once
/// for each such method.
/// </summary>
/// <param name="display">Its name for people: <c>Orders.Place(string)</c>.</param>
/// <param name="parameterTypes">Its parameters' types as reflection writes them; null when no other method can be taken for it.</param>
/// <param name="inputs">What a call takes from the method.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ObservedAsyncMethod(string display, string? parameterTypes, AsyncInput[] inputs)
{
    /// <summary>Whether anybody looks at the method's span or its metrics.</summary>
    public abstract bool IsOn { get; }

    internal string Display { get; } = display;

    internal string? ParameterTypes { get; } = parameterTypes;

    internal AsyncInput[] Inputs { get; } = inputs;

    /// <summary>A call that has not started.</summary>
    /// <returns>The call.</returns>
    public abstract ObservedAsyncCall NewCall();
}
