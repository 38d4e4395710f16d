using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>How messages speak of a value, of where it comes from, and of what there is a series for.</summary>
internal static class SeriesText
{
    private const int MostLetters = 60;

    /// <summary>The code, or the beginning of it where it is long.</summary>
    public static string Code(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        var line = text.Split('\n')[0].TrimEnd();
        return line.Length == text.Length && line.Length <= MostLetters ? line : line.Substring(0, Math.Min(MostLetters, line.Length)) + "…";
    }

    /// <summary>Where it comes from: <c> from parameter 'id' of 'GetUser'</c>; nothing where that isn't known.</summary>
    public static string From(ISymbol? origin) => origin switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } => $" from parameter '{origin.Name}'",
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } =>
            $" from parameter '{origin.Name}' of '{origin.ContainingType.Name}'",
        IParameterSymbol => $" from parameter '{origin.Name}' of '{origin.ContainingSymbol.Name}'",
        null => "",
        _ => $" from '{origin.ToDisplayString(SymbolDisplay.Member)}'",
    };

    /// <summary>What the value is called; an <c>Id</c> is called after what it is of.</summary>
    public static string? NameOf(IOperation value) => value.Read() switch
    {
        IPropertySymbol { Name: "Id" } id => id.ContainingType.Name + id.Name,
        var read => read?.Name,
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
