using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads the tags of a method: of its parameters, its return value and the members of its type.</summary>
public static class TagParser
{
    /// <summary>The tags that count for a call of <paramref name="called"/>, by the attributes on <paramref name="declared"/>.</summary>
    public static EquatableArray<TagModel> Parse(IMethodSymbol declared, IMethodSymbol called, bool hasSpan, bool hasMetrics, Compilation compilation)
    {
        var observesItself = StrategyChoice.For(called) == Strategy.Builder;
        var tags = new List<TagModel>();
        foreach (var parameter in declared.Parameters)
        {
            // Parameters correspond by position: an override may have renamed its own.
            var name = called.Parameters[parameter.Ordinal].Name;
            foreach (var attribute in TagsOf(parameter))
            {
                if (TagEligibility.Check(parameter) == TagObstacle.None)
                    Add(attribute, TagOrigin.Parameter, Names.Escape(name), parameter.Name, parameter.Type, null);
            }
        }

        foreach (var member in Members(declared, called))
        {
            var origin = member.IsStatic ? TagOrigin.StaticMember : TagOrigin.InstanceMember;
            var type = MemberPath.TypeOf(member);
            if (TagEligibility.Check(member) != TagObstacle.None || !TryReach(member, type, called, observesItself, compilation, out var hidden))
                continue;
            var root = member.IsStatic ? Names.Of(member.ContainingType) + "." + Names.Escape(member.Name) : Names.Escape(member.Name);
            foreach (var attribute in TagsOf(member))
                Add(attribute, origin, root, member.Name.TrimStart('_'), type, hidden, member is IPropertySymbol);
        }

        if (TagEligibility.CheckResult(declared) == TagObstacle.None)
        {
            var result = ReturnShape.Result(declared.ReturnType)!;
            foreach (var attribute in declared.GetReturnTypeAttributes().Where(static a => a.Is(KnownNames.Tag)))
                Add(attribute, TagOrigin.Result, "result", "result", result, null);
        }

        return tags.ToEquatableArray();

        void Add(AttributeData attribute, TagOrigin origin, string root, string name, ITypeSymbol type, HiddenMember? hidden, bool canThrow = false)
        {
            if (Parse(attribute, origin, root, name, type, hidden, compilation) is { } tag
                && (!observesItself || tag.Path.IsEmpty || CanFollow(attribute, origin, type, compilation)))
            {
                tag = tag with { OnSpan = tag.OnSpan && hasSpan, OnMetrics = tag.OnMetrics && hasMetrics };
                if (tag.OnSpan || tag.OnMetrics)
                    tags.Add(tag with { Local = Local(name, tags), CanThrow = tag.CanThrow || canThrow });
            }
        }
    }

    /// <summary>
    /// The tags of a typed instrument: its call says all that it records. They go to the metric, whatever bounds them; the type that it stands in sees its
    /// own enumerations.
    /// </summary>
    public static EquatableArray<TagModel> OfInstrument(IMethodSymbol method, Compilation compilation)
    {
        var tags = new List<TagModel>();
        foreach (var parameter in method.Parameters.Where(static p => TagEligibility.Check(p) == TagObstacle.None))
        {
            foreach (var attribute in TagsOf(parameter).Where(static a => DestinationOf(a) != 1))
            {
                if (Parse(attribute, TagOrigin.Parameter, Names.Escape(parameter.Name), parameter.Name, parameter.Type, null, compilation, isInside: true) is { } tag)
                    tags.Add(tag with { OnSpan = false, OnMetrics = true, Local = Local(parameter.Name, tags) });
            }
        }

        return tags.ToEquatableArray();
    }

    /// <summary>The tags of what an object is asked for: its properties and fields, as its type sees them.</summary>
    public static EquatableArray<TagModel> OfObjects(INamedTypeSymbol type, Compilation compilation)
    {
        var tags = new List<TagModel>();
        foreach (var member in Members(type).Where(m => !m.IsStatic && TagEligibility.Check(m) == TagObstacle.None && compilation.IsSymbolAccessibleWithin(m, type)))
        {
            foreach (var attribute in TagsOf(member).Where(static a => DestinationOf(a) != 1))
            {
                if (Parse(attribute, TagOrigin.InstanceMember, Names.Escape(member.Name), member.Name.TrimStart('_'), MemberPath.TypeOf(member), null, compilation, isInside: true) is { } tag)
                    tags.Add(tag with { OnSpan = false, OnMetrics = true, Local = Local(member.Name.TrimStart('_'), tags) });
            }
        }

        return tags.ToEquatableArray();
    }

    /// <summary>The properties and fields that are tags of the method's calls.</summary>
    public static IEnumerable<ISymbol> Members(IMethodSymbol declared, IMethodSymbol called) =>
        Members(declared.ContainingType).Where(m => (m.IsStatic || !called.IsStatic) && !WouldAskItself(called, m));

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol? type) => type.SelfAndBase()
        .SelectMany(static t => t.GetMembers())
        .Where(static m => m is IPropertySymbol { GetMethod: not null, IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false })
        .Where(static m => TagsOf(m).Any());

    /// <summary>Whether the tag would never be read to its end: an accessor that reads an observed property as a tag is read as one by that.</summary>
    public static bool WouldAskItself(IMethodSymbol called, ISymbol member) =>
        called.AccessorKeyword() is not null && member is IPropertySymbol { GetMethod: { } getter } && Attributed.Of(getter) is not null;

    private static IEnumerable<AttributeData> TagsOf(ISymbol symbol) => symbol.GetAttributes().Where(static a => a.Is(KnownNames.Tag));

    private static TagModel? Parse(
        AttributeData attribute, TagOrigin origin, string root, string name, ITypeSymbol type, HiddenMember? hidden, Compilation compilation, bool isInside = false)
    {
        if (PathParser.Parse(type, attribute, compilation, out type, out var canThrow) is not { } path)
            return null;

        var declared = attribute.NamedArray("Values").Where(v => DeclaredValue.Fits(v, type)).ToList();
        var value = Underlying(type);
        var kind = declared.Count > 0 ? TagValueKind.Declared
            : value.TypeKind == TypeKind.Enum && (isInside || Access.IsDirect(value, compilation)) ? TagValueKind.Enum
            : value.SpecialType == SpecialType.System_String ? TagValueKind.Text
            : TagValueKind.Other;
        var bounded = kind is TagValueKind.Declared or TagValueKind.Enum || value.SpecialType == SpecialType.System_Boolean;
        var on = DestinationOf(attribute);
        return new TagModel(
            attribute.NameOr("Key") ?? Names.Snake(name),
            origin,
            root,
            path,
            kind,
            kind == TagValueKind.Enum ? EnumParser.Parse((INamedTypeSymbol)value) : null,
            declared.Select(static c => c.ToCSharpString()).ToEquatableArray(),
            OnSpan: on is 0 or 1 or 3,
            OnMetrics: on is 2 or 3 || (on == 0 && bounded),
            Local: "",
            hidden)
        {
            IsBounded = bounded,
            CanThrow = canThrow,
            CanBeNull = PathParser.CanBeNull(type) || path.Any(static s => s.IsConditional),
            DeclaredType = DeclaredValue.IsNumber(value) ? Names.Of(value) : null,
            KeyType = KeyType(type, path.Any(static s => s.IsConditional)),
        };
    }

    // Of these a value is told from another as its text is, and cheaper. Of all others the text is what counts, and made once.
    private static string KeyType(ITypeSymbol type, bool isConditional)
    {
        var value = Underlying(type);
        var isKey = DeclaredValue.IsInteger(value) || value.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Double
            or SpecialType.System_Single || value.Is("System", "Guid") || value.Is("System", "TimeSpan");
        if (value.SpecialType == SpecialType.System_String)
            return "string?";
        return isKey ? Names.Of(value) + (isConditional || !SymbolEqualityComparer.Default.Equals(type, value) ? "?" : "") : "object?";
    }

    private static int DestinationOf(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(static a => a.Key == "On").Value.Value as int? ?? 0;

    private static bool TryReach(ISymbol member, ITypeSymbol type, IMethodSymbol called, bool observesItself, Compilation compilation, out HiddenMember? hidden)
    {
        hidden = null;

        // A method's state leads to the members of its object, whoever sees them, but not to static ones.
        if (observesItself)
            return !member.IsStatic || (Access.IsDirect(member, compilation) && AsyncBuilder.CanName(member.ContainingType, compilation));
        var read = member is IPropertySymbol property ? property.GetMethod! : member;
        if (Access.IsDirect(read, compilation))
            return true;
        if (member.IsStatic || Access.CheckAccessor(member, compilation) != Obstacle.None || !Access.IsDirect(member.ContainingType, compilation))
            return false;

        // Accessors of a generic type share its type parameters with the called method.
        if (member.ContainingType.Arity > 0 && !SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, called.ContainingType.OriginalDefinition))
            return false;
        hidden = new HiddenMember(read.Name, Names.Of(type), Names.Of(member.ContainingType), member is IFieldSymbol, member.ContainingType.IsValueType);
        return true;
    }

    // Generated code that stands outside all types follows a path from a type that it can name; it takes a result as it is.
    private static bool CanFollow(AttributeData attribute, TagOrigin origin, ITypeSymbol type, Compilation compilation) =>
        origin == TagOrigin.StaticMember
        || (AsyncBuilder.TypeWith(type, attribute.Named<string>("Path")!.Split('.')[0], compilation) is { } read
            && (origin != TagOrigin.Result || SymbolEqualityComparer.Default.Equals(read, type)));

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    // One variable a tag; the same parameter may bear several.
    private static string Local(string name, List<TagModel> tags)
    {
        // What is called like a property is a variable all the same.
        var stem = name + "Tag";
        stem = char.ToLowerInvariant(stem[0]) + stem.Substring(1);
        var local = stem;
        for (var i = 2; tags.Any(t => t.Local == local); i++)
            local = stem + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return local;
    }
}
