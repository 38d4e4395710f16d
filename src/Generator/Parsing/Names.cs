using System.Globalization;
using System.Linq;
using System.Text;
using Instrumentation.Generator.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Parsing;

/// <summary>How things are called: in telemetry, and in generated code.</summary>
public static class Names
{
    /// <summary>Types as generated code writes them: <c>global::</c>, with type arguments and nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    // A keyword is a name like any other there.
    private static readonly SymbolDisplayFormat NamespaceName = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat ForPeople = new(
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The method as a reader names it: <c>Orders.Place(Guid, Channel)</c>.</summary>
    public static string Display(IMethodSymbol method) => method.ToDisplayString(ForPeople);

    /// <summary>A name that can be a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// snake_case: <c>PlaceOrder</c>, <c>placeOrder</c> and <c>place_order</c> are <c>place_order</c>, <c>HTTPRequest</c> is
    /// <c>http_request</c>; points stay.
    /// </summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && char.IsLetterOrDigit(name[i - 1])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>The class in the generated namespace that belongs to a type; two types never share one.</summary>
    public static string Holder(INamedTypeSymbol type)
    {
        var name = string.Join("_", type.SelfAndContaining().Reverse().Select(static t => Part(t.Name, t.Arity)));
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = Part(space.Name, 0) + "_" + name;
        return name;
    }

    /// <summary>What an accessor calls the member's type by where no parameter can be of that type; null for all but static classes.</summary>
    public static string? HiddenOwner(ISymbol member)
    {
        var type = member.ContainingType;
        return type.IsStatic ? $"{Reflection(type)}, {type.ContainingAssembly.Name}" : null;
    }

    /// <summary>The type as reflection names it, without type arguments.</summary>
    public static string Reflection(INamedTypeSymbol type)
    {
        var name = string.Join("+", type.OriginalDefinition.SelfAndContaining().Reverse().Select(static t => t.MetadataName));
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString(NamespaceName)}.{name}";
    }

    /// <summary>The name of a method's members in its holder: overloads are told apart by their place among the type's members.</summary>
    public static string Member(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
            return LocalFunction(method);
        return Unhidden(method, method.AccessorKeyword() is { } accessor
            ? $"{Member((IPropertySymbol)method.AssociatedSymbol!)}_{accessor}"
            : Part(method.Name, 0) + Overload(method.PartialDefinitionPart ?? method));
    }

    // What is written beside the body is called by the member's name and what follows an underscore. In the body nothing else may be called so, and
    // beside a core method no other member of the user's.
    private static string Unhidden(IMethodSymbol method, string member)
    {
        var taken = method.Parameters.Select(static p => p.Name).Concat(method.TypeParameters.Select(static p => p.Name))
            .Concat(method.IsPartialDefinition ? method.ContainingType.MemberNames : []).ToList();
        while (taken.Exists(name => name.StartsWith(member + "_", System.StringComparison.Ordinal)))
            member += "_0";
        return member;
    }

    /// <summary>The same of a property: indexers are overloaded too.</summary>
    public static string Member(IPropertySymbol property) => Part(property.MetadataName, 0) + Overload(property.PartialDefinitionPart ?? property);

    private static string Overload(ISymbol member)
    {
        var index = member.ContainingType.GetMembers(member.Name).Where(m => m.Kind == member.Kind).ToList()
            .FindIndex(overload => SymbolEqualityComparer.Default.Equals(overload, member));
        return index > 0 ? "_" + (index + 1).ToString(CultureInfo.InvariantCulture) : "";
    }

    // A local function is named after the member that it stands in, and counted there if need be.
    private static string LocalFunction(IMethodSymbol method)
    {
        var member = AsyncBuilder.MemberOf(method);
        var start = method.DeclaringSyntaxReferences[0].Span.Start;
        var earlier = member.DeclaringSyntaxReferences.SelectMany(static r => r.GetSyntax().DescendantNodes())
            .Count(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.LocalFunctionStatementSyntax function && function.Identifier.ValueText == method.Name && n.Span.Start < start);
        return (member is IMethodSymbol around ? Member(around) : Part(member.Name, 0)) + "_" + Part(method.Name, 0)
            + (earlier > 0 ? "_" + (earlier + 1).ToString(CultureInfo.InvariantCulture) : "");
    }

    /// <summary>The namespace of an assembly's generated code.</summary>
    public static string Namespace(string assemblyName)
    {
        var parts = assemblyName.Split('.').Select(static part =>
            string.Concat((part.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(part[0]) ? "_" : "")
                + string.Concat(part.Select(static c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'))));
        return "Instrumentation.Generated." + string.Join(".", parts.Select(Escape));
    }

    // Underscores separate, so those of the name itself are doubled.
    private static string Part(string name, int arity)
    {
        var part = name.Replace("_", "__").Replace("<", "").Replace(">", "").Replace("$", "").Replace(".", "");
        return arity == 0 ? part : part + "_" + arity.ToString(CultureInfo.InvariantCulture);
    }
}
