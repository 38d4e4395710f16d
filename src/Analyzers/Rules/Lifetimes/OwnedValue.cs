using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>What a call does with a value that is to be ended: a span, a provider.</summary>
internal enum Use
{
    /// <summary>It reads or writes the value, which is the caller's after it as before.</summary>
    Touches,

    /// <summary>The same, and it returns the value, for more calls.</summary>
    Passes,

    /// <summary>It ends the value.</summary>
    Ends,

    /// <summary>The value may be somebody else's to end from here on.</summary>
    MovesOn,
}

/// <summary>A value that whoever gets it has to end.</summary>
/// <param name="start">The call that gives it.</param>
internal abstract class OwnedValue(IInvocationOperation start)
{
    public IInvocationOperation Start => start;

    /// <summary>What the value is already in before the call: the activity of <c>activity.Start()</c>.</summary>
    public virtual IOperation? Before => null;

    /// <summary>Whether the value is somebody else's from the beginning.</summary>
    public virtual bool IsForeign => false;

    /// <summary>Whether the call may give null.</summary>
    public virtual bool MayBeNull => false;

    /// <summary>What a call does with the value that it is made on, or gets as an argument.</summary>
    public abstract Use UseBy(IMethodSymbol called, bool isReceiver);

    /// <summary>Whether the operation reads the value from where everybody finds it: <c>Activity.Current</c>.</summary>
    public virtual bool IsAmbient(IOperation operation) => false;
}
