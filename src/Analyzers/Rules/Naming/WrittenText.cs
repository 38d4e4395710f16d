using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A text that code gives as an argument: a name, a unit, a key.</summary>
/// <param name="operation">The argument's value; null where there is no such argument.</param>
internal readonly struct WrittenText(IOperation? operation)
{
    /// <summary>Where it is written; null where it is not.</summary>
    public SyntaxNode? Syntax => operation is null ? null : Tag.Unconverted(operation).Syntax;

    /// <summary>What it says; null where it is not written, or the compiler does not know it.</summary>
    public string? Value => operation is { ConstantValue: { HasValue: true, Value: string text } } ? text : null;

    /// <summary>Whether nothing is written, or null, or the empty string.</summary>
    public bool IsMissing => operation is null or { ConstantValue: { HasValue: true, Value: null or "" } };
}
