using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Contract;

/// <summary>Why a parameter, member or return value can't be a tag.</summary>
public enum TagObstacle
{
    None,
    Out,
    Pointer,
    RefStruct,
    NoResult,
    NoGetter,
    Indexer,
    Unused,
}

/// <summary>The one rule on what can be a tag: what has a value, at the time when tags are read, that can be kept.</summary>
public static class TagEligibility
{
    /// <summary>What keeps the parameter, property or field from being a tag.</summary>
    public static TagObstacle Check(ISymbol symbol) => symbol switch
    {
        IParameterSymbol { RefKind: RefKind.Out } => TagObstacle.Out,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } when StrategyChoice.For(method) == Strategy.Builder && !AsyncBuilder.Uses(method, symbol.Name) => TagObstacle.Unused,
        IParameterSymbol parameter => CheckType(parameter.Type),
        IPropertySymbol { IsIndexer: true } => TagObstacle.Indexer,
        IPropertySymbol { GetMethod: null } => TagObstacle.NoGetter,
        IPropertySymbol property => CheckType(property.Type),
        IFieldSymbol field => CheckType(field.Type),
        _ => TagObstacle.None,
    };

    /// <summary>What keeps the method's return value from being a tag.</summary>
    public static TagObstacle CheckResult(IMethodSymbol method) =>
        ReturnShape.Result(method.ReturnType) is { } result ? CheckType(result) : TagObstacle.NoResult;

    public static string Explain(this TagObstacle obstacle) => obstacle switch
    {
        TagObstacle.Out => "an out parameter has none when the call starts; tag the return value, or return what it gives",
        TagObstacle.Pointer => "a pointer is an address, which means nothing outside the process; tag what it points at",
        TagObstacle.RefStruct => "a ref struct can't be kept until the tag is written; tag another parameter, or take a string",
        TagObstacle.NoResult => "the call gives its caller no result; tag a parameter, or return a value",
        TagObstacle.NoGetter => "a property without a getter can't be read; add one",
        TagObstacle.Unused => "a builder reads what the compiler keeps of an async method's call, which is what its body uses; use it there, or leave out the builder",
        TagObstacle.Indexer => "an indexer has as many values as it has arguments; tag a property",
        _ => "",
    };

    private static TagObstacle CheckType(ITypeSymbol type)
    {
        if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            return TagObstacle.Pointer;
        return type.CanBeRefLike() ? TagObstacle.RefStruct : TagObstacle.None;
    }
}
