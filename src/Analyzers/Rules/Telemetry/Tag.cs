using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>A key, a value, and where the two are put together.</summary>
internal readonly struct Tag(IOperation key, IOperation value, SyntaxNode syntax)
{
    public IOperation Key { get; } = key;

    public IOperation Value { get; } = Unconverted(value);

    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>The operation before it was converted without saying so: to <c>object</c>, to a span.</summary>
    public static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
