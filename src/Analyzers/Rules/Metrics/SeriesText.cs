using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>How messages speak of a value, of where it comes from, and of what there is a series for.</summary>
internal static class SeriesText
{
    private const int MostLetters = 60;

    /// <summary>The code, if it is short and on one line; what stands at its end otherwise.</summary>
    public static string Code(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        return text.Length <= MostLetters && !text.Contains('\n') ? text : $"{text.Split('\n')[0].TrimEnd().Substring(0, Math.Min(MostLetters, text.Split('\n')[0].TrimEnd().Length))}…";
    }

    /// <summary>Where it comes from: <c> from parameter 'id' of 'GetUser'</c>; nothing where that isn't known.</summary>
    public static string From(ISymbol? origin) => origin switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } => $" from parameter '{origin.Name}' of '{constructor.ContainingType.Name}'",
        IParameterSymbol { ContainingSymbol: IMethodSymbol { Name.Length: > 0, MethodKind: not MethodKind.AnonymousFunction } method } => $" from parameter '{origin.Name}' of '{method.Name}'",
        IParameterSymbol => $" from parameter '{origin.Name}'",
        null => "",
        _ => $" from '{origin.ToDisplayString(SymbolDisplay.Member)}'",
    };

    /// <summary>What there is about one series for: what the names tell, or what such values are.</summary>
    public static string Thing(Bound bound, params string?[] names) =>
        names.Append(bound.Origin?.Name).OfType<string>().Select(NameWords.Thing).FirstOrDefault(static t => t is not null) ?? bound.Evidence switch
        {
            Evidence.Request => "request",
            Evidence.Type when bound.What.EndsWith("Exception", StringComparison.Ordinal) => "failure",
            _ => "value",
        };
}
