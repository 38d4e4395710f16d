using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A tag that code writes: its key and its value.</summary>
internal sealed class TagWrite(Signal signal, Tag tag, IOperation sink)
{
    /// <summary>What the tag belongs to.</summary>
    public Signal Signal => signal;

    /// <summary>The key, as it is written.</summary>
    public IOperation Key => tag.Key;

    /// <summary>The value before it was converted to <c>object</c>.</summary>
    public IOperation Value => tag.Value;

    /// <summary>The key, if the compiler knows it; null otherwise.</summary>
    public string? KeyText => Key.ConstantValue is { HasValue: true, Value: string key } ? key : null;

    /// <summary>The whole of the tag: the pair, or the call that adds it.</summary>
    public SyntaxNode Syntax => tag.Syntax;

    /// <summary>The call or creation that the tag ends up in: <c>counter.Add(…)</c>, <c>activity.SetTag(…)</c>, <c>new Measurement&lt;int&gt;(…)</c>.</summary>
    public IOperation Sink => sink;
}
