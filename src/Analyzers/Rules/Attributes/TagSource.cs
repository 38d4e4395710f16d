using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Instrumentation.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Analyzers;

/// <summary>What a tag's value comes from, and whether the calls of a method take it.</summary>
internal sealed class TagSource
{
    private readonly ISymbol? _member;
    private readonly ITypeSymbol? _type;
    private readonly string _name;

    private TagSource(ISymbol? member, ITypeSymbol? type, string name)
    {
        _member = member;
        _type = type;
        _name = name;
    }

    public static TagSource Result(IMethodSymbol method) => new(null, ReturnShape.Result(method.ReturnType), "result");

    public static TagSource Parameter(IParameterSymbol parameter) => new(parameter, parameter.Type, parameter.Name);

    public static TagSource Member(ISymbol member) => new(member, MemberPath.TypeOf(member), member.Name);

    /// <summary>Whether the tag's path leads somewhere; where it doesn't, INS004 says so.</summary>
    public bool IsResolved(AttributeData tag, Compilation compilation)
    {
        if (_type is null || tag.Named<string>("Path") is not { Length: > 0 } path)
            return true;
        MemberPath.Resolve(_type, path, compilation, out var missing, out _);
        return missing is null;
    }

    /// <summary>Whether the tag is on the span or the metrics of the method's calls.</summary>
    public bool IsTakenBy(Attributed attributed, AttributeData tag, Compilation compilation)
    {
        var key = tag.NameOr("Key") ?? Names.Snake(_name);
        var measured = attributed.All.Any(a => a != attributed.Traced);
        return TagParser.Parse(attributed.Method, attributed.Method, attributed.Traced is not null, measured, compilation)
            .Any(taken => taken.Key == key && IsOrigin(taken.Origin));
    }

    /// <summary>What keeps calls of the methods from taking a tag that would have somewhere to go.</summary>
    public string WhyUnreachable(IReadOnlyList<Attributed> methods) =>
        _member is { IsStatic: false } and not IParameterSymbol && methods.All(static m => m.Method.IsStatic)
            ? "the instrumented methods are static, and it belongs to an object"
            : "generated code can't read it there; make it internal";

    private bool IsOrigin(TagOrigin origin) => _member switch
    {
        null => origin == TagOrigin.Result,
        IParameterSymbol => origin == TagOrigin.Parameter,
        _ => origin == (_member.IsStatic ? TagOrigin.StaticMember : TagOrigin.InstanceMember),
    };
}
