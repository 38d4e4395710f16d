using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Instrumentation.Analyzers;

/// <summary>Why a value is another one nearly each time, by its type or by what it is called.</summary>
internal static class ManyValues
{
    // Of these there are a few, whatever they are the ids of.
    private static readonly string[] Few = ["type", "kind", "event", "template", "method", "action", "operation", "node", "region", "shard", "partition", "command", "activity", "route"];

    /// <summary>The reason, as the end of "which is …"; null where there is none that is sure.</summary>
    public static string? Of(IOperation value)
    {
        var type = value.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : value.Type;
        if (type is not null && IsMany(type))
            return $"a {type.Name}";
        return NameOf(value) is { } name && SaysMany(name) ? "an identifier by its name" : null;
    }

    private static bool IsMany(ITypeSymbol type) => type.Name switch
    {
        "Guid" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" or "Uri" => type.ContainingNamespace.Is("System"),
        "IPAddress" or "IPEndPoint" => type.ContainingNamespace.Is("System.Net"),
        "PathString" or "QueryString" => type.ContainingNamespace.Is("Microsoft.AspNetCore.Http"),
        _ => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal,
    };

    private static string? NameOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation { Member: { Name: "Value", ContainingSymbol: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } } member => member.Instance is { } instance ? NameOf(instance) : null,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member.Name == "Id" && member.Instance?.Type is { Name: var owner } ? owner + "Id" : member.Member.Name,
        _ => null,
    };

    private static bool SaysMany(string name)
    {
        var words = Names.Snake(name).Split('_');
        var last = words[words.Length - 1];
        return last is "guid" or "uuid" or "email" or "url" or "uri" or "timestamp" || (last == "id" && words.Length > 1 && !Few.Contains(words[words.Length - 2]));
    }
}
