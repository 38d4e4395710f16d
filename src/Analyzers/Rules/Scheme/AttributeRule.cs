using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>A rule on the use of this library's attributes; silent where the library is not referenced.</summary>
public abstract class AttributeRule : Rule<LibrarySymbols>
{
    private protected AttributeRule(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override LibrarySymbols? Resolve(Compilation compilation) => LibrarySymbols.Of(compilation);
}
