using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>How messages call symbols.</summary>
internal static class SymbolDisplay
{
    /// <summary>A type, or a member with its type: <c>Orders.Place</c>.</summary>
    public static readonly SymbolDisplayFormat Member = new(
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>A type as it is written in code: <c>List&lt;int&gt;?</c>.</summary>
    public static readonly SymbolDisplayFormat Type = SymbolDisplayFormat.MinimallyQualifiedFormat;
}
