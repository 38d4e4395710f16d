using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Instrumentation.Instruments;

/// <summary>What an observed call takes from its method: a parameter, or a member of the object that the method belongs to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AsyncInput
{
    private protected AsyncInput(string path) => Path = path.Split('/');

    /// <summary>Fields and properties on the way to the value; the first one is a field of the method's state.</summary>
    internal string[] Path { get; }

    /// <summary>The value's type.</summary>
    internal abstract Type Type { get; }

    /// <summary>The delegate by which the call takes the value, and the type of call.</summary>
    internal abstract (Delegate Take, Type Call) Target { get; }

    /// <summary>An input.</summary>
    /// <typeparam name="TCall">The type of call.</typeparam>
    /// <typeparam name="T">The value's type; <see cref="object"/> where generated code can't name it.</typeparam>
    /// <param name="path">Fields and properties on the way to the value, separated by a slash.</param>
    /// <param name="take">Takes the value.</param>
    /// <returns>The input.</returns>
    public static AsyncInput Of<TCall, T>(string path, Action<TCall, T> take)
        where TCall : ObservedAsyncCall => new Typed<TCall, T>(path, take);

    /// <summary>Hands the value to the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="value">The value.</param>
    internal abstract void Give(ObservedAsyncCall call, object? value);

    private sealed class Typed<TCall, T>(string path, Action<TCall, T> take) : AsyncInput(path)
        where TCall : ObservedAsyncCall
    {
        internal override Type Type => typeof(T);

        internal override (Delegate Take, Type Call) Target => (take, typeof(TCall));

        internal override void Give(ObservedAsyncCall call, object? value) => take((TCall)call, (T)value!);
    }
}
