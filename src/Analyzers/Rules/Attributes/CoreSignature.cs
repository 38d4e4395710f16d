using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>Says in words which core method a partial wrapper needs.</summary>
internal static class CoreSignature
{
    private static readonly SymbolDisplayFormat Parameter = SymbolDisplayFormat.MinimallyQualifiedFormat.WithParameterOptions(
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary>The core method's signature as it would be written: <c>private Task PlaceCore(Order order)</c>.</summary>
    public static string Of(IMethodSymbol partial)
    {
        var generics = partial.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", partial.TypeParameters.Select(static p => p.Name))}>";
        var parameters = string.Join(", ", partial.Parameters.Select(static p => p.ToDisplayString(Parameter)));
        return $"private {(partial.IsStatic ? "static " : "")}{ReturnType(partial)} {CoreMethod.NameOf(partial)}{generics}({parameters})";
    }

    /// <summary>The first thing in which the method of the core method's name is not the core method.</summary>
    public static string Difference(IMethodSymbol partial, IMethodSymbol candidate)
    {
        if (candidate.IsStatic != partial.IsStatic)
            return partial.IsStatic ? "is not static" : "is static";
        if (candidate.Arity != partial.Arity)
            return $"has {Count(candidate.Arity, "type parameter")} instead of {partial.Arity}";
        if (candidate.Parameters.Length != partial.Parameters.Length)
            return $"has {Count(candidate.Parameters.Length, "parameter")} instead of {partial.Parameters.Length}";
        foreach (var (own, other) in candidate.Parameters.Zip(partial.Parameters, static (c, p) => (c, p)))
        {
            var (ownType, otherType) = (Type(own), Type(other));
            if (ownType != otherType)
                return $"takes '{own.Name}' as '{ownType}' instead of '{otherType}'";
        }

        return $"returns '{ReturnType(candidate)}' instead of '{ReturnType(partial)}'";
    }

    private static string ReturnType(IMethodSymbol method) => Reference(method.RefKind) + method.ReturnType.ToDisplayString(SymbolDisplay.Type);

    private static string Type(IParameterSymbol parameter) => Reference(parameter.RefKind) + parameter.Type.ToDisplayString(SymbolDisplay.Type);

    private static string Reference(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    private static string Count(int count, string noun) => count switch
    {
        0 => $"no {noun}",
        1 => $"1 {noun}",
        _ => $"{count} {noun}s",
    };
}
